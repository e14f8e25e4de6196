import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CountedEvent, readEvents, readStats, verify } from './books.js'
import {
  createDataset,
  importLine,
  post,
  purchase,
  purchaseBeacon,
  sendBeacon,
  sendEvents,
} from './client.js'
import { commandsOn, run, startServer, temporaryDirectory } from './server-process.js'

const HOUR_MS = 3_600_000

test('one event id by both paths, in either order, is one counted event with two sightings', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands, '--domain', 'shop.example')
  const { url } = await startServer(directory)

  expect((await sendBeacon(url, shop.id, purchaseBeacon('A1'))).status).toBe(200)
  expect((await sendEvents(url, shop, [purchase('A1')])).status).toBe(200)
  expect((await sendEvents(url, shop, [purchase('A2')])).status).toBe(200)
  expect((await sendBeacon(url, shop.id, purchaseBeacon('A2'))).status).toBe(200)

  const events = await readEvents(commands, shop.id)
  expect(events.map(told)).toEqual([
    { event_id: 'A2', sightings: ['server counted', 'browser duplicate event_id primary'] },
    { event_id: 'A1', sightings: ['browser counted primary', 'server duplicate event_id'] },
  ])
  for (const event of events) {
    expect(event).toMatchObject({
      dataset_id: shop.id,
      event_name: 'Purchase',
      action_source: 'website',
      event_source_url: 'https://shop.example/thanks',
      channels: ['browser', 'server'],
      counted_at_ms: event.sightings[0]?.received_at_ms,
      custom_data: { value: 9.5, currency: 'USD' },
    })
    // The browser's copy is shown, and what it lacks comes from the server's.
    expect(event.user_data).toMatchObject({
      em: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      fbp: null,
      fbc: null,
    })
  }
  expect(await readStats(commands, shop.id)).toEqual({
    received: { browser: 2, server: 2 },
    counted: 2,
    duplicate: 2,
    rejected: 0,
    blocked: 0,
    restricted: 0,
    by_event: {
      Purchase: {
        received: { browser: 2, server: 2 },
        counted: 2,
        duplicate: 2,
        both: 2,
        value: { USD: 19 },
      },
    },
    rejections: {},
    blocks: {},
    restrictions: {},
  })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 4, refusals: 0 })
})

test('different event ids are two events; refused ones are in the books under their code', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const server = await startServer(directory)
  await sendBeacon(server.url, shop.id, purchaseBeacon('A1'))
  await sendEvents(server.url, shop, [purchase('A2')])
  const week_old = Math.floor(Date.now() / 1000) - 8 * 86_400
  const refused = await sendEvents(server.url, shop, [
    purchase('A3', { event_time: week_old }),
    purchase('A4'),
  ])
  expect(refused.status).toBe(400)
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 100, error_subcode: 2804003 } })

  const expected = { counted: 2, duplicate: 0, rejected: 2, rejections: { 2804003: 2 } }
  expect(await readStats(commands, shop.id)).toMatchObject({
    ...expected,
    received: { browser: 1, server: 3 },
  })
  expect((await server.stop()).code).toBe(0)
  // Without a server the same commands say the same.
  expect(await readStats(commands, shop.id)).toMatchObject(expected)
  expect((await readEvents(commands, shop.id)).map((event) => event.event_id)).toEqual(['A2', 'A1'])
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 2, refusals: 2 })
})

test('an event id 49 hours apart is two events; 48 hours, one', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const start_ms = Date.now() - 60 * HOUR_MS
  const file = fileOf(directory, [
    importLine('browser', 'apart', start_ms),
    importLine('server', 'apart', start_ms + 49 * HOUR_MS),
    importLine('server', 'near', start_ms + 48 * HOUR_MS),
    importLine('browser', 'near', start_ms),
  ])
  expect(await commands.json('import', file, '--dataset', shop.id)).toEqual({ imported: 4 })
  const events = await readEvents(commands, shop.id)
  expect(events.map(told)).toEqual([
    { event_id: 'apart', sightings: ['server counted primary'] },
    { event_id: 'near', sightings: ['browser counted primary', 'server duplicate event_id'] },
    { event_id: 'apart', sightings: ['browser counted primary'] },
  ])
  // Only the hours in which they were received.
  const recent = await commands.json<object>('stats', '--dataset', shop.id, '--since', '24h')
  expect(recent).toMatchObject({ received: { browser: 0, server: 2 }, counted: 1, duplicate: 1 })
  expect(await commands.lines('events', '--dataset', shop.id, '--since', '24h')).toHaveLength(1)
  expect(await commands.lines('events', '--dataset', shop.id, '--event', 'Lead')).toEqual([])
})

