import { expect, test } from 'vitest'
import type { BookCount, MeasureCount } from '../signals-window.js'
import type { Diagnosed, Evidence, OrdersCompared } from './evidence.js'
import { PATTERNS, type Pattern } from './patterns.js'
import { troubleshoot } from './troubleshoot.js'

const NOW_MS = 1_764_000_000_000
const HOUR = Math.floor(NOW_MS / 3_600_000)
const TODAY = Math.floor(NOW_MS / 86_400_000) * 24

type Booked = [
  event_name: string,
  channel: 'browser' | 'server',
  state: BookCount['state'],
  count: number,
  code?: string,
]
type Measured = [event_name: string, channel: 'browser' | 'server', measure: string, count: number]

interface Given {
  books?: Booked[]
  measures?: Measured[]
  diagnoses?: Partial<Diagnosed>[]
  orders?: Partial<OrdersCompared>
}

function evidenceOf({ books = [], measures = [], diagnoses = [], orders }: Given): Evidence {
  return {
    window: {
      dataset_id: '100000000000001',
      now_ms: NOW_MS,
      hourly: [],
      daily: measures.map(
        ([event_name, channel, measure, count]): MeasureCount => ({
          hour: TODAY,
          event_name,
          channel,
          measure,
          count,
        }),
      ),
      books: books.map(
        ([event_name, channel, state, count, code = '']): BookCount => ({
          hour: HOUR,
          event_name,
          channel,
          state,
          code,
          count,
        }),
      ),
      found: [],
      shared: [],
      hosts: [],
      surroundings: {
        domain: 'shop.example',
        allowed_domains: [],
        verified_domains: [],
        created_at_ms: 0,
        verifies_domains: false,
      },
      behind_rows: 0,
    },
    diagnoses: diagnoses.map((one) => ({
      code: 'missing_event_id',
      event_name: 'Purchase',
      channel: null,
      seen: 'Seen.',
      affected: 10,
      cause: null,
      fixes: { conversions_api: 'Mend it.' },
      ...one,
    })),
    orders:
      orders === undefined
        ? null
        : { orders: 100, only_shop: 0, only_tracked: 0, differs: 0, reasons: [], hundredfold: 0, ...orders },
  }
}

const HEALTHY: Booked[] = [
  ['Purchase', 'browser', 'counted', 100],
  ['Purchase', 'server', 'duplicate', 90, 'event_id'],
  ['ViewContent', 'browser', 'counted', 900],
]
const BOTH: Measured[] = [
  ['Purchase', 'browser', 'seen', 100],
  ['Purchase', 'server', 'seen', 95],
  ['Purchase', 'browser', 'web', 100],
  ['Purchase', 'browser', 'key:fbc', 20],
]

