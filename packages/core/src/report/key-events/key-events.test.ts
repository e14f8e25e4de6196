import { expect, test } from 'vitest'
import { windowOf } from '../../../testing/index.js'
import type { SignalsWindow } from '../signals-window.js'
import { type Business, type KeyEventRow, keyEvents } from './key-events.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const HOUR = Math.floor(NOW_MS / 3_600_000)
const TODAY = Date.UTC(2026, 10, 28) / 3_600_000
const SHOP: Business = { business_type: 'shop', key_events: [] }

type Counts = { [measure: string]: [browser: number, server: number] }
/**
 * An event's counts: `counted` and `both:…` go into books and days, the rest into the last hours. All of it is well but
 * what is given.
 */
function eventOf(event_name: string, given: Counts): Pick<SignalsWindow, 'hourly' | 'daily' | 'books'> {
  const rows = Object.entries(given).flatMap(([measure, [browser, server]]) => [
    { measure, channel: 'browser' as const, count: browser, event_name, hour: HOUR },
    { measure, channel: 'server' as const, count: server, event_name, hour: HOUR },
  ])
  return {
    hourly: rows.filter(({ measure }) => measure !== 'counted' && !measure.startsWith('both:')),
    daily: rows.filter(({ measure }) => measure.startsWith('both:')).map((row) => ({ ...row, hour: TODAY })),
    books: rows
      .filter(({ measure }) => measure === 'counted')
      .map(({ measure: _, ...row }) => ({ ...row, state: 'counted' as const, code: '' })),
  }
}
/** 40 of the browser, each of them copied by the server with everything in it. */
const WELL: Counts = {
  counted: [40, 0],
  'both:browser_first': [40, 0],
  seen: [40, 40],
  web: [40, 40],
  ...Object.fromEntries(
    ['currency', 'value', 'contents', 'order_id', 'content_ids'].map((name) => [`param:${name}`, [40, 40]]),
  ),
  ...Object.fromEntries(
    ['em', 'fbc', 'client_ip_address', 'client_user_agent'].flatMap((key) => [
      [`key:${key}`, [0, 40]],
      [`valid:${key}`, [0, 40]],
    ]),
  ),
}
const windowWith = (events: { [event_name: string]: Counts }): SignalsWindow => {
  const all = Object.entries(events).map(([name, counts]) => eventOf(name, counts))
  return windowOf({
    now_ms: NOW_MS,
    hourly: all.flatMap(({ hourly }) => hourly),
    daily: all.flatMap(({ daily }) => daily),
    books: all.flatMap(({ books }) => books),
  })
}
const shopOf = (given: { [event_name: string]: Counts } = {}): KeyEventRow[] => {
  const steps = ['ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase']
  const events = Object.fromEntries(steps.map((name) => [name, { ...WELL, ...given[name] }]))
  return [...keyEvents(windowWith(events), SHOP).rows]
}
const purchaseOf = (given: Counts): KeyEventRow => {
  const row = shopOf({ Purchase: given })[3]
  if (row === undefined) throw new Error('no row')
  return row
}

test('keyEvents: a shop in which all is well', () => {
  const rows = shopOf({ ViewContent: { counted: [160, 0], 'both:browser_first': [160, 0] } })
  expect(rows.map(({ event_name, state, missing }) => [event_name, state, missing])).toEqual([
    ['ViewContent', 'good', []],
    ['AddToCart', 'good', []],
    ['InitiateCheckout', 'good', []],
    ['Purchase', 'good', []],
  ])
  expect(rows.map(({ counted, step_rate }) => [counted, step_rate])).toEqual([
    [160, null],
    [40, 0.25],
    [40, 1],
    [40, 1],
  ])
  expect(rows[3]).toMatchObject({
    channels: { browser_only: 0, server_only: 0, both: 40 },
    sightings: 80,
    coverage: 1,
    composite_score: 8.3,
    repeated: 0,
    copies_within_channel: 0,
    targets: { composite_score: 8, coverage: 0.75, required: 0.99, expected: 0.9, repeated_max: 0.02 },
  })
  expect(rows[3]?.parameters).toContainEqual({
    names: ['currency'],
    need: 'required',
    coverage: 1,
    browser: 1,
    server: 1,
  })
})

