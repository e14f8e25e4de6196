import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { findingsOf, pairFindingsOf } from '@countersign/core/report'
import { expect, onTestFinished, test } from 'vitest'
import { openAem } from '../aem/aem.js'
import { openOrders } from '../orders/open-orders.js'
import { openSignals } from '../signals/open-signals.js'
import { openTestData, sightingLine } from './data.fixture.js'

const RULES = { ofSighting: findingsOf, ofPair: pairFindingsOf }
const ALL = { since_ms: null, until_ms: null }
const ALL_PATTERNS = ['purchases_missing', 'roas_wrong'] as const

/** A dataset whose server sends a currency that is none: its folds are opened when a test wants them. */
function faultyShop() {
  const data = openTestData()
  const { id } = data.createDataset()
  for (let n = 0; n < 30; n += 1)
    data.live({
      ...sightingLine(id, 'server', `e${n}`, {
        event_source_url: 'https://shop.example/thanks',
        custom_data: { value: 9.5, currency: 'USD', order_id: `${n}` },
      }),
      warnings: ['currency_invalid'],
    } as never)
  data.settle()
  return {
    ...data,
    id,
    now_ms: () => data.clocks.wall_ms(),
    fold() {
      const signals = openSignals(data.paths, data.configuration, RULES)
      while (signals.step());
      const orders = openOrders(data.paths, data.configuration)
      onTestFinished(() => {
        signals.close()
        orders.close()
      })
      while (orders.step());
      return { signals, orders }
    },
  }
}

test('before anything was folded there is an empty answer that says what it lacks, and no diagnosis', () => {
  const { reading, id, now_ms, paths } = faultyShop()
  expect(existsSync(paths.folds)).toBe(false)
  const window = reading.signals(id, now_ms())
  expect(window).toMatchObject({ dataset_id: id, hourly: [], found: [], behind_rows: 30 })
  expect(window.books.reduce((sum, { count }) => sum + count, 0)).toBe(30)
  expect(reading.diagnostics(id, now_ms())).toMatchObject({ diagnoses: [], behind_rows: 30 })
  expect(reading.quality(id, now_ms())).toMatchObject({ dataset_id: id, behind_rows: 30 })
  expect(reading.orders(id, ALL)).toMatchObject({ shop: 0, days: [], behind_rows: 30, is_matching: false })
  expect(reading.orderList(id, { state: 'only_shop', limit: 10 })).toEqual([])
  expect(reading.aem(id, now_ms())).toMatchObject({ aem: false, books: { held: 0 }, is_behind: true })
  expect(reading.aem('999', now_ms())).toBeUndefined()
  const { patterns, behind_rows } = reading.troubleshoot(id, ALL_PATTERNS, now_ms())
  expect([behind_rows, patterns.map(({ pattern }) => pattern)]).toEqual([30, [...ALL_PATTERNS]])
  expect(existsSync(paths.folds)).toBe(false)
})

test('what is folded later is read by the same connections, with samples by their names', () => {
  const { reading, id, now_ms, fold } = faultyShop()
  expect(reading.diagnostics(id, now_ms()).diagnoses).toEqual([])
  fold()
  const { diagnoses, active, behind_rows } = reading.diagnostics(id, now_ms())
  expect(behind_rows).toBe(0)
  const found = diagnoses.find(({ code }) => code === 'invalid_currency')
  expect(found).toMatchObject({ event_name: 'Purchase', channel: 'server', severity: 'error' })
  expect(found?.issue).toMatchObject({ id: null, state: 'active' })
  expect(active.error).toBeGreaterThan(0)
  expect(found?.samples).toHaveLength(20)
  const [event] = reading.events(id, { event_name: 'Purchase', since_ms: 0, limit: 1 })
  expect(found?.samples.at(-1)?.sighting_id).toBe(event?.sightings[0]?.sighting_id)
})

test('an issue that is ignored is no active one; one that is not diagnosed any more is a previous one', () => {
  const { reading, id, now_ms, fold, configuration } = faultyShop()
  fold()
  configuration.recordIssues(id, reading.diagnosed(id, now_ms()), now_ms())
  const before = reading.diagnostics(id, now_ms())
  for (const { issue } of before.diagnoses) configuration.markIssue(issue.id ?? 0, 'ignored', 'ann')
  const [first] = before.diagnoses
  const gone = { ...first, code: 'missing_value', samples: [], issue: undefined } as never
  configuration.recordIssues(id, [gone], now_ms())
  const after = reading.diagnostics(id, now_ms())
  expect(after.active).toEqual({ error: 0, warning: 0, info: 0 })
  expect(after.diagnoses.map(({ issue }) => [issue.state, issue.marked_by])).toEqual(
    before.diagnoses.map(() => ['ignored', 'ann']),
  )
  expect(after.previous).toMatchObject([{ code: 'missing_value', issue: { id: expect.any(Number) } }])
})

test('more Purchases than orders stand among the errors, and values a hundredfold are counted', () => {
  const { reading, id, now_ms, fold, clocks } = faultyShop()
  const { orders } = fold()
  // The hour of the newest order is still under way: it is compared up to there.
  clocks.pass(7_200_000)
  const at_ms = now_ms() - 1
  const order = (order_id: string, value_e4: number) => ({
    ...{ order_id, placed_at_ms: at_ms, status: 'paid' as const, value_e4, currency: 'USD' },
    ...{ em: null, ph: null, external_id: null },
  })
  orders.addOrders(id, [order('1', 95_000), order('2', 9_500_000), order('3', 950), order('77', 1_000)])
  expect(reading.orders(id, ALL).is_matching).toBe(true)
  while (orders.step());
  const report = reading.orders(id, ALL)
  expect(report).toMatchObject({ shop: 4, both: 1, both_differs: 2, only_shop: 1, is_matching: false })
  expect(reading.orderList(id, { state: 'only_shop', limit: 5 })).toMatchObject([
    { order: { order_id: '77' } },
  ])
  const codes = reading.diagnostics(id, now_ms()).diagnoses.map(({ code, severity }) => [code, severity])
  expect(codes).toContainEqual(['purchases_exceed_orders', 'error'])
  const are_errors = codes.map(([, severity]) => severity === 'error')
  expect(are_errors).toEqual([...are_errors].sort((a, b) => Number(b) - Number(a)))
  const { patterns } = reading.troubleshoot(id, ['roas_wrong'], now_ms())
  expect(patterns[0]?.checks.find(({ asks }) => asks.includes('cents'))).toMatchObject({
    state: 'cause',
    explains: 2,
  })
})

test('what was measured of restricted people is read beside the one who measures', () => {
  const { reading, id, paths, configuration, now_ms } = faultyShop()
  const aem = openAem(paths, configuration, { randomBytes, steady_ms: now_ms })
  onTestFinished(() => aem.close())
  while (aem.step());
  expect(reading.aem(id, now_ms())).toEqual({ ...aem.report(id, now_ms()), is_behind: false })
})
