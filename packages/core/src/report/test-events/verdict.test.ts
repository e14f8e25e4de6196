import { expect, test } from 'vitest'
import { advanceJourney, emptyJourney, type Journey } from './journey.js'
import { receivedRow, rejectedRow, type TestRow } from './row.js'
import { judgedRow, type TestVerdict, unjudgedRow } from './verdict.js'

const AT_MS = 1_795_435_201_800
const row = (event_name: string, channel: 'browser' | 'server'): TestRow =>
  receivedRow({
    channel,
    received_at_ms: AT_MS,
    test_event_code: 'TEST1',
    event: { event_name, event_time: 1, event_id: 'A1', action_source: null, user_data: {}, custom_data: {} },
    warnings: [],
    automation: [],
    partner_agent: undefined,
  })
const judged = (more: Partial<TestVerdict> = {}): TestVerdict => ({
  sighting_id: 's1',
  received_at_ms: AT_MS,
  verdict: 'duplicate',
  method: 'event_id',
  anchor: { channel: 'browser', received_at_ms: AT_MS - 1_800 },
  ...more,
})

const anchoredBefore = (before_ms: number) => ({
  anchor: { channel: 'browser' as const, received_at_ms: AT_MS - before_ms },
})
const whys: [title: string, verdict: Partial<TestVerdict>, why: string][] = [
  ['by event_id', {}, 'Duplicate of the browser event received 1.8 s earlier: same event_name and event_id.'],
  [
    'by fbp',
    { method: 'fbp' },
    'Duplicate of the browser event received 1.8 s earlier: same event_name and fbp, and one of the two has no event_id.',
  ],
  [
    'minutes',
    anchoredBefore(12.6 * 60_000),
    'Duplicate of the browser event received 12 min earlier: same event_name and event_id.',
  ],
  [
    'hours',
    anchoredBefore(3.5 * 3_600_000),
    'Duplicate of the browser event received 3.5 h earlier: same event_name and event_id.',
  ],
  [
    'of an import that came later',
    anchoredBefore(-500),
    'Duplicate of the browser event received 0.5 s later: same event_name and event_id.',
  ],
  [
    'of one that is gone',
    { anchor: null },
    'Duplicate of an event received before: same event_name and event_id.',
  ],
  [
    'counted',
    { verdict: 'counted', method: null, anchor: null },
    'Counted: no report of this event came before.',
  ],
]
test.each(whys)('why: %s', (_title, verdict, why) =>
  expect(judgedRow(row('Purchase', 'server'), judged(verdict)).why).toBe(why),
)

test('a report that was sent again is one sighting; one without verdict stays received', () => {
  expect(unjudgedRow(row('Purchase', 'browser'), true)).toMatchObject({ status: 'repeated' })
  expect(unjudgedRow(row('Purchase', 'browser'), false)).toMatchObject({ status: 'received' })
})

const purchase = (journey: Journey) => journey.steps.find(({ event_name }) => event_name === 'Purchase')

test('the journey: a step is ticked off by channel, and deduplicated once the two met', () => {
  const start = emptyJourney('TEST1')
  expect(start.steps.map(({ event_name }) => event_name)).toEqual([
    'PageView',
    'ViewContent',
    'AddToCart',
    'InitiateCheckout',
    'Purchase',
  ])
  const browser = advanceJourney(start, row('Purchase', 'browser'))
  expect(purchase(browser)).toEqual({
    event_name: 'Purchase',
    browser: true,
    server: false,
    deduplicated: false,
  })
  const both = advanceJourney(browser, row('Purchase', 'server'))
  expect(purchase(both)).toMatchObject({ server: true, deduplicated: false })
  const met = advanceJourney(both, judgedRow(row('Purchase', 'server'), judged()))
  expect(purchase(met)).toMatchObject({ browser: true, server: true, deduplicated: true })
  expect(advanceJourney(met, row('Purchase', 'browser'))).toBe(met)
})

test('the journey: a copy on its own channel, another event, and what was refused tick nothing off', () => {
  const start = advanceJourney(emptyJourney('TEST1'), row('Purchase', 'browser'))
  const copy = judgedRow(row('Purchase', 'browser'), judged())
  const refused = rejectedRow(row('PageView', 'server'), [])
  for (const next of [copy, row('Subscribe', 'browser'), refused])
    expect(advanceJourney(start, next)).toBe(start)
})
