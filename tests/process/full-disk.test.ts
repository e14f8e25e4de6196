import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEvents, readStats, verify } from './books.js'
import {
  type Answer,
  createDataset,
  get,
  importLine,
  purchase,
  purchaseBeacon,
  sendBeacon,
  sendEvents,
} from './client.js'
import { integrityOf } from './data-files.js'
import { Load } from './load.js'
import { commandsOn, eventually, startServer, temporaryDirectory } from './server-process.js'
import { limitWriting, mountSmallDisk, noSmallDisk } from './small-disk.js'

const UNTIL_FULL_MAX = 5_000
/** About 8 MB in the journal. */
const IMPORTED = 20_000

// Said in the title, so that a run without this says why.
describe.skipIf(noSmallDisk !== null)(
  `a full disk${noSmallDisk === null ? '' : ` (left out: ${noSmallDisk})`}`,
  () => {
    test('gives 503 with Retry-After, loses nothing acknowledged, and goes on by itself once there is room', async () => {
      const disk = mountSmallDisk(32)
      const data = join(disk.directory, 'data')
      const commands = commandsOn(data)
      const shop = await createDataset(commands)
      const server = await startServer(data)
      const load = new Load(shop, 'full')
      load.start(server.url, 6)
      await eventually('the first reports', async () => (load.acknowledgements > 500 ? true : undefined))
      disk.fill()
      await eventually('a refusal', async () => (load.refused.size > 0 ? true : undefined))
      await load.stop()
      expect([...load.refused.keys()]).toEqual([503])

      // What SQLite has set aside already may still take some: sent until there is nothing left of that.
      const beacon = await untilRefused((n) => sendBeacon(server.url, shop.id, purchaseBeacon(`beacon-${n}`)))
      const batch = await untilRefused((n) =>
        sendEvents(
          server.url,
          shop,
          Array.from({ length: 100 }, (_, i) => purchase(`batch-${n}-${i}`)),
        ),
      )
      for (const answer of [beacon.refused, batch.refused])
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      expect(JSON.parse(batch.refused.text)).toMatchObject({ error: { code: 2, is_transient: true } })

      // Nothing is restarted, nobody does anything but make room.
      disk.empty()
      await eventually('ready again', async () =>
        (await get(`${server.url}/readyz`)).status === 200 ? true : undefined,
      )
      await eventually('taken in again', async () =>
        (await sendBeacon(server.url, shop.id, purchaseBeacon('after'))).status === 200 ? true : undefined,
      )
      await load.finish(server.url)
      const events = await readEvents(commands, shop.id, 1_000_000)
      expect(load.faultsIn(events)).toEqual([])
      // Whole requests or nothing: a refused batch has left none of its events behind.
      expect(events).toHaveLength(load.events + beacon.taken + 100 * batch.taken + 1)
      expect(await readStats(commands, shop.id)).toMatchObject({ rejected: 0, counted: events.length })
      expect(await verify(commands)).toMatchObject({ balanced: true })
      expect((await server.stop()).code).toBe(0)
      for (const [file, said] of Object.entries(integrityOf(data))) expect([file, said]).toEqual([file, 'ok'])
    }, 60_000)

    test('kill -9 on a full disk: the restart says why it cannot, or serves; with room all is there', async () => {
      const disk = mountSmallDisk(32)
      const data = join(disk.directory, 'data')
      const commands = commandsOn(data)
      const shop = await createDataset(commands)
      const server = await startServer(data)
      const load = new Load(shop, 'killed')
      load.start(server.url, 4)
      await eventually('the first reports', async () => (load.acknowledgements > 500 ? true : undefined))
      disk.fill()
      await eventually('a refusal', async () => (load.refused.size > 0 ? true : undefined))
      await server.kill()
      await load.stop()
      await startServer(data).then(
        (full) => full.kill(),
        (error: Error) => expect(error.message).toMatch(/could not be read or written: .*(disk|full)/),
      )
      disk.empty()
      const next = await startServer(data)
      await load.finish(next.url)
      expect(load.faultsIn(await readEvents(commands, shop.id, 1_000_000))).toEqual([])
      expect(await verify(commands)).toMatchObject({ balanced: true })
    }, 60_000)

    test('the facts alone on a full disk: reports are taken in, readyz says that counting has stopped, then it goes on', async () => {
      const disk = mountSmallDisk(16)
      const data = temporaryDirectory()
      const commands = commandsOn(data)
      const shop = await createDataset(commands)
      // The journal stays on the large disk. SQLite follows the link, and keeps the file's WAL beside the file itself.
      mkdirSync(join(disk.directory, 'facts'))
      symlinkSync(join(disk.directory, 'facts', 'facts.db'), join(data, 'facts.db'))
      const server = await startServer(data)
      expect((await sendEvents(server.url, shop, [purchase('first')])).status).toBe(200)
      expect(await readStats(commands, shop.id)).toMatchObject({ counted: 1 })
      expect(existsSync(join(disk.directory, 'facts', 'facts.db-wal'))).toBe(true)
      disk.fill()
      let sent = 0
      const stalled = await eventually('counting has stopped', async () => {
        const batch = Array.from({ length: 1_000 }, (_, n) => purchase(`during-${sent}-${n}`))
        if ((await sendEvents(server.url, shop, batch)).status !== 200)
          throw new Error('the journal has room')
        sent += 1
        const ready = await get(`${server.url}/readyz`)
        return ready.status === 503 ? ready : undefined
      })
      expect(JSON.parse(stalled.text)).toMatchObject({
        reasons: [expect.stringContaining('counting has stopped')],
      })
      expect((await sendBeacon(server.url, shop.id, purchaseBeacon('last'))).status).toBe(200)
      // A read does not pass what is counted so far for all there is.
      const behind = await commands.run('stats', '--dataset', shop.id, '--json')
      expect(behind).toMatchObject({ code: 1, stdout: '' })
      expect(behind.stderr).toContain('behind')

      disk.empty()
      await eventually('counting goes on', async () =>
        (await get(`${server.url}/readyz`)).status === 200 ? true : undefined,
      )
      expect(await readStats(commands, shop.id)).toMatchObject({ counted: 1_000 * sent + 2, duplicate: 0 })
      expect(await verify(commands)).toMatchObject({ balanced: true })
      expect((await server.stop()).code).toBe(0)
    }, 60_000)

    test('an import that the disk has no room for counts nothing of the file', async () => {
      const disk = mountSmallDisk(6)
      const data = join(disk.directory, 'data')
      const commands = commandsOn(data)
      const shop = await createDataset(commands)
      const file = join(temporaryDirectory(), 'history.jsonl')
      const received_at_ms = Date.now() - 3_600_000
      writeFileSync(
        file,
        Array.from({ length: IMPORTED }, (_, n) => importLine('server', `old-${n}`, received_at_ms + n)).join(
          '\n',
        ),
      )
      const full = await commands.run('import', file, '--dataset', shop.id)
      expect(full).toMatchObject({ code: 1, stdout: '' })
      expect(full.stderr).toContain('counts nothing')
      const cannot_read = await commands.run('stats', '--dataset', shop.id)
      expect(cannot_read).toMatchObject({ code: 1, stdout: '' })
      for (const { stderr } of [full, cannot_read]) expect(stderr).not.toMatch(/\n\s+at /)
      disk.grow(256)
      expect(await readStats(commands, shop.id)).toMatchObject({
        counted: 0,
        received: { browser: 0, server: 0 },
      })
      expect(await commands.json('import', file, '--dataset', shop.id)).toEqual({ imported: IMPORTED })
      expect(await verify(commands)).toMatchObject({ balanced: true, sightings: IMPORTED })
    }, 60_000)
  },
)

