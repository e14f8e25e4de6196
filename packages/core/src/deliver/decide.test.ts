import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from './decide.js'
import type { Answer, Decision, NetworkFailure } from './decision.js'
import { WORDS_CHARS_MAX } from './printable.js'

const http = (
  status: number,
  body: unknown,
  more: Partial<Extract<Answer, { kind: 'http' }>> = {},
): Answer => ({
  kind: 'http',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  retry_after_s: null,
  usage_percent: null,
  ...more,
})
const error = (code: number | undefined, error_subcode?: number, more: object = {}) => ({
  error: { message: 'words', type: 'OAuthException', code, error_subcode, fbtrace_id: 'AbC', ...more },
})
/** The decision in short: slow retries apart, and what blame knows. */
const short = (decision: Decision): string => {
  if (decision.do === 'retry') return decision.slow_down ? 'slow' : 'retry'
  if (decision.do !== 'blame') return decision.do
  if (decision.too_large) return 'split'
  return `blame ${decision.sure ? 'sure' : 'unsure'} ${decision.places ?? '-'}`
}
const HTML = '<!DOCTYPE html><html><title>Sorry</title></html>'

/** @source reference 5.6, row by row, in its order */
const real: [title: string, answer: Answer, want: string][] = [
  ['success', http(200, { events_received: 10, messages: [], fbtrace_id: 'A' }), 'accept'],
  ['too old', http(400, error(100, 2804003, { is_transient: false })), 'blame sure -'],
  ['in the future', http(400, error(100, 2804004)), 'blame sure -'],
  ['contents item without id', http(400, error(100, 2804008)), 'blame sure -'],
  ['Purchase without value', http(400, error(100, 2804009)), 'blame sure -'],
  ['Purchase without currency', http(400, error(100, 2804010)), 'blame sure -'],
  ['clear text', http(400, error(100, 2804016)), 'blame sure -'],
  ['not enough customer information', http(400, error(100, 2804050)), 'blame sure -'],
  ['dataset has no linked WABA', http(400, error(100, 2804132)), 'blame sure -'],
  ['offline array invalid', http(400, error(100, 1815356)), 'blame sure -'],
  ['garbled token', http(401, error(190)), 'stop'],
  ['session expired', http(400, error(190, 463)), 'stop'],
  ['password changed, token revoked', http(401, error(190, 460)), 'stop'],
  ['unknown dataset', http(400, error(100, 33, { type: 'GraphMethodException' })), 'stop'],
  ['missing permission', http(400, error(100, undefined, { message: '(#100) Missing Permission' })), 'stop'],
  ['unknown path', http(400, error(2500)), 'stop'],
  ['a parameter missing', http(400, error(100, undefined)), 'blame unsure -'],
  ['upload not ready', http(400, error(21009)), 'retry'],
  ['user request limit', http(400, error(17, 2446079)), 'slow'],
  ['permission by HTTP 403', http(403, error(200)), 'stop'],
]
/** @source reference 5.6, "Codes for the error module" */
const codes: [code: number, subcode: number | undefined, want: string][] = [
  [1, undefined, 'retry'],
  [2, undefined, 'retry'],
  [3, undefined, 'stop'],
  [4, 1504022, 'slow'],
  [4, 1504039, 'slow'],
  [10, undefined, 'stop'],
  [17, undefined, 'slow'],
  [32, undefined, 'slow'],
  [102, undefined, 'stop'],
  [104, undefined, 'stop'],
  [190, 467, 'stop'],
  [200, undefined, 'stop'],
  [270, undefined, 'stop'],
  [294, undefined, 'stop'],
  [299, undefined, 'stop'],
  [300, undefined, 'blame unsure -'],
  [341, undefined, 'slow'],
  [368, undefined, 'stop'],
  [613, 1487742, 'slow'],
  [613, 5044001, 'slow'],
  [803, undefined, 'stop'],
  [80000, undefined, 'slow'],
  [80004, undefined, 'slow'],
  [80014, undefined, 'slow'],
  [2044055, undefined, 'stop'],
  [12, undefined, 'stop'],
  [2635, undefined, 'stop'],
  [5000, undefined, 'blame unsure -'],
]
const specs = (...blame_field_specs: unknown[]) => ({ error_data: { blame_field_specs } })
const others: [title: string, answer: Answer, want: string][] = [
  ['fewer taken than sent', http(200, { events_received: 9 }), 'accept'],
  ['none of them taken', http(200, { events_received: 0 }), 'retry'],
  ['a number as text', http(200, { events_received: '10' }), 'accept'],
  ['an offline answer', http(200, { num_processed_entries: 10 }), 'accept'],
  ['a gateway takes', http(202, ''), 'accept'],
  ['a gateway takes in words', http(202, { status: 'ok' }), 'accept'],
  ['no content', http(204, ''), 'accept'],
  ['a gateway refuses', http(202, error(190)), 'stop'],
  ['200 and nothing', http(200, ''), 'retry'],
  ['200 and HTML', http(200, HTML), 'retry'],
  ['200 and other JSON', http(200, { ok: true }), 'retry'],
  ['200 and a list', http(200, []), 'retry'],
  ['200 and a senseless number', http(200, { events_received: -1 }), 'retry'],
  ['200 with an error', http(200, error(100, 2804003)), 'blame sure -'],
  ['a byte order mark', http(200, `\ufeff${JSON.stringify({ events_received: 10 })}`), 'accept'],
  ['a redirect', http(301, ''), 'retry'],
  ['a redirect kept', http(307, HTML), 'retry'],
  ['400 and HTML', http(400, HTML), 'retry'],
  ['400 and nothing', http(400, ''), 'retry'],
  ['400 in other JSON', http(400, { detail: 'event 3' }), 'blame unsure -'],
  ['422 in other JSON', http(422, { detail: 'event 3' }), 'blame unsure -'],
  ['401 without a code', http(401, ''), 'stop'],
  ['403 and HTML', http(403, HTML), 'retry'],
  ['404 and HTML', http(404, HTML), 'retry'],
  ['405', http(405, ''), 'retry'],
  ['408', http(408, ''), 'retry'],
  ['413', http(413, HTML), 'split'],
  ['413 with a code', http(413, error(100)), 'split'],
  ['429 and nothing', http(429, ''), 'slow'],
  ['429 with an unknown code', http(429, error(999)), 'slow'],
  ['500', http(500, HTML), 'retry'],
  ['502 with an unknown code', http(502, error(999)), 'retry'],
  ['503', http(503, ''), 'retry'],
  ['599', http(599, ''), 'retry'],
  ['no status at all', http(0, ''), 'retry'],
  ['an unknown code, transient', http(400, error(999, undefined, { is_transient: true })), 'retry'],
  ['an unknown code', http(400, error(999)), 'blame unsure -'],
  ['an error without code', http(400, error(undefined)), 'blame unsure -'],
  ['100, transient', http(400, error(100, 1, { is_transient: true })), 'retry'],
  ['an event that Meta would take later', http(400, error(100, 2804003, { is_transient: true })), 'retry'],
  ['a code as text', http(400, { error: { code: '190' } }), 'stop'],
  ['a token is not transient', http(401, error(190, undefined, { is_transient: true })), 'stop'],
  [
    'places',
    http(400, error(100, 2804003, specs(['data', 3, 'event_time'], ['data', '1']))),
    'blame sure 1,3',
  ],
  ['a refused setting is no event', http(400, error(100, undefined, specs(['partner_agent']))), 'stop'],
  ['near the limit, yet accepted', http(200, { events_received: 10 }, { usage_percent: 95 }), 'accept'],
  ['near the limit and failed', http(500, '', { usage_percent: 95 }), 'slow'],
]
const table: [string, Answer, string][] = [
  ...real,
  ...codes.map(([code, subcode, want]): [string, Answer, string] => [
    `code ${code}/${subcode ?? '-'}`,
    http(400, error(code, subcode)),
    want,
  ]),
  ...others,
]
for (const [title, answer, want] of table)
  test(`decide: ${title}: ${want}`, () => expect(short(decide(answer, 10))).toBe(want))

