import { expect, test } from 'vitest'
import type { Report } from '../shop/action.js'
import { DAY_MS } from '../shop/times.js'
import type { Traffic } from '../shop/traffic.js'
import { DAYS, healthyShop, troubledShop } from './shops.js'

const NOW_MS = Date.UTC(2026, 10, 25, 18, 30)
const FUNNEL = ['PageView', 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase'] as const
const SHOPS = { healthy: healthyShop, troubled: troubledShop }
const made = {
  healthy: healthyShop({ seed: 1, now_ms: NOW_MS }),
  troubled: troubledShop({ seed: 1, now_ms: NOW_MS }),
}
const shops = Object.entries(made) as [keyof typeof SHOPS, Traffic][]

const nameOf = (report: Report) => (report.channel === 'browser' ? report.params.ev : report.event.event_name)
const count = ({ reports }: Traffic, channel: Report['channel'], name: string) =>
  reports.filter((report) => report.channel === channel && nameOf(report) === name).length

test.each(shops)('%s: the same seed and moment are the same shop, another seed is another', (name, shop) => {
  const again = SHOPS[name]({ seed: 1, now_ms: NOW_MS })
  expect([again.reports, again.orders]).toEqual([shop.reports, shop.orders])
  expect(SHOPS[name]({ seed: 2, now_ms: NOW_MS }).reports).not.toEqual(shop.reports)
})

test.each(shops)('%s: four weeks end now, in the order of time', (_, { reports, orders, now_ms }) => {
  const times = reports.map(({ at_ms }) => at_ms)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times.at(-1)).toBeLessThan(now_ms)
  expect(times.at(-1)).toBeGreaterThan(now_ms - DAY_MS / 4)
  const days = new Set(times.map((at_ms) => Math.floor((now_ms - at_ms) / DAY_MS)))
  expect(days.size).toBe(DAYS)
  expect(orders.every(({ placed_at_ms }) => placed_at_ms < now_ms)).toBe(true)
})

test('another moment moves all of it, to the millisecond, but for the hours and weekdays that are busy', () => {
  const week_ms = 7 * DAY_MS
  const later = healthyShop({ seed: 1, now_ms: NOW_MS + week_ms })
  expect(later.reports.map(({ at_ms }) => at_ms - week_ms)).toEqual(
    made.healthy.reports.map(({ at_ms }) => at_ms),
  )
})

test.each(shops)(
  '%s: by each channel the funnel grows narrower at each step, and there are leads',
  (_, shop) => {
    for (const channel of ['browser', 'server'] as const) {
      const steps = FUNNEL.map((name) => count(shop, channel, name))
      expect(steps).toEqual([...steps].sort((a, b) => b - a))
      expect(new Set(steps).size).toBe(FUNNEL.length)
      expect(steps.at(-1)).toBeGreaterThan(100)
      expect(count(shop, channel, 'Lead')).toBeGreaterThan(50)
    }
  },
)

test.each(shops)('%s: the evening is busier than the night, Sunday than Thursday', (_, { reports }) => {
  const during = (is: (date: Date) => boolean) => reports.filter(({ at_ms }) => is(new Date(at_ms))).length
  expect(during((date) => date.getUTCHours() === 19)).toBeGreaterThan(
    4 * during((date) => date.getUTCHours() === 2),
  )
  expect(during((date) => date.getUTCDay() === 0)).toBeGreaterThan(during((date) => date.getUTCDay() === 4))
})

test.each(shops)('%s: orders are in two currencies, each id once', (_, { orders }) => {
  expect(new Set(orders.map(({ currency }) => currency))).toEqual(new Set(['EUR', 'CHF']))
  expect(new Set(orders.map(({ order_id }) => order_id)).size).toBe(orders.length)
})

test('the two shops have nobody in common', () => {
  const people = ({ reports }: Traffic) => reports.map(({ action }) => action.visitor.external_id)
  const healthy = new Set(people(made.healthy))
  expect(people(made.troubled).filter((one) => healthy.has(one))).toEqual([])
})
