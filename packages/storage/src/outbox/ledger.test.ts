import { expect, onTestFinished, test } from 'vitest'
import { deliveryFixture } from './delivery.fixture.js'

const B = (event_id: string | null, event = {}) =>
  ({ channel: 'browser', event_id, at_min: 0, event }) as const
const S = (event_id: string | null, event = {}) =>
  ({ channel: 'server', event_id, at_min: 0, event }) as const
const REFUSAL = {
  http: 400,
  code: 100,
  subcode: 2804009,
  title: 'Missing Value for Purchase Event',
  message: 'Invalid parameter',
  fbtrace_id: 'A2',
}

/** A destination that has taken `sent`, refused `refused` and has `waiting` before it. */
function shop() {
  const f = deliveryFixture()
  onTestFinished(() => f.close())
  const destination = f.addDestination()
  f.receive(
    S('sent', { event_name: 'Lead' }),
    S('refused', { event_name: 'Purchase', custom_data: { order_id: '1' } }),
  )
  const taken = f.delivery.outbox.take(destination, 10, Date.now())
  const [sent = 0, refused = 0] = (taken?.events ?? []).map(({ seq }) => seq)
  const outcome = { sent: [sent], refused: [{ seq: refused, refusal: REFUSAL }], again: [] }
  const answer = { http: 200, fbtrace_id: 'A1', events_received: 1, why: null }
  f.delivery.outbox.record(taken?.request_id ?? 0, { ...outcome, ...answer }, Date.now())
  f.receive(B('waiting', { event_name: 'PageView' }))
  return { ...f, f, destination }
}

test("the ledger says of each event what became of it, with Meta's trace or Meta's words", () => {
  const { f, destination } = shop()
  expect(f.ledger(destination.id)).toMatchObject([
    { state: 'waiting', reason: null, attempts: 0, request: null, due_ms: expect.any(Number) },
    {
      event_name: 'Purchase',
      state: 'refused',
      reason: '2804009',
      attempts: 1,
      refusal: REFUSAL,
      due_ms: null,
    },
    { state: 'sent', request: { http: 200, fbtrace_id: 'A1', events_received: 1 }, refusal: null },
  ])
})

test('the status adds up to what was counted', () => {
  const { f, destination } = shop()
  f.withLedger((ledger) => {
    const status = ledger.status(destination.id)
    expect(status.counts).toEqual({ waiting: 1, sending: 0, sent: 1, refused: 1, expired: 0, suppressed: 0 })
    expect(status.reasons).toEqual({ refused: { 2804009: 1 }, expired: {}, suppressed: {} })
    expect(status.oldest_due_ms).toEqual(expect.any(Number))
  })
})

const filters: [title: string, wanted: object, states: string[]][] = [
  ['state', { state: 'refused' }, ['refused']],
  ['reason', { reason: '2804009' }, ['refused']],
  ['event', { event_name: 'Purchase' }, ['refused']],
  ['an event that there is none of', { event_name: 'Contact' }, []],
]
for (const [title, wanted, states] of filters)
  test(`entries by ${title}`, () => {
    const { f, destination } = shop()
    f.withLedger((ledger) => {
      const found = ledger.entries(destination.id, { limit: 10, ...wanted })
      expect(found.map(({ state }) => state)).toEqual(states)
    })
  })

test('pages go on where the last one ended', () => {
  const { f, destination } = shop()
  f.withLedger((ledger) => {
    const [first] = ledger.entries(destination.id, { limit: 1 })
    const rest = ledger.entries(destination.id, { limit: 10, before_seq: first?.seq ?? 0 })
    expect(rest.map(({ state }) => state)).toEqual(['refused', 'sent'])
  })
})

test('a dead letter is edited and resent; what its owner made of it goes out', () => {
  const { f, destination } = shop()
  const [, entry] = f.ledger(destination.id)
  const sighting_id = entry?.sighting_id ?? ''
  f.withLedger((ledger) => {
    const graph_event = ledger.toBeSent(destination, sighting_id)?.graph_event
    expect(graph_event).toMatchObject({ event_name: 'Purchase', custom_data: { order_id: '1' } })
    const custom_data = { order_id: '1', value: 12, currency: 'EUR' }
    expect(ledger.edit(destination.id, sighting_id, { ...graph_event, custom_data })).toBe(true)
    expect(ledger.resend(destination.id, { sighting_id })).toBe(1)
    expect(ledger.resend(destination.id, { sighting_id })).toBe(0)
  })
  const [again] = f.delivery.outbox.take(destination, 1, Date.now())?.events ?? []
  expect(again).toMatchObject({ attempts: 1 })
  expect(JSON.parse(again?.json ?? '{}')).toMatchObject({ custom_data: { value: 12, currency: 'EUR' } })
  expect(f.ledger(destination.id)[1]).toMatchObject({ state: 'sending', edited: true, refusal: null })
  expect(f.imbalances()).toEqual([])
})