test('an export, imported twice into another dataset, gives the same events and books', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const [from, to] = [await createDataset(commands), await createDataset(commands)]
  const { url } = await startServer(directory)
  await sendBeacon(url, from.id, { ...purchaseBeacon('A1'), fbp: 'fb.1.1763900000000.1' })
  await sendEvents(url, from, [purchase('A1'), purchase('A2'), purchase('A2')])
  await sendBeacon(url, from.id, { ev: 'Lead', fbp: 'fb.1.1763900000000.2' })
  await sendEvents(url, from, [
    purchase('', {
      event_name: 'Lead',
      user_data: { fbp: 'fb.1.1763900000000.2', client_user_agent: 'Mozilla/5.0' },
    }),
  ])
  const exported = await commands.run('export', '--dataset', from.id)
  expect(exported.stdout.trim().split('\n')).toHaveLength(6)
  const file = join(directory, 'export.jsonl')
  writeFileSync(file, exported.stdout)
  const [events, stats] = [await readEvents(commands, from.id), await readStats(commands, from.id)]
  expect(stats).toMatchObject({ counted: 3, duplicate: 3 })

  for (const _ of [1, 2]) {
    await commands.json('import', file, '--dataset', to.id)
    const imported = await readEvents(commands, to.id)
    expect(imported.map((event) => ({ ...bare(event), dataset_id: from.id }))).toEqual(events.map(bare))
    expect(await readStats(commands, to.id)).toEqual(stats)
  }
  expect(await verify(commands)).toMatchObject({ balanced: true })
  const again = await commands.lines('export', '--dataset', to.id)
  expect(again).toEqual(
    exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )
})

test('import names a bad line by its number, and imports nothing of that file', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const good = importLine('browser', 'A1', Date.now() - HOUR_MS)
  const bad: [line: string, said: RegExp][] = [
    ['{"received_at_ms":', /line 3: Line is not JSON\. /],
    ['[]', /line 3: Line is not a sighting: is no object\. /],
    [JSON.stringify({ ...JSON.parse(good), channel: 'phone' }), /line 3: .*: channel is neither/],
  ]
  for (const [line, said] of bad) {
    const done = await commands.run(
      'import',
      fileOf(directory, [good, good, line, good]),
      '--dataset',
      shop.id,
    )
    expect(done).toMatchObject({ code: 2, stdout: '' })
    expect(done.stderr).toMatch(said)
  }
  expect(await readStats(commands, shop.id)).toMatchObject({
    received: { browser: 0, server: 0 },
    by_event: {},
  })
})

test('rebuild, beside a server and without one, counts to the same events and books', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const server = await startServer(directory)
  for (const event_id of ['A1', 'A2', 'A3']) {
    await sendBeacon(server.url, shop.id, purchaseBeacon(event_id))
    await sendEvents(server.url, shop, [purchase(event_id)])
  }
  await sendEvents(server.url, shop, [{ event_name: 'Purchase' }])
  const before = await readAll(commands, shop.id)
  expect(before.stats).toMatchObject({ counted: 3, duplicate: 3, rejected: 1 })

  expect(await commands.json('rebuild')).toEqual({ rebuilt: [shop.id] })
  expect(await readAll(commands, shop.id)).toEqual(before)
  await server.stop()
  expect(await commands.json('rebuild', '--dataset', shop.id)).toEqual({ rebuilt: [shop.id] })
  expect(await readAll(commands, shop.id)).toEqual(before)
})

test('another deduplication window counts again, beside a server and without one', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const start_ms = Date.now() - 30 * HOUR_MS
  const lines = [0, 10, 20].map((hours) => importLine('server', 'A1', start_ms + hours * HOUR_MS))
  const server = await startServer(directory)
  await commands.json('import', fileOf(directory, lines), '--dataset', shop.id)
  const counted = async (hours: string) => {
    const set = await commands.json('dataset', 'set', shop.id, 'deduplication_window_hours', hours)
    expect(set).toMatchObject({ id: shop.id, settings: { deduplication_window_hours: Number(hours) } })
    const { counted, duplicate } = await readStats(commands, shop.id)
    return [counted, duplicate]
  }
  expect(await counted('48')).toEqual([1, 2])
  expect(await counted('12')).toEqual([2, 1])
  expect(await counted('1')).toEqual([3, 0])
  await server.stop()
  expect(await verify(commands)).toMatchObject({ balanced: true })
  expect(await counted('12')).toEqual([2, 1])
  expect(await verify(commands)).toMatchObject({ balanced: true })
})

