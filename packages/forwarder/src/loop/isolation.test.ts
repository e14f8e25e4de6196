import { expect, test } from 'vitest'
import { graphError } from '../meta.fixture.js'
import type { Row } from '../outbox.fixture.js'
import { scene } from '../scene.fixture.js'

const ROUND_TRIP_MS = 200
const states = (rows: readonly Row[], state: Row['state']) => rows.filter((row) => row.state === state)
const lastSent = (rows: readonly Row[]) =>
  Math.max(...states(rows, 'sent').map((row) => row.settled_at_ms ?? 0))

for (const names_places of [true, false])
  for (const count of [1_000, 10_000])
    for (const poisoned of [0, 777, count - 1])
      test(`event ${poisoned} of ${count} is bad, ${names_places ? 'named' : 'not named'}: it alone is refused, and the rest waits for ${names_places ? 'one round trip' : 'two round trips'} more at most`, async () => {
        const run = async (bad: (at: number) => boolean) => {
          const { add, time, meta } = scene()
          meta.names_places = names_places
          const begun_ms = time.now_ms()
          const rows = add(count, 1, {}, bad)
          await time.pass(20_000)
          return { rows, took_ms: lastSent(rows) - begun_ms, requests: meta.seen.length, meta }
        }
        const clean = await run(() => false)
        const spoilt = await run((at) => at === poisoned)
        expect(states(clean.rows, 'sent').length).toBe(count)
        expect(states(spoilt.rows, 'sent').length).toBe(count - 1)
        expect(states(spoilt.rows, 'refused').map(({ seq }) => seq)).toEqual([poisoned + 1])
        expect(spoilt.rows[poisoned]?.refusal).toMatchObject({ code: 100, subcode: 2804003 })
        expect(spoilt.took_ms - clean.took_ms).toBeLessThanOrEqual((names_places ? 1 : 2) * ROUND_TRIP_MS)
        expect(spoilt.requests - clean.requests).toBeLessThanOrEqual(names_places ? 1 : 64)
      })

test('each part is in the ledger under the request that took it', async () => {
  const { add, time } = scene()
  const rows = add(1_000, 1, {}, (at) => at === 500)
  await time.pass(10_000)
  const traces = new Set(states(rows, 'sent').map(({ fbtrace_id }) => fbtrace_id))
  expect(traces.size).toBeGreaterThan(30)
  expect(new Set(rows.map(({ request_id }) => request_id)).size).toBeGreaterThan(30)
})

test('many bad events, of which the destination names one at a time', async () => {
  const { add, time, meta, outbox } = scene()
  meta.reply = ({ events }) => {
    const at = events.findIndex(({ custom_data }) => 'bad' in (custom_data as object))
    return at < 0
      ? 'judge'
      : graphError(100, {
          error_subcode: 2804009,
          error_data: JSON.stringify({ blame_field_specs: [[`data[${at}].custom_data`]] }),
        })
  }
  add(1_000, 1, {}, (at) => at % 50 === 0)
  await time.pass(60_000)
  expect(outbox.count(1)).toMatchObject({ sent: 980, refused: 20 })
})

test('a destination that refuses everything in words of its own is not believed: no event is a dead letter for it', async () => {
  const { add, time, meta, outbox } = scene()
  meta.reply = () => graphError(987_654)
  add(1_000)
  await time.pass(600_000)
  expect(outbox.count(1)).toMatchObject({ refused: 0, waiting: 1_000 })
  // One search, then a look a minute with one event, which is refused by itself.
  expect(outbox.health(1).failures).toBeGreaterThan(0)
})

test('a request that is too large is halved', async () => {
  const { add, time, meta, outbox } = scene()
  meta.reply = ({ events }) =>
    events.length > 300
      ? { kind: 'http', status: 413, body: '', retry_after_s: null, usage_percent: null }
      : 'judge'
  add(1_000)
  await time.pass(5_000)
  expect(outbox.count(1).sent).toBe(1_000)
  expect(meta.seen.map(({ events }) => events.length)).toEqual([1_000, 500, 500, 250, 250, 250, 250])
})

test('a token that dies in the middle of a search sets no event aside for it', async () => {
  const { add, time, meta, outbox, change } = scene()
  meta.reply = (_, turn) => (turn > 8 ? graphError(190, {}, 401) : 'judge')
  add(1_000, 1, {}, (at) => at === 500)
  await time.pass(60_000)
  expect(outbox.count(1)).toMatchObject({ sending: 0, refused: 0 })
  expect(meta.seen.length).toBeLessThan(40)
  meta.reply = () => 'judge'
  change(1, { secrets_at_ms: time.now_ms() })
  await time.pass(10_000)
  expect(outbox.count(1)).toMatchObject({ sent: 999, refused: 1 })
  expect([...meta.taken.values()].every((times) => times === 1)).toBe(true)
})

test('an event whose batch fails for its sake, without a word on why, is parted from the others', async () => {
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const { add, time, meta, outbox } = scene({ random })
  meta.reply = ({ events }) =>
    events.some(({ custom_data }) => 'bad' in (custom_data as object)) ? graphError(1, {}, 500) : 'judge'
  add(1_000, 1, {}, (at) => at === 500)
  await time.pass(2 * 3_600_000)
  expect(outbox.count(1)).toMatchObject({ sent: 999, waiting: 1 })
})