const failures: [NetworkFailure, string][] = [
  ['timeout', 'retry'],
  ['refused', 'retry'],
  ['reset', 'retry'],
  ['dns', 'retry'],
  ['tls', 'retry'],
  ['other', 'retry'],
  ['forbidden_address', 'stop'],
]
for (const [failure, want] of failures)
  test(`decide: ${failure}: ${want}`, () =>
    expect(short(decide({ kind: 'network', failure }, 10))).toBe(want))

test('decide: an accepted batch tells what Meta said, and what it did not take', () => {
  const body = { events_received: 9, messages: ['data[3] odd'], fbtrace_id: 'A-1_x' }
  expect(decide(http(200, body, { usage_percent: 97 }), 10)).toEqual({
    do: 'accept',
    events_received: 9,
    fbtrace_id: 'A-1_x',
    messages: ['data[3] odd', 'events_received is 9, but 10 were sent.'],
    slow_down: true,
  })
})
test("decide: a single event is refused in Meta's own words", () => {
  const words = { error_user_title: 'Event Timestamp Too Old', error_user_msg: 'O evento é antigo.' }
  const want = {
    do: 'refuse',
    sure: true,
    refusal: {
      http: 400,
      code: 100,
      subcode: 2804003,
      title: words.error_user_title,
      message: words.error_user_msg,
      fbtrace_id: 'AbC',
    },
  }
  expect(decide(http(400, error(100, 2804003, words)), 1)).toEqual(want)
})
test('decide: Retry-After is handed on', () =>
  expect(decide(http(429, '', { retry_after_s: 1.5 }), 10)).toMatchObject({ after_ms: 1500 }))
