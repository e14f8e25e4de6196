import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { readEvents, readStats, verify } from './books.js'
import { createDataset, get, importLine, purchase, purchaseBeacon, sendBeacon, sendEvents } from './client.js'
import { Load } from './load.js'
import {
  commandsOn,
  eventually,
  run,
  spawnCommand,
  startServer,
  temporaryDirectory,
} from './server-process.js'
import { mountSmallDisk, noSmallDisk } from './small-disk.js'

const EVENTS_MAX = 1_000_000

interface Taken {
  file: string
  bytes: number
  created_at_ms: number
  store_id: string
  parts: { path: string; bytes: number; sha256: string }[]
  left_out: string[]
}
interface Restored {
  data: string
  datasets: number
  events: number
  until_ms: number | null
  kept: string | null
  kept_secret_key: string | null
}

/** A data directory with some events in it, and a backup of it. Nobody serves it. */
async function backedUp(events: number) {
  const parent = temporaryDirectory()
  const data = join(parent, 'data')
  const commands = commandsOn(data)
  const shop = await createDataset(commands)
  const lines = join(parent, 'history.jsonl')
  const start_ms = Date.now() - 3_600_000
  writeFileSync(
    lines,
    Array.from({ length: events }, (_, n) => importLine('server', `old-${n}`, start_ms + n)).join('\n'),
  )
  await commands.json('import', lines, '--dataset', shop.id)
  const file = join(parent, 'backup.tgz')
  const taken = await commands.json<Taken>('backup', file)
  return { parent, data, commands, shop, file, taken }
}

test('taken under load, it costs no request, and holds all that was acknowledged before it began', async () => {
  const [data, elsewhere] = [temporaryDirectory(), join(temporaryDirectory(), 'data')]
  const commands = commandsOn(data)
  const shop = await createDataset(commands)
  const server = await startServer(data)
  const load = new Load(shop, 'load')
  load.start(server.url, 8)
  await eventually('a start', async () => (load.acknowledgements > 5_000 ? true : undefined))
  const file = join(temporaryDirectory(), 'backup.tgz')
  const before = new Map(load.acknowledged)
  const begun_ms = Date.now()
  const taken = await commands.json<Taken>('backup', file)
  const during = load.acknowledgements
  expect(during).toBeGreaterThan([...before.values()].reduce((sum, times) => sum + times, 0))
  expect(taken.created_at_ms).toBeGreaterThanOrEqual(begun_ms)
  // What a server makes in its directory is in the backup, or needs none. A new file must be one or the other.
  expect(taken.left_out).toEqual([])
  await eventually('more', async () => (load.acknowledgements > during + 500 ? true : undefined))
  await load.stop()
  expect([...load.refused.keys()]).toEqual([])
  await server.kill()

  const restored = await commandsOn(elsewhere).json<Restored>('restore', file)
  expect(restored).toMatchObject({ data: elsewhere, datasets: 1, kept: null })
  expect(restored.until_ms).toBeGreaterThanOrEqual(begun_ms - 1_000)
  expect(await verify(commandsOn(elsewhere))).toMatchObject({ balanced: true, imbalances: [] })
  const events = await readEvents(commandsOn(elsewhere), shop.id, EVENTS_MAX)
  expect(events).toHaveLength(restored.events)
  expect(load.faultsIn(events, before)).toEqual([])

  // The old one lost nothing by it, and tells the same of what is in both.
  const next = await startServer(data)
  await load.finish(next.url)
  const all = await readEvents(commands, shop.id, EVENTS_MAX)
  expect(load.faultsIn(all)).toEqual([])
  const told = new Map(all.map((event) => [event.event_id, event]))
  const unchanged = events.filter(
    (event) => told.get(event.event_id)?.sightings.length === event.sightings.length,
  )
  expect(unchanged.length).toBeGreaterThan(events.length / 3)
  for (const event of unchanged) expect(event).toEqual(told.get(event.event_id))

  // And the restored one goes on.
  const other = await startServer(elsewhere)
  expect((await sendBeacon(other.url, shop.id, purchaseBeacon('afterwards'))).status).toBe(200)
  expect((await sendEvents(other.url, shop, [purchase('afterwards')])).status).toBe(200)
  expect(await readStats(commandsOn(elsewhere), shop.id)).toMatchObject({ counted: restored.events + 1 })
  expect(await verify(commandsOn(elsewhere))).toMatchObject({ balanced: true })
}, 60_000)