// Judged by when it was received, it would have been ahead of its time, and what was reported would have gone in its place.
test('an edited time is judged as of now', () => {
  const { f, destination } = shop()
  const hour_ms = 3_600_000
  const [, entry] = f.ledger(destination.id)
  const sighting_id = entry?.sighting_id ?? ''
  const event_time = Math.floor((Date.now() + hour_ms) / 1000)
  f.withLedger((ledger) => {
    const graph_event = ledger.toBeSent(destination, sighting_id)?.graph_event
    const custom_data = { order_id: '1', value: 12, currency: 'EUR' }
    ledger.edit(destination.id, sighting_id, { ...graph_event, event_time, custom_data })
    ledger.resend(destination.id, { sighting_id })
  })
  const [again] = f.delivery.outbox.take(destination, 1, Date.now() + hour_ms)?.events ?? []
  expect(JSON.parse(again?.json ?? '{}')).toMatchObject({ event_time, custom_data: { value: 12 } })
})

test('an edit that is valid no longer is refused in its own words; what was reported does not go in its place', () => {
  const { f, destination } = shop()
  const [, entry] = f.ledger(destination.id)
  const sighting_id = entry?.sighting_id ?? ''
  // Past the seven days by the time it would go, and within them when it was edited.
  const event_time = Math.floor(Date.now() / 1000) - 7 * 86_400 + 3_600
  const now_ms = Date.now() + 2 * 3_600_000
  f.withLedger((ledger) => {
    const graph_event = ledger.toBeSent(destination, sighting_id)?.graph_event
    const custom_data = { order_id: '1', value: 12, currency: 'EUR' }
    ledger.edit(destination.id, sighting_id, { ...graph_event, event_time, custom_data })
    expect(ledger.toBeSent(destination, sighting_id)).toMatchObject({ foreseen: null, withheld: null })
    expect(ledger.resend(destination.id, { sighting_id })).toBe(1)
  })
  const gone = f.delivery.outbox.take(destination, 10, now_ms)?.events ?? []
  expect(gone.map(({ json }) => JSON.parse(json).event_name)).toEqual(['PageView'])
  expect(f.ledger(destination.id)[1]).toMatchObject({
    ...{ state: 'refused', reason: '2804003', edited: true },
    refusal: { subcode: 2804003, message: expect.stringContaining('event_time') },
  })
  f.withLedger((ledger) => {
    const { graph_event, foreseen } = ledger.toBeSent(destination, sighting_id) ?? {}
    expect([graph_event?.event_time, foreseen]).toEqual([event_time, null])
  })
  expect(f.imbalances()).toEqual([])
})

test('an event without match keys is given some, and goes out', () => {
  const { f, destination } = shop()
  f.receive(B('nobody', { event_name: 'Purchase', user_data: { client_user_agent: 'UA' } }))
  f.delivery.outbox.take(destination, 1, Date.now())
  const [entry] = f.ledger(destination.id)
  expect(entry).toMatchObject({ state: 'suppressed', reason: 'no_match_keys' })
  const graph_event = {
    event_name: 'Purchase',
    event_time: Math.floor(Date.now() / 1000),
    event_id: 'nobody',
    action_source: 'website',
    user_data: { em: ['b'.repeat(64)], client_user_agent: 'UA' },
    custom_data: { value: 1, currency: 'EUR' },
  }
  const sighting_id = entry?.sighting_id ?? ''
  f.withLedger((ledger) => {
    ledger.edit(destination.id, sighting_id, graph_event)
    expect(ledger.resend(destination.id, { sighting_id })).toBe(1)
  })
  const again = f.delivery.outbox.take(destination, 10, Date.now())?.events ?? []
  expect(again.map(({ json }) => JSON.parse(json))).toContainEqual(graph_event)
  expect(f.imbalances()).toEqual([])
})