test('a token is dead once `token revoke` has returned; the others live on', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const { url } = await startServer(directory)
  const made = await commands.json<{ id: string; access_token: string }>(
    'token',
    'create',
    '--dataset',
    shop.id,
  )
  const other = { id: shop.id, access_token: made.access_token }
  expect((await sendEvents(url, other, [purchase('A1')])).status).toBe(200)
  expect(await commands.json('token', 'revoke', made.id)).toEqual({ id: made.id, revoked: true })
  const dead = await sendEvents(url, other, [purchase('A2')])
  expect(dead.status).toBe(401)
  expect(JSON.parse(dead.text)).toMatchObject({ error: { code: 190, type: 'OAuthException' } })
  expect((await sendEvents(url, shop, [purchase('A3')])).status).toBe(200)

  const listed = await commands.json<{ id: string }[]>('token', 'list', '--dataset', shop.id)
  expect(listed.find((token) => token.id === made.id)).toMatchObject({ revoked_at_ms: expect.any(Number) })
  expect(JSON.stringify(listed)).not.toContain(made.access_token)
})

test('a dataset is renamed, set, archived and deleted beside the server that serves it', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands, '--domain', 'shop.example', '--ad-account', 'act_1')
  expect(shop).toEqual({
    id: expect.stringMatching(/^\d{15,16}$/),
    access_token: expect.any(String),
    name: 'Shop',
  })
  const { url } = await startServer(directory)
  await commands.json('dataset', 'rename', shop.id, 'Brand - Main Website')
  const shown = await commands.json<object>('dataset', 'show', shop.id)
  expect(shown).toMatchObject({
    name: 'Brand - Main Website',
    domain: 'shop.example',
    ad_account_id: 'act_1',
    status: 'active',
    settings: { deduplication_window_hours: 48, blocked_domains: [] },
  })
  expect(await commands.json('dataset', 'list')).toEqual([shown])

  await commands.json('dataset', 'set', shop.id, 'blocked_domains', 'staging.shop.example')
  await sendBeacon(url, shop.id, { ev: 'Lead', dl: 'https://eu.staging.shop.example/' })
  await sendBeacon(url, shop.id, { ev: 'Lead', dl: 'https://shop.example/' })
  await commands.json('dataset', 'archive', shop.id)
  await sendBeacon(url, shop.id, { ev: 'Lead', dl: 'https://shop.example/' })
  expect(await readStats(commands, shop.id)).toMatchObject({
    received: { browser: 3, server: 0 },
    counted: 1,
    blocked: 2,
    blocks: { traffic_permissions: 1, dataset_archived: 1 },
  })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 1, refusals: 2 })

  expect(await commands.json('dataset', 'delete', shop.id, '--yes')).toEqual({ id: shop.id, deleted: true })
  expect(await commands.json('dataset', 'list')).toEqual([])
  expect((await sendEvents(url, shop, [purchase('A1')])).status).toBe(401)
  expect(await verify(commands)).toMatchObject({ balanced: true })
})

test('an instance token creates datasets by Graph; a dataset token does not', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const admin = await commands.json<{ access_token: string }>('token', 'create', '--admin')
  const { url } = await startServer(directory)
  const asked = `${url}/v24.0/act_7/adspixels`
  expect((await post(asked, JSON.stringify({ name: 'By Graph' }), shop.access_token)).status).toBe(400)
  const made = await post(asked, JSON.stringify({ name: 'By Graph' }), admin.access_token)
  expect(made.status).toBe(200)
  const { id } = JSON.parse(made.text) as { id: string }
  expect(await commands.json('dataset', 'show', id)).toMatchObject({
    name: 'By Graph',
    ad_account_id: 'act_7',
  })
})