test('where no file can be written: 503 with Retry-After, and it goes on by itself', async (context) => {
  const data = temporaryDirectory()
  const commands = commandsOn(data)
  const shop = await createDataset(commands)
  const server = await startServer(data)
  if (!limitWriting(server.pid, 'anything')) return context.skip('there is no prlimit here')
  const beacon = (event_id: string) => sendBeacon(server.url, shop.id, purchaseBeacon(event_id))
  const batch = () => sendEvents(server.url, shop, [purchase('server-1'), purchase('server-2')])
  expect((await beacon('before')).status).toBe(200)
  limitWriting(server.pid, 'nothing')
  for (const answer of [await beacon('during'), await batch(), await beacon('during'), await batch()]) {
    expect(answer.status).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
  expect((await get(`${server.url}/healthz`)).status).toBe(200)
  limitWriting(server.pid, 'anything')
  for (const answer of [await beacon('during'), await batch()]) expect(answer.status).toBe(200)
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: 4, duplicate: 0, rejected: 0 })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 4 })
  expect((await server.stop()).code).toBe(0)
})

/** Sends until it is refused; what is taken until then is counted. */
async function untilRefused(
  send: (n: number) => Promise<Answer>,
): Promise<{ taken: number; refused: Answer }> {
  for (let taken = 0; taken < UNTIL_FULL_MAX; taken += 1) {
    const answer = await send(taken)
    if (answer.status === 503) return { taken, refused: answer }
    expect(answer.status).toBe(200)
  }
  throw new Error('The disk is not full')
}