test('restoring where a server runs is refused, and the server does not notice', async () => {
  const { data, commands, shop, file } = await backedUp(10)
  const server = await startServer(data)
  for (const force of [[], ['--force']]) {
    const refused = await commands.run('restore', file, ...force)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/A server or a command holds .*data\. Stop it, then restore/)
  }
  expect((await sendBeacon(server.url, shop.id, purchaseBeacon('new'))).status).toBe(200)
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: 11 })
})

test('--force keeps what was there, and says where, and where the secret key is', async () => {
  const [{ file }, there] = [await backedUp(20), await backedUp(5)]
  writeFileSync(join(there.data, 'secret.key'), 'key')
  const refused = await there.commands.run('restore', file)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain('--force')
  const restored = await there.commands.json<Restored>('restore', file, '--force')
  expect(restored).toMatchObject({ datasets: 1, events: 20 })
  expect(restored.kept).toMatch(/data\.before-restore-\d{4}-\d\d-\d\dT/)
  expect(restored.kept_secret_key).toBe(join(restored.kept ?? '', 'secret.key'))
  expect(existsSync(join(there.data, 'secret.key'))).toBe(false)
  const kept = commandsOn(restored.kept ?? '')
  expect(await readStats(kept, there.shop.id)).toMatchObject({ counted: 5 })
  expect(await verify(kept)).toMatchObject({ balanced: true, sightings: 5 })
})

test('for people, it says what was restored, until when, and what to do about the secret key', async () => {
  const { parent, data, file, commands } = await backedUp(3)
  const elsewhere = join(parent, 'elsewhere')
  const restored = await run(['restore', file, '--data', elsewhere])
  expect(restored).toMatchObject({ code: 0, stderr: '' })
  expect(restored.stdout).toContain('one dataset, 3 counted events, received until ')
  expect(restored.stdout).toContain('A backup holds no secret key.')
  writeFileSync(join(data, 'secret.key'), 'key')
  const taken = await commands.run('backup', file, '--force')
  expect(taken).toMatchObject({ code: 0, stderr: '' })
  expect(taken.stdout).toContain('Not in it: secret.key.')
  const checked = await run(['restore', file, '--check'])
  expect(checked.stdout).toMatch(/backup\.tgz is whole: 3 files, /)
})

test('what is given wrong ends with 2, and a word on what to give', async () => {
  const { parent, data, commands, file } = await backedUp(3)
  const damaged = join(parent, 'damaged.tgz')
  const bytes = readFileSync(file)
  writeFileSync(damaged, bytes.subarray(0, bytes.length - 100))
  const text = join(parent, 'text.txt')
  writeFileSync(text, 'no backup')
  const nowhere = join(parent, 'nowhere')
  const cases: [args: string[], says: RegExp][] = [
    [['backup', file, '--data', data], /backup\.tgz is there already\. Say --force/],
    [['backup', parent, '--data', data], /is a directory/],
    [['backup', join(data, 'backup.tgz'), '--data', data], /lies in the data directory/],
    [['backup', join(parent, 'none', 'x.tgz'), '--data', data], /There is no directory .*none/],
    [['backup', join(parent, 'x.tgz'), '--data', nowhere], /There is no data in/],
    [['restore', damaged, '--data', nowhere], /damaged: it is cut short/],
    [['restore', damaged, '--check'], /damaged: it is cut short/],
    [['restore', text, '--data', nowhere], /no backup of Countersign/],
    [['restore', join(parent, 'none.tgz'), '--data', nowhere], /cannot be read/],
    [['restore', file, '--data', data], /There is data in/],
  ]
  for (const [args, says] of cases) {
    const done = await run(args)
    expect([args, done]).toMatchObject([args, { code: 2, stdout: '' }])
    expect(done.stderr).toMatch(says)
    expect(done.stderr.trim().split('\n')).toHaveLength(1)
  }
  expect(existsSync(nowhere)).toBe(false)
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 3 })
}, 60_000)

