import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNearFull, retryAfterSeconds, usagePercent } from './usage.js'

const buc = (...rows: object[]) => JSON.stringify({ '123': rows })
const cases: [title: string, headers: Record<string, string | string[]>, want: number | null][] = [
  ['none', {}, null],
  ['the app', { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":31}' }, 31],
  ['the account', { 'x-ad-account-usage': '{"acc_id_util_pct":9.67}' }, 9.67],
  [
    'the business, its highest row',
    { 'x-business-use-case-usage': buc({ type: 'ads_management', call_count: 3 }, { total_time: 99 }) },
    99,
  ],
  [
    'the highest of all',
    { 'x-app-usage': '{"call_count":1}', 'x-ad-account-usage': '{"acc_id_util_pct":110}' },
    110,
  ],
  ['repeated', { 'x-app-usage': ['{"call_count":5}', '{"call_count":6}'] }, 5],
  ['numbers as text', { 'x-app-usage': '{"call_count":"7"}' }, 7],
  [
    'minutes are no percentage',
    { 'x-business-use-case-usage': buc({ estimated_time_to_regain_access: 40 }) },
    null,
  ],
  ['no JSON', { 'x-app-usage': 'call_count=28' }, null],
  ['negative', { 'x-app-usage': '{"call_count":-1}' }, null],
]
for (const [title, headers, want] of cases)
  test(`usagePercent: ${title}`, () => expect(usagePercent(headers)).toBe(want))

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0)
const waits: [title: string, headers: Record<string, string>, want: number | null][] = [
  ['none', {}, null],
  ['seconds', { 'retry-after': '120' }, 120],
  ['zero', { 'retry-after': '0' }, null],
  ['a date', { 'retry-after': 'Wed, 25 Nov 2026 12:01:30 GMT' }, 90],
  ['the oldest form of a date', { 'retry-after': 'Wed Nov 25 12:00:30 2026' }, 30],
  ['a date that is past', { 'retry-after': 'Wed, 25 Nov 2026 11:00:00 GMT' }, null],
  ['no date', { 'retry-after': 'soon' }, null],
  ['negative', { 'retry-after': '-5' }, null],
  [
    'minutes until the business is let in',
    { 'x-business-use-case-usage': buc({ estimated_time_to_regain_access: 2 }) },
    120,
  ],
  [
    'the later of both',
    { 'retry-after': '5', 'x-business-use-case-usage': buc({ estimated_time_to_regain_access: 1 }) },
    60,
  ],
]
for (const [title, headers, want] of waits)
  test(`retryAfterSeconds: ${title}`, () => expect(retryAfterSeconds(headers, NOW_MS)).toBe(want))

test('isNearFull', () =>
  expect([null, 0, 89.9, 90, 200].map(isNearFull)).toEqual([false, false, false, true, true]))
test('usage: never throws', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const headers = { 'x-app-usage': text, 'x-business-use-case-usage': text, 'retry-after': text }
      const percent = usagePercent(headers)
      expect(percent === null || percent >= 0).toBe(true)
      const after_s = retryAfterSeconds(headers, NOW_MS)
      expect(after_s === null || after_s > 0).toBe(true)
    }),
  ))
