import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { EventStream } from '../../packages/collector/testing/event-stream.js'
import { readStats, verify } from './books.js'
import { createDataset, type DatasetAccess, get, post, purchase } from './client.js'
import { Load } from './load.js'
import {
  type Commands,
  commandsOn,
  eventually,
  spawnCommand,
  startServer,
  temporaryDirectory,
} from './server-process.js'

/** What the issue asks: a row is on screen within one second. */
const ROW_MS_MAX = 1_000
const STOP_MS_MAX = 5_000

async function running() {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands, '--domain', 'localhost.example')
  const server = await startServer(directory)
  const address = `${server.url}/api/datasets/${shop.id}/test-events/stream`
  const follow = async (query = '', headers = {}) => {
    const stream = await EventStream.open(`${address}${query}`, shop.access_token, headers)
    onTestFinished(() => stream.close())
    return stream
  }
  return { directory, commands, shop, server, follow }
}

/** As the official SDKs write a test: the code beside data. */
const sendTest = (url: string, shop: DatasetAccess, data: object[], test_event_code = 'TEST123') =>
  post(`${url}/v24.0/${shop.id}/events`, JSON.stringify({ data, test_event_code }), shop.access_token)

/** A browser whose page was opened for a test, and so has the cookie; its host is the dataset's own. */
const sendMarked = async (port: number, dataset_id: string, parameters: Record<string, string>) => {
  const query = new URLSearchParams({ id: dataset_id, v: '2.9.324', ...parameters })
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(
    `GET /tr?${query} HTTP/1.1\r\nhost: t.localhost.example\r\ncookie: _cs_test=TEST123\r\nconnection: close\r\n\r\n`,
  )
  socket.resume()
  await once(socket, 'close')
}

/** The next row, with its verdict: while counting is busy that comes a moment after it. */
async function nextJudged(stream: EventStream) {
  const { at_ms, data } = await stream.next('row')
  let told = data
  while (told.status === 'received') told = { ...told, ...(await stream.next('update')).data }
  return { at_ms, data: told }
}

test('a test by server and by browser: each row within a second, the duplicate explained, the journey ticked off', async () => {
  const { shop, server, follow } = await running()
  const stream = await follow('?code=TEST123')
  await stream.next('notice')
  let sent_ms = performance.now()
  await sendMarked(server.port, shop.id, {
    ev: 'Purchase',
    eid: 'A1',
    'cd[value]': '9.5',
    'cd[currency]': 'USD',
  })
  const browser = await nextJudged(stream)
  expect(browser.data).toMatchObject({ channel: 'browser', status: 'counted', event_id: 'A1' })
  expect(browser.at_ms - sent_ms).toBeLessThan(ROW_MS_MAX)
  sent_ms = performance.now()
  expect((await sendTest(server.url, shop, [purchase('A1')])).status).toBe(200)
  const { data, at_ms } = await nextJudged(stream)
  expect(at_ms - sent_ms).toBeLessThan(ROW_MS_MAX)
  expect(data).toMatchObject({ channel: 'server', status: 'duplicate', match_keys: ['em'] })
  expect(data.why).toMatch(
    /^Duplicate of the browser event received \d+(\.\d)? s earlier: same event_name and event_id\.$/,
  )
  expect((await stream.next('journey')).data.steps.at(-1)).toEqual({
    ...{ event_name: 'Purchase', browser: true, server: true, deduplicated: true },
  })
})

test('verdicts are right while the line is full of other reports', async () => {
  const { shop, server, follow } = await running()
  const load = new Load(shop, 'beside')
  load.start(server.url, 8)
  const stream = await follow()
  const told = new Map<string, string>()
  for (let n = 0; n < 20; n += 1) {
    await sendTest(server.url, shop, [
      purchase(`first-${n}`),
      purchase(`second-${n}`),
      purchase(`first-${n}`),
    ])
    for (let row = 0; row < 3; ) {
      const { event, data } = await stream.next('row', 'update')
      if (data.status === 'received') continue
      told.set(`${data.event_id} ${data.status}`, event)
      row += 1
    }
  }
  await load.stop()
  expect([...told.keys()].sort()).toEqual(
    Array.from({ length: 20 }, (_, n) => [
      `first-${n} counted`,
      `first-${n} duplicate`,
      `second-${n} counted`,
    ])
      .flat()
      .sort(),
  )
}, 40_000)