type Case = [title: string, given: Counts, state: KeyEventRow['state'], says: RegExp[]]
const cases: Case[] = [
  [
    'currency in 99 of 100',
    {
      seen: [100, 0],
      'param:currency': [99, 0],
      'param:value': [100, 0],
      'param:contents': [100, 0],
      'param:order_id': [100, 0],
    },
    'good',
    [],
  ],
  [
    "a currency that one of the browser's 40 lacks",
    { 'param:currency': [39, 40] },
    'error',
    [/^2\.5 % of the browser's Purchase events lack currency\. Send custom_data\.currency\.$/],
  ],
  [
    'a single Purchase without value',
    {
      counted: [1, 0],
      'both:browser_first': [0, 0],
      seen: [1, 0],
      'param:value': [0, 0],
      'param:currency': [1, 0],
      web: [1, 0],
    },
    'error',
    [/^100 % of the browser's Purchase events lack value\. Send the amount as a number\.$/],
  ],
  ['contents in 9 of 10', { 'param:contents': [36, 36], 'param:content_ids': [0, 0] }, 'good', []],
  [
    'contents in fewer',
    { 'param:contents': [40, 35], 'param:content_ids': [0, 0] },
    'warning',
    [/^12\.5 % of the server's Purchase events lack contents or content_ids\./],
  ],
  ['content_ids in place of contents', { 'param:contents': [0, 0] }, 'good', []],
  [
    '2 % said again',
    {
      'repeat:order': [1, 0],
      seen: [50, 40],
      ...Object.fromEntries(
        ['currency', 'value', 'contents', 'order_id'].map((n) => [`param:${n}`, [50, 40]]),
      ),
    },
    'good',
    [],
  ],
  [
    'more said again',
    { 'repeat:order': [1, 0] },
    'warning',
    [/^2\.5 % of the browser's Purchase events say again/],
  ],
  ['three of four by the server', { 'both:browser_first': [30, 0] }, 'good', []],
  [
    'fewer by the server',
    { 'both:browser_first': [29, 0] },
    'warning',
    [/^The server reports 72\.5 % of the browser's Purchase events; 75 % is good\./],
  ],
  [
    'a low match',
    { 'valid:em': [0, 0] },
    'warning',
    [
      /^Match quality is 6\.2; 8\.0 is good for Purchase\. Most would come from em: 8\.3 with it on every event\.$/,
    ],
  ],
  ['as many as checkouts, and 5 % more', { counted: [42, 0], 'both:browser_first': [42, 0] }, 'good', []],
  [
    'more than checkouts',
    { counted: [43, 0], 'both:browser_first': [43, 0] },
    'warning',
    [/^There are more Purchase events \(43\) than InitiateCheckout events \(40\)/],
  ],
  [
    'several at once, errors first',
    { 'param:value': [40, 0], 'both:browser_first': [0, 0] },
    'error',
    [/^100 % of the server's Purchase events lack value/, /^The server reports 0 %/],
  ],
]
for (const [title, given, state, says] of cases)
  test(`keyEvents: Purchase with ${title} is ${state}`, () => {
    const row = purchaseOf(given)
    expect(row.missing.map((missing) => missing.says)).toEqual(
      says.map((pattern) => expect.stringMatching(pattern)),
    )
    expect(row.state).toBe(state)
  })

test('keyEvents: what only repeats views is no fault', () => {
  const [view] = shopOf({ ViewContent: { 'repeat:order': [20, 0] } })
  expect(view).toMatchObject({ state: 'good', repeated: 0.5, targets: { repeated_max: null } })
})

test('keyEvents: a step that is missing while the others are many', () => {
  const { rows } = keyEvents(
    windowWith({ ViewContent: { ...WELL, counted: [100, 0], 'both:browser_first': [100, 0] } }),
    SHOP,
  )
  expect(rows[3]).toMatchObject({ state: 'warning', missing: [{ what: 'events', level: 'warning' }] })
  expect(rows[3]?.missing[0]?.says).toMatch(/^No Purchase came within 7 days, but 100 ViewContent\./)
})

test('keyEvents: nothing at all is no fault', () => {
  const { rows } = keyEvents(windowOf({ now_ms: NOW_MS }), SHOP)
  expect(rows.map(({ state }) => state)).toEqual(Array(4).fill('no_events'))
  expect(rows[0]?.missing).toEqual([
    { what: 'events', level: 'info', says: 'No ViewContent came within 7 days.' },
  ])
})

const funnels: [business: Business, names: string[]][] = [
  [{ business_type: 'leads', key_events: ['ignored'] }, ['ViewContent', 'Lead']],
  [{ business_type: 'own', key_events: ['Start', 'constructor'] }, ['Start', 'constructor']],
  [{ business_type: 'own', key_events: [] }, []],
]
for (const [business, names] of funnels)
  test(`keyEvents: ${business.business_type} has ${names.join(', ') || 'no steps'}`, () => {
    const { rows } = keyEvents(windowWith({ Lead: WELL, constructor: WELL }), business)
    expect(rows.map(({ event_name }) => event_name)).toEqual(names)
  })

test('keyEvents: copies within a channel are told apart from those across', () =>
  expect(purchaseOf({ pairs: [6, 40], 'pairs:cross': [0, 38] }).copies_within_channel).toBe(8 / 80))
