import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { type CountedEvent, readEvents, readStats, verify } from './books.js'
import { createDataset, purchase, purchaseBeacon, sendBeacon, sendEvents } from './client.js'
import { commandsOn, eventually, startServer, temporaryDirectory } from './server-process.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Between a stamp and our look at the clock may lie as much as a slow machine takes. */
const SLACK_MS = 15_000

/** A server whose wall clock the test sets, in all of its threads, while it runs. */
function shiftedClock() {
  const directory = temporaryDirectory()
  const file = join(directory, 'offset-ms')
  const preload = join(directory, 'wall-clock.mjs')
  writeFileSync(
    preload,
    `import { readFileSync } from 'node:fs'
const RealDate = Date
const now = () => RealDate.now() + Number(readFileSync(${JSON.stringify(file)}, 'utf8'))
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given))
  }
  static now = now
}
`,
  )
  const shift = (by_ms: number) => writeFileSync(file, String(by_ms))
  shift(0)
  return { shift, env: { NODE_OPTIONS: `--import=${pathToFileURL(preload)}` } }
}

/** A Purchase by a shop's server whose clock is as wrong as ours. */
const purchaseAt = (event_id: string, offset_ms: number) =>
  purchase(event_id, { event_time: Math.floor((Date.now() + offset_ms) / 1_000) })

/** When each sighting was received, in the order in which they were sent. */
const receivedOf = (event: CountedEvent | undefined, ...channels: string[]): number[] =>
  channels.map((channel) => event?.sightings.find((s) => s.channel === channel)?.received_at_ms ?? 0)

test('a wall clock that jumps while the server runs moves no verdict', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const clock = shiftedClock()
  const begun_ms = Date.now()
  const { url } = await startServer(directory, { env: clock.env })
  // Days ahead, back, and days behind: between the two copies of one conversion, in either order.
  for (const [event_id, first_ms, second_ms] of [
    ['ahead', 0, 3 * DAY_MS],
    ['back', 3 * DAY_MS, 0],
    ['behind', 0, -3 * DAY_MS],
    ['wild', -3 * DAY_MS, 3 * DAY_MS],
  ] as const) {
    clock.shift(first_ms)
    expect((await sendBeacon(url, shop.id, purchaseBeacon(event_id))).status).toBe(200)
    clock.shift(second_ms)
    const answer = await sendEvents(url, shop, [purchaseAt(event_id, second_ms)])
    expect([event_id, answer.status]).toEqual([event_id, 200])
  }
  const events = await readEvents(commands, shop.id)
  expect(events.map((event) => event.event_id)).toEqual(['wild', 'behind', 'back', 'ahead'])
  const stamps = events.toReversed().flatMap((event) => receivedOf(event, 'browser', 'server'))
  expect(stamps).toEqual([...stamps].sort((a, b) => a - b))
  expect(new Set(stamps).size).toBe(8)
  expect(stamps[0]).toBeGreaterThanOrEqual(begun_ms)
  expect(stamps.at(-1)).toBeLessThanOrEqual(Date.now())
  for (const { sightings } of events)
    expect(sightings.map((s) => [s.channel, s.verdict, s.method])).toEqual([
      ['browser', 'counted', null],
      ['server', 'duplicate', 'event_id'],
    ])
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: 4, duplicate: 4, rejected: 0 })
  expect(await verify(commands)).toMatchObject({ balanced: true })
})

// What was received before the restart bounds what is received after it: never earlier, unless that were more than a
// minute ahead of the wall clock.
test.each([
  ['set back by 30 s', -30_000, 'after'],
  ['set back by an hour', -HOUR_MS, 'a minute ahead'],
  ['set back by 3 days', -3 * DAY_MS, 'a minute ahead'],
  ['set ahead by an hour', HOUR_MS, 'as the clock says'],
] as const)(
  'a restart with the wall clock %s stamps as settled, and the copies still meet within 48 hours',
  async (_, offset_ms, expected) => {
    const directory = temporaryDirectory()
    const commands = commandsOn(directory)
    const shop = await createDataset(commands)
    const clock = shiftedClock()
    const server = await startServer(directory, { env: clock.env })
    await sendBeacon(server.url, shop.id, purchaseBeacon('A1'))
    await server.kill()
    clock.shift(offset_ms)
    const next = await startServer(directory, { env: clock.env })
    expect((await sendEvents(next.url, shop, [purchaseAt('A1', offset_ms)])).status).toBe(200)
    const wall_ms = Date.now() + offset_ms

    const events = await readEvents(commands, shop.id)
    expect(events).toHaveLength(Math.abs(offset_ms) < 48 * HOUR_MS ? 1 : 2)
    const all = { ...events[0], sightings: events.flatMap((event) => event.sightings) } as CountedEvent
    const [before_ms = 0, after_ms = 0] = receivedOf(all, 'browser', 'server')
    const low_ms = wall_ms - SLACK_MS
    if (expected === 'after') {
      expect(after_ms).toBeGreaterThan(before_ms)
      expect(after_ms).toBeLessThan(before_ms + SLACK_MS)
    } else if (expected === 'a minute ahead') {
      expect(after_ms).toBeGreaterThan(low_ms + MINUTE_MS)
      expect(after_ms).toBeLessThanOrEqual(wall_ms + MINUTE_MS)
    } else {
      expect(after_ms).toBeGreaterThan(low_ms)
      expect(after_ms).toBeLessThanOrEqual(wall_ms)
    }
    expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 2 })
    // The same again from the journal, whatever the clock says by then.
    await commands.json('rebuild')
    expect(await readEvents(commands, shop.id)).toEqual(events)
  },
)

test('regression: what is imported again after it was archived is skipped, and counted once', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  await commands.run('dataset', 'set', shop.id, 'retention_sightings_days', '30')
  const clock = shiftedClock()
  const server = await startServer(directory, { env: clock.env })
  await sendBeacon(server.url, shop.id, purchaseBeacon('A1'))
  await sendEvents(server.url, shop, [purchaseAt('A1', 0), purchaseAt('B2', 0)])
  const exported = () => commands.lines<object>('export', '--dataset', shop.id)
  const lines = await exported()
  const file = join(directory, 'sightings.jsonl')
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  await server.stop()

  clock.shift(40 * DAY_MS)
  await startServer(directory, { env: clock.env })
  // It has looked at its start already, maybe before the day had begun.
  clock.shift(40 * DAY_MS + 11 * MINUTE_MS)
  await eventually('archived', async () => (await exported()).length === 0 || undefined)
  const events = await readEvents(commands, shop.id)
  const stats = await readStats(commands, shop.id)
  expect(await commands.json('import', file, '--dataset', shop.id)).toEqual({ imported: 0, skipped: 3 })
  const { stdout } = await commands.run('import', file, '--dataset', shop.id)
  expect(stdout).toMatch(/^0 sightings are imported.*\n3 are skipped: they were received before 20\d\d-/)
  expect(await readEvents(commands, shop.id)).toEqual(events)
  expect(await readStats(commands, shop.id)).toEqual(stats)
  expect(await verify(commands)).toMatchObject({ balanced: true })
})