test('decide: a stop says the numbers and what to do', () =>
  expect(decide(http(401, error(190, 460, { message: 'Password changed' })), 10)).toEqual({
    do: 'stop',
    why: 'The access token is not valid (any more). Set a valid access token for this destination. (190/460: Password changed)',
  }))
test('decide: a token that Meta repeats is in no text', () => {
  const token = `EAAB${'x1'.repeat(60)}`
  const answer = http(401, error(190, undefined, { message: `Malformed access token ${token}` }))
  expect(JSON.stringify(decide(answer, 10))).not.toContain('x1x1')
})

const anyError = fc.record(
  {
    code: fc.oneof(fc.integer(), fc.constantFrom(1, 4, 100, 190, 200), fc.jsonValue()),
    error_subcode: fc.oneof(fc.integer(), fc.constantFrom(33, 2804003), fc.jsonValue()),
    message: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
    error_user_msg: fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), fc.jsonValue()),
    is_transient: fc.jsonValue(),
    error_data: fc.oneof(
      fc.jsonValue(),
      fc.json(),
      fc.record({
        blame_field_specs: fc.array(fc.array(fc.oneof(fc.constant('data'), fc.integer(), fc.string()))),
      }),
    ),
    fbtrace_id: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  anyError.map((e) => JSON.stringify({ error: e })),
  fc.constantFrom('[['.repeat(20_000), `{"error":${'['.repeat(5000)}`, '{"error":null}', '{"error":"x"}'),
)
test('decide: never throws; texts are bounded and printable; places are of the batch', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 700 }),
      anyBody,
      fc.integer({ min: 1, max: 20 }),
      (status, body, events) => {
        const decision = decide(http(status, body), events)
        const texts: string[] = []
        JSON.stringify(decision, (_, value) => {
          if (typeof value === 'string') texts.push(value)
          return value
        })
        for (const text of texts) {
          expect(text.length).toBeLessThanOrEqual(WORDS_CHARS_MAX)
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        }
        if (decision.do === 'blame') {
          expect(events).toBeGreaterThan(1)
          for (const place of decision.places ?? []) expect(place >= 0 && place < events).toBe(true)
          expect(decision.places).not.toEqual([])
        }
      },
    ),
  ))