test('dead letters are resent by their code, or all', () => {
  const { f, destination } = shop()
  f.withLedger((ledger) => {
    expect(ledger.resend(destination.id, { reason: '190' })).toBe(0)
    expect(ledger.resend(destination.id, { reason: '2804009' })).toBe(1)
    expect(ledger.resend(destination.id, 'all refused')).toBe(0)
  })
  expect(f.fates(destination.id)).toEqual({ waiting: 2, sent: 1 })
  expect(f.imbalances()).toEqual([])
})

test('a replay of a time says what would go, and lets it wait; what is too old stays', () => {
  const { f, destination } = shop()
  const week_ago_s = Math.floor(Date.now() / 1000) - 8 * 86_400
  f.receive(S('old', { event_time: week_ago_s, action_source: 'physical_store', event_name: 'Schedule' }))
  f.receive(S('older', { event_time: week_ago_s, event_name: 'Schedule' }))
  const range = { since_ms: 0, before_ms: Date.now() + 1_000 }
  f.withLedger((ledger) => {
    const dry = ledger.replay(destination, { ...range, is_dry: true })
    expect(dry).toEqual({ events: 5, queued: 2, waiting: 3, too_old: 0, imported: 0, suppressed: {} })
    expect(f.fates(destination.id)).toEqual({ waiting: 3, sent: 1, refused: 1 })
    expect(ledger.replay(destination, { ...range, is_dry: false })).toEqual(dry)
    expect(f.fates(destination.id)).toEqual({ waiting: 5 })
    expect(ledger.replay(destination, { ...range, is_dry: false, event_name: 'Schedule' })).toMatchObject({
      events: 2,
      waiting: 2,
    })
  })
  expect(f.imbalances()).toEqual([])
})

test('what was imported is not replayed', () => {
  const { f, destination } = shop()
  f.importBefore(60_000, B('elsewhere'))
  f.withLedger((ledger) => {
    const range = { since_ms: 0, before_ms: Date.now() + 1_000, is_dry: false }
    expect(ledger.replay(destination, range)).toMatchObject({ events: 4, queued: 2, imported: 1 })
  })
})

test('what its owner has made of an event is looked through as any other', () => {
  const { f, destination } = shop()
  const sighting_id = f.ledger(destination.id)[1]?.sighting_id ?? ''
  f.withLedger((ledger) => {
    const graph_event = ledger.toBeSent(destination, sighting_id)?.graph_event ?? {}
    const custom_data = { value: 1, currency: 'EUR', note: 'call +1 650 555 1212, jo@shop.example' }
    ledger.edit(destination.id, sighting_id, { ...graph_event, custom_data })
    expect(JSON.stringify(ledger.toBeSent(destination, sighting_id)?.graph_event)).not.toMatch(/jo@|555/)
    ledger.resend(destination.id, { sighting_id })
  })
  const [again] = f.delivery.outbox.take(destination, 1, Date.now())?.events ?? []
  expect(again?.json).not.toMatch(/jo@|555/)
})

test('consent that is revoked holds for what its owner has made of an event, too', () => {
  const { f, destination } = shop()
  const sighting_id = f.ledger(destination.id)[1]?.sighting_id ?? ''
  f.withLedger((ledger) => {
    const graph_event = ledger.toBeSent(destination, sighting_id)?.graph_event ?? {}
    ledger.edit(destination.id, sighting_id, { ...graph_event, user_data: { em: ['c'.repeat(64)] } })
    ledger.resend(destination.id, { sighting_id })
  })
  f.configuration.revokeConsent(f.dataset.id, { em: ['c'.repeat(64)] })
  f.delivery.outbox.take(destination, 1, Date.now())
  expect(f.ledger(destination.id)[1]).toMatchObject({ state: 'suppressed', reason: 'consent_revoked' })
})

test('a destination that came later gets what was before it by a replay', () => {
  const { f } = shop()
  const later = f.addDestination()
  f.tell()
  expect(f.fates(later.id)).toEqual({})
  f.withLedger((ledger) => {
    const range = { since_ms: 0, before_ms: Date.now() + 1_000, is_dry: false }
    expect(ledger.replay(later, range)).toMatchObject({ events: 3, queued: 3 })
  })
  expect(f.fates(later.id)).toEqual({ waiting: 3 })
  expect(f.imbalances()).toEqual([])
})