test('what is refused is shown with its fix; the setting leaves tests out of the books; hostile text is text', async () => {
  const { commands, shop, server, follow } = await running()
  const stream = await follow()
  expect((await sendTest(server.url, shop, [purchase('old', { event_time: 1_000 })])).status).toBe(400)
  expect((await stream.next('row')).data).toMatchObject({
    ...{ status: 'rejected', problems: [{ code: 'event_time_too_old', at: 'data[0].event_time' }] },
  })
  await commands.run('dataset', 'set', shop.id, 'count_test_events', 'false')
  const hostile = 'x\n\nevent: row\ndata: {"id":"forged"}\n\n\u2028</script>\u0000'
  await sendTest(server.url, shop, [purchase(hostile)])
  const { data } = await stream.next('row')
  expect(data).toMatchObject({ status: 'blocked', event_id: hostile })
  expect(stream.events.some((event) => event.data.id === 'forged')).toBe(false)
  expect(await readStats(commands, shop.id)).toMatchObject({
    counted: 0,
    blocked: 1,
    rejected: 1,
    blocks: { test_event: 1 },
  })
  expect(await verify(commands)).toMatchObject({ balanced: true })
})

test('a stop ends open streams in time, also those that nobody reads; a later server goes on after the last id', async () => {
  const { directory, shop, server, follow } = await running()
  const stream = await follow()
  await sendTest(server.url, shop, [purchase('A1')])
  const last = await stream.next('row')
  const stuck = connect(server.port, '127.0.0.1')
  onTestFinished(() => void stuck.destroy())
  stuck.on('error', () => {})
  await once(stuck, 'connect')
  stuck.pause()
  stuck.write(
    `GET /api/datasets/${shop.id}/test-events/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${shop.access_token}\r\n\r\n`,
  )
  expect((await get(`${server.url}/healthz`)).status).toBe(200)
  const asked_ms = performance.now()
  expect(await server.stop()).toEqual({ code: 0, signal: null })
  expect(performance.now() - asked_ms).toBeLessThan(STOP_MS_MAX)
  await stream.next('closing')
  await stream.ended

  const next = await startServer(directory)
  const address = `${next.url}/api/datasets/${shop.id}/test-events/stream`
  const again = await EventStream.open(address, shop.access_token, { 'last-event-id': String(last.id) })
  onTestFinished(() => again.close())
  await sendTest(next.url, shop, [purchase('B1')])
  expect((await again.next('row')).data.event_id).toBe('B1')
})

test('`countersign test-events` prints rows as they come, and says where it could not', async () => {
  const { commands, shop, server } = await running()
  const args = ['test-events', '--dataset', shop.id, '--url', server.url]
  const env = { COUNTERSIGN_ACCESS_TOKEN: shop.access_token }
  const [people, machines] = [spawnCommand(args, { env }), spawnCommand([...args, '--json'], { env })]
  const printed = (output: { stdout: string }, text: string) =>
    eventually(text, async () => (output.stdout.includes(text) ? true : undefined))
  await printed(people.output, 'Test events are counted')
  await printed(machines.output, 'test_events_counted')
  await sendTest(server.url, shop, [purchase('\u001b[2Jred')])
  await printed(people.output, '✓ Purchase (server)')
  await printed(people.output, 'Counted: no report of this event came before.')
  expect(people.output.stdout).toContain('\\u001b[2Jred')
  expect(people.output.stdout).not.toContain('\u001b')
  await printed(machines.output, '"status":"counted"')
  const lines = machines.output.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['notice', 'row', 'journey']))
  people.child.kill('SIGINT')
  expect((await people.exited).code).toBe(0)
  await refusals(commands, args, shop)
}, 30_000)

async function refusals(commands: Commands, args: string[], shop: DatasetAccess): Promise<void> {
  const cases: [args: string[], code: number, says: RegExp][] = [
    [args, 2, /Say the access token/],
    [[...args, '--token', 'cs_none'], 1, /Access token not valid/],
    [
      ['test-events', '--dataset', '999', ...args.slice(3), '--token', shop.access_token],
      1,
      /unknown or not yours/,
    ],
    [
      ['test-events', '--dataset', '1', '--url', 'http://127.0.0.1:1', '--token', 'x'],
      1,
      /cannot be reached/,
    ],
  ]
  for (const [given, code, says] of cases) {
    const done = spawnCommand(given)
    expect([given, (await done.exited).code]).toEqual([given, code])
    expect(done.output.stderr).toMatch(says)
  }
  expect(await verify(commands)).toMatchObject({ balanced: true })
}