test('a backup that is stopped or killed leaves nothing in the way of the next', async () => {
  const { parent, commands, data } = await backedUp(20_000)
  const target = join(parent, 'target')
  mkdirSync(target)
  const file = join(target, 'backup.tgz')
  const begin = () => spawnCommand(['backup', file, '--data', data])
  const written = () =>
    eventually('its first bytes', async () => (readdirSync(target).length > 0 ? true : undefined))

  const stopped = begin()
  await written()
  stopped.child.kill('SIGINT')
  const { code } = await stopped.exited
  // It may have been done by then; else it has cleaned up.
  expect(code === 0 ? readdirSync(target) : [code, ...readdirSync(target)]).toEqual(
    code === 0 ? ['backup.tgz'] : [1],
  )
  rmSync(file, { force: true })
  const killed = begin()
  await written()
  killed.child.kill('SIGKILL')
  await killed.exited
  await commands.json('backup', file, '--force')
  expect(readdirSync(target)).toEqual(['backup.tgz'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
}, 60_000)

test('kill -9 during a restore, whenever: the directory is the old one or the new one', async () => {
  const [{ file }, there] = [await backedUp(3_000), await backedUp(5)]
  for (const after_ms of [150, 250, 350, 450, 600, 800]) {
    const command = spawnCommand(['restore', file, '--data', there.data, '--force'])
    await pause(after_ms)
    command.child.kill('SIGKILL')
    await command.exited
    const { balanced, sightings } = await verify(there.commands)
    expect([balanced, [5, 3_000].includes(sightings)]).toEqual([true, true])
  }
  await there.commands.json('restore', file, '--force')
  expect(await verify(there.commands)).toMatchObject({ balanced: true, sightings: 3_000 })
  expect(readdirSync(there.parent).filter((name) => /restor(ing|ed)$/.test(name))).toEqual([])
}, 60_000)

describe.skipIf(noSmallDisk !== null)(
  `a full disk${noSmallDisk === null ? '' : ` (left out: ${noSmallDisk})`}`,
  () => {
    test('a backup that finds no room says so, keeps the older one, leaves nothing, and the server goes on', async () => {
      const { data, commands, shop } = await backedUp(20_000)
      const disk = mountSmallDisk(1)
      const file = join(disk.directory, 'backup.tgz')
      writeFileSync(file, 'an older one')
      const server = await startServer(data)
      const full = await commands.run('backup', file, '--force', '--json')
      expect(full).toMatchObject({ code: 1, stdout: '' })
      expect(full.stderr).toMatch(/^There is no room for .*disk\. Make room, or choose another disk\.\n$/)
      expect(readdirSync(disk.directory)).toEqual(['backup.tgz'])
      expect(readFileSync(file, 'utf8')).toBe('an older one')
      expect((await get(`${server.url}/readyz`)).status).toBe(200)
      expect(await readStats(commands, shop.id)).toMatchObject({ counted: 20_000 })
      disk.grow(64)
      await commands.json('backup', file, '--force')
    }, 60_000)

    test('a restore that finds no room says so, and changes nothing', async () => {
      const { file } = await backedUp(5_000)
      const disk = mountSmallDisk(1)
      const data = join(disk.directory, 'data')
      const full = await run(['restore', file, '--data', data])
      expect(full).toMatchObject({ code: 1, stdout: '' })
      expect(full.stderr).toMatch(/There is no room beside .*: it takes \d+ MB, and \d+ MB are free\./)
      expect(readdirSync(disk.directory)).toEqual([])
      // The mounted directory itself cannot be replaced: there is a way that can.
      const mounted = await run(['restore', file, '--data', disk.directory])
      expect(mounted).toMatchObject({ code: 1, stdout: '' })
      expect(mounted.stderr).toContain(`--data ${data}`)
      disk.grow(64)
      expect(await commandsOn(data).json<Restored>('restore', file)).toMatchObject({ events: 5_000 })
    }, 60_000)
  },
)
