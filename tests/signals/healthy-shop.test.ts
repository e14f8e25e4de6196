import { type Channel, isNearlyStandard } from '@countersign/core'
import { isSighting } from '@countersign/storage'
import { expect, test } from 'vitest'
import { sightings } from './faults/traces.js'
import type { ShopRun } from './lab.js'
import { plantedTraffic, testScenes } from './planted-faults.js'

const SEEDS = [1, 2, 3]
const VISITORS_PER_DAY = 150
const EVENTS = ['PageView', 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase']

testScenes(
  SEEDS.map((seed) => ({
    shop: `a healthy shop, seed ${seed}`,
    seed,
    visitors_per_day: VISITORS_PER_DAY,
    faults: [],
    // Its own books agree with what is counted, but for the few that neither channel reported.
    tells_orders: true as const,
  })),
  looksLikeAShop,
)

/** Nothing healthy is perfect: these are the ranges in which a shop in good order lies. */
function looksLikeAShop(run: ShopRun): void {
  expect([...run.answers.keys()]).toEqual([200])
  const { stats } = run
  expect([stats.rejected, stats.blocked, stats.restricted]).toEqual([0, 0, 0])
  expect(Object.keys(stats.by_event).sort()).toEqual([...EVENTS].sort())
  for (const event_name of EVENTS) {
    const { received, counted, both } = stats.by_event[event_name] ?? expect.fail(event_name)
    const covered = both / received.browser
    expect(covered, event_name).toBeGreaterThan(0.85)
    expect(covered, event_name).toBeLessThanOrEqual(1)
    expect(both / counted, event_name).toBeLessThan(0.97)
  }
  const steps = EVENTS.map((event_name) => stats.by_event[event_name]?.counted ?? 0)
  expect(steps).toEqual([...steps].sort((a, b) => b - a))
  expectFewWarnings(run)
  expectRhythm(run)
  expectDelays(run)
  expectManyPrices(run)
}

/** What the edge notices is what every shop has a little of. */
const WARNED_SHARE_MAX = 0.01
const WARNINGS = ['event_time_replaced', 'plain_identity_in_url', 'bot_user_agent']

function expectFewWarnings({ journalled }: ShopRun): void {
  const counts = new Map<string, number>()
  for (const line of journalled)
    if (isSighting(line))
      for (const noted of [...(line.warnings ?? []), ...(line.automation ?? [])])
        counts.set(noted, (counts.get(noted) ?? 0) + 1)
  for (const [noted, count] of counts) {
    expect(WARNINGS).toContain(noted)
    expect(count / journalled.length, noted).toBeLessThan(WARNED_SHARE_MAX)
  }
  expect(counts.get('bot_user_agent')).toBeGreaterThan(0)
}

function expectRhythm({ journalled, now_ms }: ShopRun): void {
  const hours = new Map<number, number>()
  for (const { received_at_ms } of journalled) {
    const hour = new Date(received_at_ms).getUTCHours()
    hours.set(hour, (hours.get(hour) ?? 0) + 1)
  }
  expect(hours.get(19) ?? 0).toBeGreaterThan(4 * (hours.get(2) ?? 0))
  expect(journalled.every(({ received_at_ms }) => received_at_ms <= now_ms)).toBe(true)
}

/** Most of the server's copies are there in seconds, some take minutes. */
function expectDelays(run: ShopRun): void {
  const delays_s = sightings(run, 'server').map((line) => line.received_at_ms / 1000 - line.event.event_time)
  const share = (from_s: number) => delays_s.filter((delay_s) => delay_s > from_s).length / delays_s.length
  expect(share(60)).toBeGreaterThan(0.005)
  expect(share(60)).toBeLessThan(0.03)
  expect(share(3_600)).toBeLessThan(0.005)
}

function expectManyPrices(run: ShopRun): void {
  const values = sightings(run, 'server', 'Purchase').map(({ event }) => String(event.custom_data.value))
  expect(new Set(values).size / values.length).toBeGreaterThan(0.5)
}

test('the same seed is the same shop, and another seed is another', () => {
  const [one, same, other] = [1, 1, 2].map((seed) => plantedTraffic(seed, 20, []).reports)
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
})

test('both channels carry what they have in practice', () => {
  const { reports } = plantedTraffic(1, 100, [])
  const share = (channel: Channel, has: (carried: { [name: string]: unknown }) => boolean) => {
    const carried = reports
      .filter((report) => report.channel === channel)
      .map((report) => (report.channel === 'browser' ? report.params : report.event.user_data))
    return carried.filter(has).length / carried.length
  }
  const between = (value: number, min: number, max: number) => {
    expect(value).toBeGreaterThan(min)
    expect(value).toBeLessThan(max)
  }
  between(
    share('browser', ({ fbc }) => fbc !== undefined),
    0.2,
    0.6,
  )
  between(
    share('browser', (params) => params['ud[em]'] !== undefined),
    0.2,
    0.6,
  )
  between(
    share('server', ({ em }) => em !== undefined),
    0.2,
    0.6,
  )
  between(
    share('server', ({ client_ip_address }) => String(client_ip_address).includes(':')),
    0.2,
    0.5,
  )
  between(
    share('server', ({ fbp }) => fbp === undefined),
    0.02,
    0.1,
  )
  expect(reports.some(({ action }) => isNearlyStandard(action.event_name))).toBe(false)
})
