import { afterEach, expect, test } from 'vitest'
import { encodeRow } from '../journal/line.js'
import { deliveryFixture } from './delivery.fixture.js'
import type { Outcome, Taken } from './port.js'

const opened: ReturnType<typeof deliveryFixture>[] = []
afterEach(() => {
  for (const fixture of opened.splice(0)) fixture.close()
})
function fixture() {
  const made = deliveryFixture()
  opened.push(made)
  return made
}
const B = (event_id: string, event = {}) => ({ channel: 'browser', event_id, at_min: 0, event }) as const
const S = (event_id: string, event = {}) => ({ channel: 'server', event_id, at_min: 0, event }) as const
const SENT: Outcome = {
  sent: [],
  refused: [],
  again: [],
  http: 200,
  fbtrace_id: 'A1',
  events_received: 1,
  why: null,
}
const seqs = (taken: Taken | null) => (taken?.events ?? []).map(({ seq }) => seq)
const ids = (taken: Taken | null) => (taken?.events ?? []).map(({ json }) => JSON.parse(json).event_id)

test('each counted event has one row at each destination of its dataset, and a duplicate has none', () => {
  const f = fixture()
  const [first, second] = [f.addDestination(), f.addDestination({ name: 'Other' })]
  f.receive(B('a'), S('a'), S('b'))
  for (const { id } of [first, second]) expect(f.fates(id)).toEqual({ waiting: 2 })
  expect(f.imbalances()).toEqual([])
})

test('a destination gets what was received since it was made, also before delivery met it, and nothing older', () => {
  const f = fixture()
  f.addDestination({ name: 'Old' })
  f.receive(S('before'))
  const { id } = f.addDestination({ name: 'New' })
  f.receive(S('after'))
  expect(f.fates(id)).toEqual({ waiting: 1 })
  f.receive(S('later'))
  expect(f.fates(id)).toEqual({ waiting: 2 })
  expect(f.imbalances()).toEqual([])
})

test('the first destination of all gets what was counted before anybody delivered', () => {
  const f = fixture()
  f.receive(S('before'))
  const { id } = f.addDestination()
  f.writer.append('live', encodeRow([f.line(S('a'), {}), f.line(S('b'), {})]))
  f.count()
  f.restart()
  expect(f.fates(id)).toEqual({ waiting: 2 })
  expect(f.imbalances()).toEqual([])
})

test('what an import turns out to be a duplicate is kept as sent, later merged; what was not sent yet is not sent', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'), S('b'))
  const taken = f.delivery.outbox.take(destination, 1, Date.now())
  f.delivery.outbox.record(taken?.request_id ?? 0, { ...SENT, sent: seqs(taken) }, Date.now())
  f.importBefore(60_000, B('a'), B('b'))
  expect(f.fates(destination.id)).toEqual({ 'sent (gone)': 1, 'waiting (gone)': 1, suppressed: 2 })
  expect(f.delivery.outbox.take(destination, 10, Date.now())).toBeNull()
  expect(f.imbalances()).toEqual([])
})

test('a rebuild sends nothing again', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'), S('b'))
  const taken = f.delivery.outbox.take(destination, 1, Date.now())
  f.delivery.outbox.record(taken?.request_id ?? 0, { ...SENT, sent: seqs(taken) }, Date.now())
  f.rebuild()
  expect(f.fates(destination.id)).toEqual({ sent: 1, waiting: 1 })
  expect(f.imbalances()).toEqual([])
})

test('what is on its way when the process dies waits again, and only that', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'), S('b'), S('c'))
  const answered = f.delivery.outbox.take(destination, 1, Date.now())
  f.delivery.outbox.record(answered?.request_id ?? 0, { ...SENT, sent: seqs(answered) }, Date.now())
  const lost = f.delivery.outbox.take(destination, 1, Date.now())
  expect(f.fates(destination.id)).toEqual({ sent: 1, sending: 1, waiting: 1 })
  f.restart()
  expect(f.fates(destination.id)).toEqual({ sent: 1, waiting: 2 })
  const again = f.delivery.outbox.take(destination, 10, Date.now())
  expect(seqs(again)).toEqual(expect.arrayContaining(seqs(lost)))
  expect(again?.events.find(({ seq }) => seq === seqs(lost)[0])?.attempts).toBe(2)
  // An answer to a request of before is nothing's any more.
  f.delivery.outbox.record(lost?.request_id ?? 0, { ...SENT, sent: seqs(lost) }, Date.now())
  expect(f.fates(destination.id)).toEqual({ sent: 1, sending: 2 })
  expect(f.imbalances()).toEqual([])
})