test('exit codes: 0 done, 1 could not, 2 what was given is wrong; --json prints nothing else', async () => {
  const directory = temporaryDirectory()
  const shop = await createDataset(commandsOn(directory))
  const plain_file = fileOf(directory, ['no json'])
  mkdirSync(join(directory, 'elsewhere'))
  const cases: [args: string[], code: 0 | 1 | 2][] = [
    [['--version'], 0],
    [['dataset', 'list', '--json'], 0],
    [['verify', '--json'], 0],
    [['export', '--dataset', shop.id], 0],
    [['dataset', 'list', '--data', plain_file], 1],
    [
      [
        'send',
        fileOf(directory, ['[{}]']),
        '--dataset',
        shop.id,
        '--token',
        't',
        '--to',
        'http://127.0.0.1:9',
      ],
      1,
    ],
    [['send', fileOf(directory, ['[{}]']), '--dataset', shop.id, '--token', 't', '--to', 'no url'], 2],
    [['no-such-command'], 2],
    [['events'], 2],
    [['events', '--dataset', '1'], 2],
    [['events', '--dataset', shop.id, '--limit', 'many'], 2],
    [['stats', '--dataset', shop.id, '--since', 'yesterday'], 2],
    [['dataset', 'create'], 2],
    [['dataset', 'create', '--name', 'Shop', '--id', '12'], 2],
    [['dataset', 'create', '--name', 'Shop', '--id', shop.id], 2],
    [['dataset', 'set', shop.id, 'no_such_setting', '1'], 2],
    [['dataset', 'set', shop.id, 'deduplication_window_hours', 'long'], 2],
    [['dataset', 'delete', shop.id], 2],
    [['token', 'create'], 2],
    [['token', 'revoke', 'nobody'], 2],
    [['import', join(directory, 'nowhere'), '--dataset', shop.id], 2],
    [['serve', '--port', 'high'], 2],
  ]
  for (const [args, code] of cases) {
    const done = await run(
      [...(args.includes('--data') ? args : [...args, '--data', directory])].filter(Boolean),
    )
    expect({ args, code: done.code }).toEqual({ args, code })
    if (args.includes('--json')) expect(() => JSON.parse(done.stdout)).not.toThrow()
    if (code !== 0)
      expect({ args, stdout: done.stdout, said: done.stderr !== '' }).toEqual({
        args,
        stdout: '',
        said: true,
      })
    // What went wrong is said in words, not by where in our code it happened.
    if (code !== 0) expect(done.stderr).not.toMatch(/\n\s+at /)
  }
})

test('hash needs no data directory; send is a Conversions API client', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const hashed = await run(['hash'], {
    input: '{"field":"em","input":" Jo@Shop.Example "}\n',
    cwd: directory,
  })
  expect(JSON.parse(hashed.stdout)).toEqual({
    field: 'em',
    normalised: 'jo@shop.example',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  const shop = await createDataset(commands)
  const { url } = await startServer(directory)
  const file = join(directory, 'events.json')
  writeFileSync(file, JSON.stringify({ data: Array.from({ length: 1_500 }, (_, n) => purchase(`S${n}`)) }))
  const to = ['--dataset', shop.id, '--to', url, '--token', shop.access_token]
  expect(await commands.json('send', file, ...to)).toEqual({ events_received: 1_500 })
  writeFileSync(file, JSON.stringify([{ event_name: 'Purchase' }]))
  const refused = await commands.run('send', file, ...to)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('event_time')
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: 1_500, rejected: 1 })
})

test('a second server on the same data is refused, and so is a taken port', async () => {
  const directory = temporaryDirectory()
  const { port } = await startServer(directory)
  const second = await run(['serve', '--port', '0', '--data', directory])
  expect(second).toMatchObject({ code: 1, stdout: '' })
  expect(second.stderr).toContain('Another process serves')
  const taken = await run(['serve', '--port', String(port), '--data', temporaryDirectory()])
  expect(taken).toMatchObject({ code: 1, stdout: '' })
  expect(taken.stderr).toContain('is in use')
})

const readAll = async (commands: ReturnType<typeof commandsOn>, id: string) => ({
  events: await readEvents(commands, id),
  stats: await readStats(commands, id),
  verified: await verify(commands),
})

/** What the tests compare of a counted event. */
const told = ({ event_id, sightings }: CountedEvent) => ({
  event_id,
  sightings: sightings.map(({ channel, verdict, method, primary }) =>
    [channel, verdict, method, primary && 'primary'].filter(Boolean).join(' '),
  ),
})

/** Without the warnings: what was noticed of a request is not part of an export's line. */
const bare = (event: CountedEvent) => ({
  ...event,
  sightings: event.sightings.map(({ warnings: _, ...sighting }) => sighting),
})

let files = 0
function fileOf(directory: string, lines: readonly string[]): string {
  files += 1
  const file = join(directory, `lines-${files}.jsonl`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  // Read back, so that a test never blames the product for a disk that did not take its file.
  if (readFileSync(file).length === 0) throw new Error(`${file} is empty`)
  return file
}
