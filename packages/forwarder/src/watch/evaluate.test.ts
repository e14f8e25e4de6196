import { randomBytes } from 'node:crypto'
import { type Diagnosis, diagnosisOf, purchasesExceed, type TripwireFinding } from '@countersign/core/report'
import { openConfiguration } from '@countersign/storage'
import { expect, test } from 'vitest'
import { evaluateAll } from './evaluate.js'

const NOW_MS = 1_764_000_000_000

const FOUND = diagnosisOf('missing_value', {
  event_name: 'Purchase',
  channel: 'browser',
  seen: '3 of 4.',
  affected: 3,
  total: 4,
  first_ms: NOW_MS - 5_000,
  last_ms: NOW_MS - 1_000,
})
const TRIPPED: TripwireFinding = {
  code: 'purchases_exceed_orders',
  from_ms: NOW_MS - 90_000_000,
  to_ms: NOW_MS - 3_600_000,
  purchases: 60,
  orders: 40,
  excess_percent: 50,
  limit_percent: 20,
}

function scene() {
  const configuration = openConfiguration(':memory:', { now_ms: () => NOW_MS, randomBytes })
  const { id } = configuration.createDataset({ name: 'Shop' })
  const codes = () => configuration.issues(id).map(({ code, state }) => `${code} ${state}`)
  const failed = (_id: string, error: unknown) => {
    throw error
  }
  return {
    configuration,
    id,
    codes,
    evaluate: (
      diagnoses: readonly Diagnosis[] | null,
      tripped: TripwireFinding | null = null,
      now_ms = NOW_MS,
    ) =>
      evaluateAll(
        {
          configuration,
          diagnoses: (_id, _now_ms, told) =>
            told === null || diagnoses === null ? diagnoses : [...diagnoses, purchasesExceed(told)],
          tripwire: () => tripped,
          failed,
        },
        now_ms,
      ),
  }
}

test('what is found becomes an issue, and is news once', () => {
  const { evaluate, codes } = scene()
  expect([evaluate([FOUND]), evaluate([FOUND])]).toEqual([1, 0])
  expect(codes()).toEqual(['missing_value active'])
})

test('what is only half read is not judged', () => {
  const { evaluate, codes } = scene()
  expect([evaluate(null), codes()]).toEqual([0, []])
})

test('an archived dataset is left alone', () => {
  const { configuration, id, evaluate, codes } = scene()
  configuration.changeDataset(id, { archived_at_ms: NOW_MS })
  expect([evaluate([FOUND]), codes()]).toEqual([0, []])
})

test('more Purchases than orders are an issue, and are held where the owner wishes it', () => {
  const { configuration, id, evaluate, codes } = scene()
  expect(evaluate([], TRIPPED)).toBe(1)
  expect([codes(), configuration.purchaseHold(id)]).toEqual([['purchases_exceed_orders active'], undefined])
  const { settings } = configuration.dataset(id) ?? {}
  if (settings)
    configuration.changeDataset(id, { settings: { ...settings, orders_tripwire_pauses_purchase: true } })
  evaluate([], TRIPPED)
  expect(configuration.purchaseHold(id)).toMatchObject({ held_at_ms: NOW_MS })
})

test('the sentence says how many, of how many, and what was allowed', () => {
  expect(purchasesExceed(TRIPPED).seen).toBe(
    '20 of 60 counted Purchases (33.3 %) have no order: the shop had 40 in the same 24 hours. 8 more than these are let pass.',
  )
  expect(purchasesExceed({ ...TRIPPED, orders: 0, excess_percent: null }).seen).toBe(
    '60 of 60 counted Purchases (100 %) have no order: the shop had 0 in the same 24 hours. 0 more than these are let pass.',
  )
})

test('one that cannot be judged keeps no other from it, and is told of', () => {
  const { configuration, id } = scene()
  const other = configuration.createDataset({ name: 'Other' }).id
  const failed: string[] = []
  const news = evaluateAll(
    {
      configuration,
      diagnoses(dataset_id) {
        if (dataset_id === id) throw new RangeError('too many')
        return [FOUND]
      },
      tripwire: () => null,
      failed: (dataset_id, error) => failed.push(`${dataset_id} ${error}`),
    },
    NOW_MS,
  )
  expect([news, failed]).toEqual([1, [`${id} RangeError: too many`]])
  expect(configuration.issues(other)).toHaveLength(1)
})