test('an outcome gives each event its fate; one that it does not name waits again', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('sent'), S('refused'), S('again'), S('unnamed'))
  const taken = f.delivery.outbox.take(destination, 10, Date.now())
  const [sent = 0, refused = 0, again = 0] = seqs(taken)
  const refusal = { http: 400, code: 100, subcode: 2804003, title: 'T', message: 'M', fbtrace_id: 'A' }
  const due_ms = Date.now() + 60_000
  f.delivery.outbox.record(
    taken?.request_id ?? 0,
    { ...SENT, sent: [sent], refused: [{ seq: refused, refusal }], again: [{ seq: again, due_ms }] },
    Date.now(),
  )
  expect(f.fates(destination.id)).toEqual({ sent: 1, refused: 1, waiting: 2 })
  expect(ids(f.delivery.outbox.take(destination, 10, Date.now()))).toEqual(['unnamed'])
  expect(f.delivery.outbox.nextDue(destination.id)).toBe(due_ms)
  expect(f.imbalances()).toEqual([])
})

const DAY_S = 86_400
const now_s = () => Math.floor(Date.now() / 1000)

test('what is urgent goes first, and what has little time left goes by itself', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(
    S('view', { event_name: 'PageView' }),
    S('old', { event_name: 'PageView', event_time: now_s() - 7 * DAY_S + 7_200 }),
    S('cart', { event_name: 'AddToCart' }),
    S('order', { event_name: 'Purchase', custom_data: { value: 9.5, currency: 'EUR' } }),
  )
  expect(ids(f.delivery.outbox.take(destination, 2, Date.now()))).toEqual(['order', 'cart'])
  const rest = [1, 2].map(() => f.delivery.outbox.take(destination, 10, Date.now()))
  expect(rest.map((taken) => [ids(taken), taken?.is_near_deadline])).toEqual([
    [['view'], false],
    [['old'], true],
  ])
})

test('it waits for as long as its owner says, and is sent with what came in meanwhile', () => {
  const f = fixture()
  const destination = f.addDestination({ hold_seconds: 30 })
  f.receive(S('a', { custom_data: { order_id: '4711' } }))
  expect(f.delivery.outbox.take(destination, 10, Date.now())).toBeNull()
  f.receive(B('a', { user_data: { fbp: 'fb.1.1700000000000.42' }, custom_data: { num_items: 2 } }))
  const taken = f.delivery.outbox.take(destination, 10, Date.now() + 31_000)
  expect(taken?.events.map(({ json }) => JSON.parse(json))).toMatchObject([
    {
      event_id: 'a',
      user_data: { em: ['a'.repeat(64)], fbp: 'fb.1.1700000000000.42' },
      custom_data: { order_id: '4711', num_items: 2 },
    },
  ])
})

const unwanted: [title: string, destination: object, event: object, reason: string][] = [
  [
    'an event that is not selected',
    { events: ['Purchase'] },
    B('a', { event_name: 'Lead' }),
    'event_not_selected',
  ],
  ['only seen by the browser', { browser_only_events: false }, B('a'), 'browser_only'],
]
for (const [title, change, sighting, reason] of unwanted)
  test(`suppressed, and said why: ${title}`, () => {
    const f = fixture()
    const destination = f.addDestination(change)
    f.receive(sighting as ReturnType<typeof B>)
    expect(f.delivery.outbox.take(destination, 10, Date.now())).toBeNull()
    expect(f.fates(destination.id)).toEqual({ suppressed: 1 })
    expect(f.ledger(destination.id)).toMatchObject([{ state: 'suppressed', reason }])
    expect(f.imbalances()).toEqual([])
  })

test('what Meta would refuse is a dead letter before it spoils a batch, in its words', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(
    S('a', { event_name: 'Purchase', custom_data: { value: null, currency: null } }),
    S('b', { event_name: 'Lead' }),
  )
  expect(ids(f.delivery.outbox.take(destination, 10, Date.now()))).toEqual(['b'])
  expect(f.ledger(destination.id)[1]).toMatchObject({
    state: 'refused',
    reason: '2804009',
    refusal: { code: 100, subcode: 2804009 },
  })
  expect(f.imbalances()).toEqual([])
})

