import type { OrderState, OrdersReport } from './queries.js'

export const STATES: readonly OrderState[] = ['only_shop', 'both_differs', 'only_tracked', 'both', 'excluded']

/** The state that the address names; else the first that something is wrong with. */
export function stateOf(named: string | undefined, report: Pick<OrdersReport, OrderState>): OrderState {
  const wrong = STATES.slice(0, 3)
  return STATES.find((state) => state === named) ?? wrong.find((state) => report[state] > 0) ?? 'only_shop'
}

/** `rejected:2804010` is a kind of `rejected`. */
export const kindOf = (code: string): string => code.split(':')[0] ?? code

export interface Seen {
  state: OrderState
  code: string
  count: number
}

/** What is wrong, by reason, the most first. What is refunded or was consent's is as it should be. */
export function seenIn(reasons: OrdersReport['reasons']): Seen[] {
  const wrong: OrderState[] = ['only_shop', 'both_differs', 'only_tracked']
  return wrong
    .flatMap((state) => Object.entries(reasons[state] ?? {}).map(([code, count]) => ({ state, code, count })))
    .filter(({ code }) => !AS_IT_SHOULD_BE.has(kindOf(code)))
    .sort((one, other) => other.count - one.count)
}
const AS_IT_SHOULD_BE = new Set(['consent', 'restricted', 'refunded', 'test_event'])

/** By how many points accuracy has changed; null where there is nothing to compare. */
export const pointsBetween = (now: number | null, before: number | null | undefined): number | null =>
  now === null || before == null ? null : Math.round((now - before) * 10) / 10
