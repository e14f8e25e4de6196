import { type Traffic, trafficOf } from '@countersign/demo/shop'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { diagnosedIn } from './diagnosing.js'
import { type Fault, VISITORS_PER_DAY } from './faults/fault.js'
import { judge, type Outcome, outcomeTable } from './judge.js'
import { runShop, type ShopRun } from './lab.js'

/** A Wednesday evening, with most of its day behind it. */
const NOW_MS = Date.UTC(2026, 10, 25, 18, 30)
const DAYS = 9
/** A fault shows if what it leaves behind is so often there, and so much more often than without it. */
const SHOWN_MIN = 5
const SHOWN_FACTOR = 4
const RUN_MS_MAX = 60_000

/**
 * What a shop sends over nine days with some faults planted in it.
 * @param reshape  makes another kind of shop of it
 */
export function plantedTraffic(
  seed: number,
  visitors_per_day: number,
  faults: readonly Fault[],
  reshape: (traffic: Traffic) => void = () => {},
): Traffic {
  const traffic = trafficOf({ seed, days: DAYS, visitors_per_day, now_ms: NOW_MS })
  reshape(traffic)
  for (const fault of faults) fault.plant(traffic)
  traffic.reports = traffic.reports.filter(({ at_ms }) => at_ms < NOW_MS)
  return traffic
}

/** Runs a shop for one test. */
async function shopOfTest({
  seed,
  visitors_per_day,
  faults,
  reshape,
  tells_orders,
}: Scene): Promise<ShopRun> {
  const settings = Object.assign({}, ...faults.map((fault) => fault.settings ?? {}))
  const run = await runShop(plantedTraffic(seed, visitors_per_day, faults, reshape), {
    settings,
    tells_orders: tells_orders === true || faults.some((fault) => fault.tells_orders),
    more(configuration, dataset_id) {
      for (const fault of faults) fault.setUp?.(configuration, dataset_id)
    },
  })
  onTestFinished(() => run.close())
  return run
}

/** What is found in a shop, held against what is planted. */
function diagnosed(shop: string, faults: readonly Fault[], run: ShopRun): Outcome {
  const { paths, configuration, dataset_id, now_ms } = run
  return judge(shop, faults, diagnosedIn(paths, configuration, dataset_id, now_ms))
}

export interface Scene {
  shop: string
  seed: number
  visitors_per_day: number
  faults: readonly Fault[]
  /** true: the shop tells of its orders as well */
  tells_orders?: true
  /** makes another kind of shop of it, before its faults are planted */
  reshape?: (traffic: Traffic) => void
}

/** A shop for each fault, with nothing else broken in it. */
export const oneAtATime = (faults: readonly Fault[], seed: number): Scene[] =>
  faults.map((fault) => ({
    shop: `${fault.code}: ${fault.says}`,
    seed,
    visitors_per_day: fault.visitors_per_day ?? VISITORS_PER_DAY,
    faults: [fault],
  }))

/**
 * Tests a shop each scene: its books balance, each planted fault shows in what was received, and all
 * planted faults are found and nothing else. Prints the outcomes as a table.
 * @param check  what else is to be seen of a shop
 */
export function testScenes(scenes: readonly Scene[], check: (run: ShopRun) => void = () => {}): void {
  // By shop: a test that is run again says it anew.
  const outcomes = new Map<string, Outcome>()
  const healthy = new Map<number, ShopRun>()
  beforeAll(async () => {
    // Faults together each show as they do alone, where that was seen beside the healthy shop.
    const planted = scenes.filter(({ faults }) => faults.length === 1)
    for (const { seed, visitors_per_day } of planted)
      if (!healthy.has(visitors_per_day)) {
        const run = await runShop(plantedTraffic(seed, visitors_per_day, []))
        healthy.set(visitors_per_day, run)
        run.close()
      }
  }, RUN_MS_MAX)
  afterAll(() => {
    if (outcomes.size > 0) console.log(outcomeTable([...outcomes.values()]))
  })
  for (const scene of scenes) {
    const { shop, visitors_per_day, faults } = scene
    test(
      shop,
      async () => {
        const run = await shopOfTest(scene)
        expect(run.verified).toMatchObject({ imbalances: [] })
        const beside = healthy.get(visitors_per_day)
        for (const fault of faults) {
          const shown = fault.shows(run)
          expect(shown, fault.code).toBeGreaterThan(SHOWN_MIN)
          if (beside) expect(shown, fault.code).toBeGreaterThan(SHOWN_FACTOR * fault.shows(beside))
        }
        check(run)
        const outcome = diagnosed(shop, faults, run)
        outcomes.set(shop, outcome)
        const { missed, falsely_raised } = outcome
        expect({ missed, falsely_raised }).toEqual({ missed: [], falsely_raised: [] })
      },
      RUN_MS_MAX,
    )
  }
}