test('consent that is revoked while an event waits stops it', () => {
  const f = fixture()
  const destination = f.addDestination({ hold_seconds: 30 })
  f.receive(S('a'))
  f.configuration.revokeConsent(f.dataset.id, { em: ['a'.repeat(64)] })
  expect(f.delivery.outbox.take(destination, 10, Date.now() + 31_000)).toBeNull()
  expect(f.ledger(destination.id)).toMatchObject([{ state: 'suppressed', reason: 'consent_revoked' }])
})

test('what has no time left, and what was tried for long enough, expires', () => {
  const f = fixture()
  const destination = f.addDestination({ retry_hours: 48 })
  f.receive(S('old', { event_time: now_s() - 7 * DAY_S - 60 }), S('tried'))
  const taken = f.delivery.outbox.take(destination, 10, Date.now())
  expect(ids(taken)).toEqual(['tried'])
  const [seq = 0] = seqs(taken)
  const again = [{ seq, due_ms: Date.now() + 1_000 }]
  f.delivery.outbox.record(taken?.request_id ?? 0, { ...SENT, http: 500, again }, Date.now())
  expect(f.delivery.outbox.take(destination, 10, Date.now() + 49 * 3_600_000)).toBeNull()
  expect(f.ledger(destination.id).map(({ state, reason }) => [state, reason])).toEqual([
    ['expired', 'retried_long_enough'],
    ['expired', 'too_old'],
  ])
  expect(f.imbalances()).toEqual([])
})

test('delivery that was further behind than the feed reaches loses nothing, and sends nothing again', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'))
  const taken = f.delivery.outbox.take(destination, 1, Date.now())
  f.delivery.outbox.record(taken?.request_id ?? 0, { ...SENT, sent: seqs(taken) }, Date.now())
  f.writer.append('live', encodeRow([f.line(S('b'), {}), f.line(B('a'), {})]))
  f.count()
  f.dropChanges()
  f.receive(S('c'))
  expect(f.fates(destination.id)).toEqual({ sent: 1, waiting: 2 })
  expect(f.imbalances()).toEqual([])
})

test('what is taken in the middle of a rebuild is put off, and goes when that is done', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'), S('b'))
  for (const _ of f.rebuilding())
    expect(f.delivery.outbox.take(destination, 10, Date.now())?.events ?? []).toEqual([])
  f.tell()
  expect(f.fates(destination.id)).toEqual({ waiting: 2 })
  expect(seqs(f.delivery.outbox.take(destination, 10, Date.now() + 60_000))).toHaveLength(2)
  expect(f.imbalances()).toEqual([])
})

test('facts that a power cut has taken back are noticed, and what was passed over is told', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'))
  f.writer.append('live', encodeRow([f.line(S('b'), {})]))
  f.count()
  f.tell()
  f.takeFactsBack()
  f.receive(S('c'))
  expect(f.fates(destination.id)).toEqual({ waiting: 3 })
  expect(f.imbalances()).toEqual([])
})

test('a ledger that is lost begins anew: what it may have sent is not sent again', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'))
  f.loseLedger()
  f.receive(S('b'))
  expect(ids(f.delivery.outbox.take(destination, 10, Date.now()))).toEqual(['b'])
  expect(f.imbalances()).toEqual([])
})

test('what waits past its time at a destination that is paused expires', () => {
  const f = fixture()
  const destination = f.addDestination()
  f.receive(S('a'))
  while (f.delivery.keepHouse(Date.now() + 8 * DAY_S * 1000));
  expect(f.ledger(destination.id)).toMatchObject([{ state: 'expired', reason: 'too_old' }])
  expect(f.imbalances()).toEqual([])
})

test('a destination that is removed is taken out, the others stay', () => {
  const f = fixture()
  const [gone, kept] = [f.addDestination(), f.addDestination({ name: 'Kept' })]
  f.receive(S('a'), S('b'))
  f.configuration.deleteDestination(gone.id)
  f.tell()
  while (f.delivery.keepHouse(Date.now()));
  expect(f.fates(gone.id)).toEqual({})
  expect(f.fates(kept.id)).toEqual({ waiting: 2 })
  expect(f.imbalances()).toEqual([])
})

test('it is idle without a destination, once nothing is held of those that were removed', () => {
  const f = fixture()
  expect(f.delivery.isIdle()).toBe(true)
  const only = f.addDestination()
  expect(f.delivery.isIdle()).toBe(false)
  f.receive(S('a'))
  f.tell()
  f.configuration.deleteDestination(only.id)
  expect(f.delivery.isIdle()).toBe(false)
  while (f.delivery.keepHouse(Date.now()));
  expect(f.delivery.isIdle()).toBe(true)
})
