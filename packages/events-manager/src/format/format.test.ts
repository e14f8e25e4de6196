import { expect, test } from 'vitest'
import {
  formatCount,
  formatCountOf,
  formatCountShort,
  formatScore,
  formatShare,
  formatTrend,
} from './count.js'
import { csvOf } from './csv.js'
import { formatMoney } from './money.js'
import { formatAgo, formatDuration, formatTime } from './time.js'

/** Source of the forms: the brief of the pages, "Numbers". */
const CASES: [what: string, said: string | null, expected: string | null][] = [
  ['a count', formatCount(1284), '1,284'],
  ['one of something', formatCountOf(1, 'channel', 'channels'), '1 channel'],
  ['none of something', formatCountOf(0, 'channel', 'channels'), '0 channels'],
  ['many of something', formatCountOf(1284, 'channel', 'channels'), '1,284 channels'],
  ['a count for a chart', formatCountShort(12_400), '12.4 K'],
  ['a small count for a chart', formatCountShort(940), '940'],
  ['a share', formatShare(0.986), '98.6 %'],
  ['a share of nothing', formatShare(null), '–'],
  ['a share of 0 / 0', formatShare(Number.NaN), '–'],
  ['a score', formatScore(7), '7.0'],
  ['more', formatTrend(112, 100), '+12 %'],
  ['less', formatTrend(97, 100), '−3 %'],
  ['the same', formatTrend(100, 100), '±0 %'],
  ['against nothing', formatTrend(5, 0), null],
  ['money', formatMoney('1250', 'USD'), '$1,250.00'],
  ['money past what a float holds', formatMoney('9007199254740993.01', 'USD'), '$9,007,199,254,740,993.01'],
  ['a currency without cents', formatMoney(1250, 'JPY'), '¥1,250'],
  ['a currency that nobody has', formatMoney(5, '<script>'), '5.00 <script>'],
]
for (const [what, said, expected] of CASES) test(what, () => expect(said).toBe(expected))

const NOW = Date.UTC(2026, 10, 23, 13, 3, 30)
const TIMES: [at_ms: number, said: string][] = [
  [NOW - 2_000, 'just now'],
  [NOW - 42_000, '42 s ago'],
  [NOW - 4 * 60_000, '4 min ago'],
  [NOW - 23 * 3_600_000, '23 h ago'],
  [NOW - 24 * 3_600_000, '22 Nov 2026, 14:03'],
  [NOW + 3_600_000, '23 Nov 2026, 15:03'],
]
for (const [at_ms, said] of TIMES)
  test(`formatAgo: ${said}`, () => expect(formatAgo(at_ms, NOW, 'Europe/Berlin')).toBe(said))

test('a zone that is not known is UTC', () =>
  expect(formatTime(NOW, 'Mars/Olympus')).toBe('23 Nov 2026, 13:03'))

const DURATIONS: [duration_ms: number, said: string][] = [
  [340, '340 ms'],
  [1_800, '1.8 s'],
  [240_000, '4 min'],
  [7_200_000, '2 h'],
  [3 * 86_400_000, '3 d'],
]
for (const [duration_ms, said] of DURATIONS)
  test(`formatDuration: ${said}`, () => expect(formatDuration(duration_ms)).toBe(said))

test('csvOf: quotes, commas and lines stay in their cell; a formula becomes text', () =>
  expect(
    csvOf(
      ['a', 'b'],
      [
        ['x,"y"\n', -1],
        ['=cmd()', null],
        ['+1', 2.5],
        ['\t@a', '－1'],
      ],
    ),
  ).toBe('a,b\r\n"x,""y""\n",-1\r\n\'=cmd(),\r\n\'+1,2.5\r\n\'\t@a,\'－1\r\n'))
