import { receivedRow, rejectedRow, type TestRow } from '@countersign/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fakeEdge, noReports } from '../../testing/fakes.js'
import { TestEventsHub } from './hub.js'
import {
  ROWS_MAX,
  ROWS_PER_SECOND,
  SUBSCRIBERS_MAX,
  SUBSCRIBERS_PER_DATASET_MAX,
  UNREAD_BYTES_MAX,
} from './limits.js'
import type { Wire } from './sse.js'

/** What a reader would get; a stuck one reads nothing. */
class FakeWire implements Wire {
  texts: string[] = []
  ended = false
  destroyed = false
  writableLength = 0
  constructor(readonly is_stuck = false) {}
  write(text: string) {
    this.texts.push(text)
    if (this.is_stuck) this.writableLength += text.length
  }
  end(text = '') {
    this.write(text)
    this.ended = true
  }
  destroy() {
    this.destroyed = true
  }
  count(event: string): number {
    return this.texts.filter((text) => text.includes(`event: ${event}\n`)).length
  }
}

function fixture() {
  const edge = fakeEdge()
  const faults: unknown[] = []
  const asked: (readonly number[])[] = []
  const api = {
    stats: () => Promise.reject(new Error('not asked for')),
    verdicts: async (seqs: readonly number[]) => {
      asked.push(seqs)
      return seqs.map((seq) => ({
        ...{ seq, dataset_id: edge.dataset.id, sighting_id: `s${seq}`, received_at_ms: 5 },
        ...{ verdict: 'counted' as const, method: null, anchor: null },
      }))
    },
  }
  const hub = new TestEventsHub({ ...edge, api: { ...noReports(), ...api } }, (error) => faults.push(error))
  onTestFinished(() => {
    hub.close()
    expect(faults).toEqual([])
  })
  const follow = (wire: Wire, more: { dataset_id?: string; isAllowed?: () => boolean } = {}) =>
    hub.follow(
      { dataset_id: edge.dataset.id, test_event_code: null, last_id: null, isAllowed: () => true, ...more },
      wire,
    )
  const { id } = edge.dataset
  const sight = (count: number, at_ms = 5) =>
    hub.sighted(
      id,
      Array.from({ length: count }, (_, n) => ({ row: row(n, at_ms), seq: 65_536 + n, has_own_id: false })),
    )
  return { hub, edge, id, follow, sight, asked }
}
const row = (n: number, received_at_ms: number, custom_data = {}): TestRow =>
  receivedRow({
    ...{ channel: 'server', received_at_ms, test_event_code: 'TEST1', warnings: [], automation: [] },
    partner_agent: undefined,
    event: {
      ...{ event_name: 'Purchase', event_time: 1, event_id: `e${n}`, action_source: null, user_data: {} },
      custom_data,
    },
  })

test('while nobody watches, no verdict is asked for; whoever comes is told of the last 200', async () => {
  const { follow, sight, asked } = fixture()
  for (let second = 0; second < 50; second += 1) sight(100, second * 1_000)
  expect(asked).toEqual([])
  const wire = new FakeWire()
  follow(wire)
  expect(wire.count('row')).toBe(ROWS_MAX)
  await vi.waitFor(() => expect(wire.count('update')).toBe(ROWS_MAX))
  expect(asked).toHaveLength(1)
})

test('rows that are large take the place of more of the others', () => {
  const { hub, id, follow } = fixture()
  const custom_data = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`p${n}`, 'x'.repeat(500)]))
  hub.refused(
    id,
    Array.from({ length: 200 }, (_, n) => row(n, 5, custom_data)),
  )
  const wire = new FakeWire()
  follow(wire)
  expect(wire.count('row')).toBeGreaterThan(10)
  expect(wire.texts.join('').length).toBeLessThan(600_000)
})

