import { expect, test } from 'vitest'
import { windowOf } from '../../../testing/index.js'
import type { FoundAt, MeasureCount } from '../signals-window.js'
import type { FieldTree } from './graph-fields.js'
import { DATASET_QUALITY_FIELDS, datasetQuality } from './graph-shape.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const HOUR = Math.floor(NOW_MS / 3_600_000)
const TODAY = Date.UTC(2026, 10, 28) / 3_600_000

const row = (channel: 'browser' | 'server', measure: string, count: number, hour = HOUR): MeasureCount => ({
  hour,
  event_name: 'Purchase',
  channel,
  measure,
  count,
})
const WINDOW = windowOf({
  now_ms: NOW_MS,
  hourly: [
    row('server', 'seen', 40),
    row('server', 'web', 40),
    row('server', 'key:em', 40),
    row('server', 'valid:em', 40),
    row('server', 'key:client_ip_address', 40),
    row('server', 'valid:client_ip_address', 40),
    row('server', 'delay:60', 40),
    row('server', 'finding:ip_mismatch', 10),
  ],
  daily: [
    row('browser', 'both:browser_first', 30, TODAY),
    row('browser', 'seen', 40, TODAY),
    row('browser', 'id', 40, TODAY),
  ],
  books: [
    { hour: HOUR, event_name: 'Purchase', channel: 'browser', state: 'counted', code: '', count: 40 },
    { hour: HOUR, event_name: 'Purchase', channel: 'server', state: 'counted', code: '', count: 10 },
    {
      hour: HOUR,
      event_name: 'Purchase',
      channel: 'server',
      state: 'duplicate',
      code: 'event_id',
      count: 30,
    },
  ],
  found: [{ code: 'ip_mismatch' } as FoundAt, { code: 'ipv6' } as FoundAt],
})
const TEXT = { name: 'Addresses differ', description: 'd', solution: 's' }
type Web = { [field: string]: unknown }
const webOf = (window = WINDOW): Web =>
  (datasetQuality(window, () => TEXT) as { web: Web[] }).web[0] ?? ({} as Web)

test('datasetQuality: nothing is {}', () => expect(datasetQuality(windowOf({ now_ms: NOW_MS }))).toEqual({}))

test('datasetQuality: the score, its keys and its diagnostics', () => {
  const { event_name, event_match_quality: match } = webOf()
  expect(event_name).toBe('Purchase')
  const { composite_score, match_key_feedback, diagnostics } = match as { [field: string]: object[] }
  expect(composite_score).toBe(5.5)
  // 0.45 × 0.45 of 0.55: what fbc would recognise of those whom email does not
  expect(match_key_feedback?.slice(0, 2)).toEqual([
    { identifier: 'email', coverage: { percentage: 100 } },
    {
      identifier: 'fbc',
      coverage: { percentage: 0 },
      potential_aly_acr_increase: {
        percentage: 36.82,
        description: 'By our own formula, fbc on every event would raise the score to 7.5.',
      },
    },
  ])
  expect(
    match_key_feedback?.filter((key) => 'identifier' in key && String(key.identifier).match(/ip_a|user_a/)),
  ).toMatchObject([
    { identifier: 'ip_address', coverage: { percentage: 100 } },
    { identifier: 'user_agent', coverage: { percentage: 0 } },
  ])
  expect(diagnostics).toEqual([{ ...TEXT, percentage: 25, affected_event_count: 10, total_event_count: 40 }])
})

test('datasetQuality: coverage, keys, freshness and additional conversions', () => {
  expect(webOf()).toMatchObject({
    event_coverage: { percentage: 75, goal_percentage: 75 },
    data_freshness: { upload_frequency: 'real_time' },
    acr: { percentage: 25 },
    dedupe_key_feedback: [
      {
        dedupe_key: 'event_id',
        browser_events_with_dedupe_key: { percentage: 100 },
        overall_browser_coverage_from_dedupe_key: { percentage: 75 },
      },
      { dedupe_key: 'external_id', overall_browser_coverage_from_dedupe_key: { percentage: 0 } },
      { dedupe_key: 'fbp' },
    ],
  })
})

test('datasetQuality: an event of the browser alone has no match quality', () => {
  const window = windowOf({
    now_ms: NOW_MS,
    books: WINDOW.books.slice(0, 1),
    daily: [row('browser', 'web', 40, TODAY)],
  })
  expect(Object.keys(webOf(window))).toEqual(['event_name', 'event_coverage', 'dedupe_key_feedback', 'acr'])
})

test('datasetQuality: what no website sent is not in it', () =>
  expect(datasetQuality(windowOf({ now_ms: NOW_MS, books: WINDOW.books }))).toEqual({}))

test('datasetQuality: a diagnosis without a text is left out', () =>
  expect(datasetQuality(WINDOW)).toMatchObject({ web: [{ event_match_quality: { diagnostics: [] } }] }))

test('datasetQuality: every field of the answer is one that may be asked for', () => {
  const check = (value: unknown, tree: FieldTree | null | undefined): void => {
    expect(tree).not.toBeUndefined()
    if (Array.isArray(value)) for (const item of value) check(item, tree)
    else if (typeof value === 'object' && value !== null)
      for (const [name, held] of Object.entries(value)) check(held, tree?.[name])
  }
  check(
    datasetQuality(WINDOW, () => TEXT),
    DATASET_QUALITY_FIELDS,
  )
})