/** What is given, and how the first answer begins. */
const cases: [pattern: Pattern, title: string, given: Given, answer: string, fix?: string][] = [
  ['purchases_missing', 'nothing at all arrives', {}, 'No event of any kind arrived in 7 days.'],
  [
    'purchases_missing',
    'only purchases do not',
    { books: [['ViewContent', 'browser', 'counted', 9]] },
    'Other events arrive, and no Purchase in 7 days.',
  ],
  [
    'purchases_missing',
    'most are refused',
    {
      books: [
        ...HEALTHY,
        ['Purchase', 'server', 'rejected', 40, '2804010'],
        ['Purchase', 'server', 'rejected', 2, '100'],
      ],
    },
    '42 purchases were refused in 7 days, most of them (40) with 2804010: Missing Currency for Purchase Event.',
    'Send custom_data.currency as an ISO 4217 code',
  ],
  [
    'purchases_missing',
    'some are blocked, fewer refused',
    {
      books: [
        ...HEALTHY,
        ['Purchase', 'browser', 'blocked', 30, 'bot'],
        ['Purchase', 'server', 'rejected', 3, '100'],
      ],
    },
    '30 purchases were blocked in 7 days, most of them (30) since its sender says that it is a bot',
  ],
  [
    'purchases_missing',
    'consent',
    { books: [...HEALTHY, ['Purchase', 'browser', 'restricted', 7, 'opt_out']] },
    '7 purchases were restricted in 7 days',
  ],
  [
    'purchases_missing',
    'no server',
    { books: HEALTHY, measures: [['Purchase', 'browser', 'seen', 100]] },
    'All 100 reports of Purchase came from browsers.',
  ],
  [
    'purchases_missing',
    'a cached page',
    {
      books: HEALTHY,
      measures: BOTH,
      diagnoses: [{ code: 'cached_event_id', seen: '60 purchases share an id.', affected: 60 }],
    },
    '60 purchases share an id.',
  ],
  [
    'purchases_missing',
    'a nightly upload',
    { books: HEALTHY, measures: [...BOTH, ['Purchase', 'server', 'delay:Infinity', 80]] },
    '80 of 95 purchases from the server came more than a day after they happened.',
  ],
  [
    'purchases_missing',
    'the orders name the reason',
    {
      books: HEALTHY,
      measures: BOTH,
      orders: {
        only_shop: 12,
        reasons: [
          { reason: 'consent', orders: 3 },
          { reason: 'nothing_arrived', orders: 9 },
        ],
      },
    },
    '12 of 100 orders were not tracked: 9 had no report that was counted, 3 consent.',
  ],
  [
    'purchases_missing',
    'nothing is wrong, and the orders are not known',
    { books: HEALTHY, measures: BOTH },
    'Nothing that the data shows explains it; 1 of 8 questions could not be answered.',
  ],
  [
    'purchases_missing',
    'nothing is wrong',
    { books: HEALTHY, measures: BOTH, orders: {} },
    'Nothing that the data shows explains it.',
  ],
  [
    'purchases_too_many',
    'ids never meet',
    {
      books: [
        ['Purchase', 'browser', 'counted', 100],
        ['Purchase', 'server', 'counted', 90],
      ],
      diagnoses: [{ code: 'ids_never_meet', seen: 'No id met.', cause: 'The ids differ in form.' }],
    },
    'No id met. The ids differ in form.',
    'Mend it.',
  ],
  [
    'purchases_too_many',
    'reloaded pages, beside a few of another kind',
    {
      books: HEALTHY,
      diagnoses: [
        { code: 'multiple_pixel', seen: 'Two pixels.', affected: 4 },
        { code: 'purchase_on_refresh', seen: 'Reloaded.', affected: 33 },
      ],
    },
    'Reloaded.',
  ],
  [
    'purchases_too_many',
    'events of all kinds from another domain do not outweigh a few purchases',
    {
      books: HEALTHY,
      diagnoses: [
        { code: 'new_domain', event_name: null, seen: 'Another domain.', affected: 900 },
        { code: 'multiple_pixel', seen: 'Two pixels.', affected: 4 },
      ],
    },
    'Two pixels.',
  ],
  [
    'purchases_too_many',
    'more than orders',
    { books: HEALTHY, orders: { only_tracked: 30 } },
    '30 counted purchases are no order of the shop',
  ],
  [
    'purchases_too_many',
    'nothing',
    { books: HEALTHY, orders: {} },
    'Nothing that the data shows explains it.',
  ],
  ['roas_wrong', 'no purchase', {}, 'No Purchase was counted in 7 days'],
  [
    'roas_wrong',
    'no value',
    { books: HEALTHY, measures: BOTH, diagnoses: [{ code: 'missing_value', seen: 'No value.' }] },
    'No value.',
  ],
  [
    'roas_wrong',
    'another event has no value',
    {
      books: HEALTHY,
      measures: BOTH,
      orders: {},
      diagnoses: [{ code: 'missing_value', event_name: 'Lead' }],
    },
    'Nothing that the data shows explains it.',
  ],
  [
    'roas_wrong',
    'cents',
    { books: HEALTHY, measures: BOTH, orders: { hundredfold: 95 } },
    '95 purchases say a hundred times',
  ],
  [
    'roas_wrong',
    'no click ids',
    { books: HEALTHY, measures: [...BOTH.slice(0, 3), ['Purchase', 'browser', 'key:fbc', 4]], orders: {} },
    '4.0 % of the reports of Purchase carry a click id (fbc).',
  ],
  [
    'roas_wrong',
    'too few purchases to tell by',
    { books: HEALTHY, measures: [['Purchase', 'browser', 'web', 49]], orders: {} },
    'Nothing that the data shows explains it; 1 of 7 questions',
  ],
  [
    'learning_stuck',
    'too few, and what happens more often',
    {
      books: [
        ['Purchase', 'browser', 'counted', 49],
        ['InitiateCheckout', 'browser', 'counted', 20],
        ['AddToCart', 'browser', 'counted', 50],
      ],
    },
    'Purchase was counted 49 times',
    'Optimise for AddToCart, which was counted 50 times',
  ],
  [
    'learning_stuck',
    'too few of everything',
    {
      books: [
        ['Purchase', 'browser', 'counted', 4],
        ['AddToCart', 'browser', 'counted', 49],
      ],
    },
    'Purchase was counted 4 times',
    'No event higher in the funnel',
  ],
  [
    'learning_stuck',
    'a site of leads',
    {
      books: [
        ['Lead', 'browser', 'counted', 5],
        ['ViewContent', 'browser', 'counted', 500],
      ],
    },
    'Lead was counted 5 times',
    'Optimise for ViewContent',
  ],
  [
    'learning_stuck',
    'exactly enough',
    { books: [['Purchase', 'browser', 'counted', 50]] },
    'Nothing that the data shows explains it.',
  ],
  [
    'learning_stuck',
    'enough, and nobody can be matched',
    {
      books: HEALTHY,
      diagnoses: [{ code: 'low_match', seen: 'A score of 3.1.', fixes: { pixel: 'Ask for the email.' } }],
    },
    'A score of 3.1.',
    'Ask for the email.',
  ],
]
for (const [pattern, title, given, answer, fix = ''] of cases)
  test(`${pattern}: ${title}`, () => {
    const { answer: got, checks } = troubleshoot(pattern, evidenceOf(given))
    expect(got.slice(0, answer.length)).toBe(answer)
    expect(checks[0]?.fix ?? '').toContain(fix)
  })

test('what is older than seven days is not looked at', () => {
  const evidence = evidenceOf({ orders: {} })
  evidence.window = {
    ...evidence.window,
    books: [
      { hour: HOUR - 168, event_name: 'Purchase', channel: 'browser', state: 'counted', code: '', count: 50 },
    ],
  }
  expect(troubleshoot('learning_stuck', evidence).answer).toContain('counted 0 times')
})

test('causes come first, what cannot be told next, each with an answer of its own', () => {
  for (const pattern of Object.keys(PATTERNS) as Pattern[]) {
    const { checks } = troubleshoot(pattern, evidenceOf({ diagnoses: [{}, { code: 'low_match' }] }))
    const states = checks.map(({ state }) => ['cause', 'unknown', 'clear'].indexOf(state))
    expect(states).toEqual([...states].sort((a, b) => a - b))
    for (const { asks, says } of checks)
      expect([asks.endsWith('?'), says.endsWith('.')]).toEqual([true, true])
  }
})