test('all day: thousands of rows keep nothing but the last, and a reader that is stuck is told and cut off', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { hub, follow, id } = fixture()
  const [reads, stuck] = [new FakeWire(), new FakeWire(true)]
  follow(reads)
  follow(stuck)
  for (let n = 0; n < 20_000; n += 1) hub.refused(id, [rejectedRow(row(n, n * 10), [])])
  expect(reads.count('row')).toBe(20_000)
  expect(stuck.ended).toBe(true)
  expect(stuck.texts.at(-1)).toContain('event: lagging')
  expect(stuck.writableLength).toBeLessThan(UNREAD_BYTES_MAX * 1.1)
  expect([hub.following, stuck.destroyed]).toEqual([1, false])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(stuck.destroyed).toBe(true)
  const later = new FakeWire()
  follow(later)
  expect(later.count('row')).toBe(ROWS_MAX)
})

test('more than an eye can follow is counted, not shown', () => {
  const { hub, follow, sight } = fixture()
  const wire = new FakeWire()
  follow(wire)
  sight(1_000, 7_000)
  sight(5, 7_999)
  hub.heartbeat()
  expect(wire.texts.join('')).toContain(`event: left_out\ndata: {"count":${1_005 - ROWS_PER_SECOND}}\n\n`)
  hub.heartbeat()
  expect(wire.count('left_out')).toBe(1)
})

test('every 15 seconds a comment, as long as anybody watches', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { follow } = fixture()
  const wire = new FakeWire()
  const subscriber = follow(wire)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(wire.texts.filter((text) => text.startsWith(':'))).toHaveLength(4)
  subscriber?.left()
  expect(vi.getTimerCount()).toBe(0)
})

test('so many may watch a dataset, and so many all together; one who leaves makes room', () => {
  const { hub, edge, follow } = fixture()
  const watch = (dataset_id: string) => follow(new FakeWire(), { dataset_id })
  const first = Array.from({ length: SUBSCRIBERS_PER_DATASET_MAX }, () => watch(edge.dataset.id))
  expect(watch(edge.dataset.id)).toBeNull()
  first[0]?.left()
  expect(watch(edge.dataset.id)).not.toBeNull()
  for (let n = 0; n < SUBSCRIBERS_MAX; n += 1) watch(`other ${n}`)
  expect(hub.following).toBe(SUBSCRIBERS_MAX)
})

test('rows of many datasets: the one that nobody watches goes first', () => {
  const { hub, id, follow } = fixture()
  const wire = new FakeWire()
  follow(wire)
  for (let n = 0; n < 500; n += 1) hub.refused(`other ${n}`, [rejectedRow(row(0, 5), [])])
  hub.refused(id, [rejectedRow(row(0, 5), [])])
  expect(wire.count('row')).toBe(1)
  const [old, recent] = [new FakeWire(), new FakeWire()]
  follow(old, { dataset_id: 'other 0' })
  follow(recent, { dataset_id: 'other 499' })
  expect([old.count('row'), recent.count('row')]).toEqual([0, 1])
})

test('closed, it lets nobody in, and all are told', () => {
  const { hub, follow } = fixture()
  const wire = new FakeWire()
  follow(wire)
  hub.close()
  expect(wire.texts.at(-1)).toContain('event: closing')
  expect([hub.following, follow(new FakeWire())]).toEqual([0, null])
})

test('a stranger under codes of his own pushes out neither rows nor journey of the code that is followed', () => {
  const { hub, id } = fixture()
  const follow = (wire: Wire) =>
    hub.follow({ dataset_id: id, test_event_code: 'OWNER', last_id: null, isAllowed: () => true }, wire)
  const sent = (test_event_code: string, n: number): TestRow => ({ ...row(n, 7_000), test_event_code })
  const wire = new FakeWire()
  const subscriber = follow(wire)
  for (let n = 0; n < 2_000; n += 1) hub.refused(id, [sent(`STRANGER${n % 300}`, n)])
  for (let n = 0; n < 90; n += 1) hub.refused(id, [sent('OWNER', n)])
  expect(wire.count('row')).toBe(90)
  subscriber?.left()
  for (let n = 0; n < 20_000; n += 1)
    hub.refused(id, [{ ...sent(`STRANGER${n % 300}`, n), received_at_ms: 8_000 + n * 10 }])
  const again = new FakeWire()
  follow(again)
  expect([again.count('row'), again.count('journey')]).toEqual([90, 1])
})
