import { expect, test } from 'vitest'
import { windowOf } from '../../../testing/index.js'
import type { BookCount, MeasureCount } from '../signals-window.js'
import { coverage } from './coverage.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const TODAY = Date.UTC(2026, 10, 28) / 3_600_000

type Book = [
  channel: 'browser' | 'server',
  state: BookCount['state'],
  code: string,
  count: number,
  hour?: number,
]
type Measured = [channel: 'browser' | 'server', measure: string, count: number, hour?: number]
const coverageOf = (books: Book[], measured: Measured[] = []) =>
  coverage(
    windowOf({
      now_ms: NOW_MS,
      books: books.map(([channel, state, code, count, hour = TODAY + 3]) => ({
        event_name: 'Purchase',
        channel,
        state,
        code,
        count,
        hour,
      })),
      daily: measured.map(
        ([channel, measure, count, hour = TODAY]): MeasureCount => ({
          event_name: 'Purchase',
          channel,
          measure,
          count,
          hour,
        }),
      ),
    }),
  )

/**
 * 100 events of the browser, 60 of which the server copied; 20 that the server had first, 8 of which the browser joined.
 * 15 of the copies met by fbp, 5 by external_id. The browser repeated 10 of its own.
 */
const BOOKS: Book[] = [
  ['browser', 'counted', '', 100],
  ['server', 'counted', '', 20],
  ['server', 'duplicate', 'event_id', 40],
  ['server', 'duplicate', 'fbp', 15],
  ['server', 'duplicate', 'external_id', 5],
  ['browser', 'duplicate', 'event_id', 18],
  ['server', 'rejected', '2804003', 3],
]
const MEASURED: Measured[] = [
  ['browser', 'both:browser_first', 60],
  ['server', 'both:server_first', 8],
  ['browser', 'seen', 118],
  ['browser', 'id', 59],
  ['browser', 'web', 100],
  ['browser', 'key:fbp', 90],
  ['server', 'seen', 80],
  ['server', 'id', 60],
  ['server', 'web', 80],
  ['server', 'key:fbp', 40],
  ['server', 'key:external_id', 80],
]

test('coverage: by hand', () => {
  const [purchase] = coverageOf(BOOKS, MEASURED)
  expect(purchase).toEqual({
    event_name: 'Purchase',
    counted: 120,
    with_browser: 108,
    matched: 68,
    coverage: 68 / 108,
    goal: 0.75,
    deduplication_rate: 78 / 198,
    overlap: 68 / 120,
    keys: [
      {
        dedupe_key: 'event_id',
        browser_share: 0.5,
        server_share: 0.75,
        contribution: 48 / 108,
        deduplication_rate: 58 / 198,
      },
      {
        dedupe_key: 'external_id',
        browser_share: 0,
        server_share: 1,
        contribution: 5 / 108,
        deduplication_rate: 5 / 198,
      },
      {
        dedupe_key: 'fbp',
        browser_share: 0.9,
        server_share: 0.5,
        contribution: 15 / 108,
        deduplication_rate: 15 / 198,
      },
    ],
    // 12 that only the server had, for 108 of the browser
    acr: 12 / 108,
  })
})

type Case = [title: string, books: Book[], measured: Measured[], want: object | undefined]
const cases: Case[] = [
  ['nothing counted', [['server', 'rejected', '100', 3]], [], undefined],
  [
    'a browser alone',
    [['browser', 'counted', '', 4]],
    [],
    { with_browser: 4, matched: 0, coverage: 0, deduplication_rate: 0, overlap: 0, acr: 0 },
  ],
  [
    'a server alone',
    [['server', 'counted', '', 4]],
    [],
    { with_browser: 0, matched: 0, coverage: null, overlap: 0, acr: null },
  ],
  [
    'a server that opens all, which the browser joins',
    [
      ['server', 'counted', '', 4],
      ['browser', 'duplicate', 'event_id', 4],
    ],
    [['server', 'both:server_first', 4]],
    { with_browser: 4, matched: 4, coverage: 1, deduplication_rate: 0.5, overlap: 1, acr: 0 },
  ],
  [
    'seven days before today count, eight do not',
    [
      ['browser', 'counted', '', 1, TODAY - 168],
      ['browser', 'counted', '', 1, TODAY - 169],
    ],
    [
      ['browser', 'both:browser_first', 1, TODAY - 168],
      ['browser', 'both:browser_first', 1, TODAY - 192],
    ],
    { counted: 1, matched: 1 },
  ],
  [
    'several copies without an id of one event are one matched',
    [
      ['browser', 'counted', '', 2],
      ['server', 'duplicate', 'fbp', 5],
    ],
    [['browser', 'both:browser_first', 1]],
    { matched: 1, coverage: 0.5 },
  ],
]
for (const [title, books, measured, want] of cases)
  test(`coverage: ${title}`, () => {
    const [found] = coverageOf(books, measured)
    if (want === undefined) expect(found).toBeUndefined()
    else expect(found).toMatchObject(want)
  })

test('coverage: what the keys contribute sums to it', () => {
  const [purchase] = coverageOf(BOOKS, MEASURED)
  const sum = purchase?.keys.reduce((total, { contribution }) => total + (contribution ?? 0), 0)
  expect(sum).toBeCloseTo(purchase?.coverage ?? -1, 12)
})
