import { DAY_MS } from '../../time.js'
import type { MatchOrder, MatchPurchase } from './match.js'

/**
 * How many orders and Purchases of one value may carry one digest on one day before it is taken for what all have in
 * common, a shop's own address for one: it tells nobody from anybody.
 */
export const SHARERS_MAX = 100

/** What an identity is counted by: the value rounded to hundredths, its currency, the digest. */
export const groupOf = (value_e4: number, currency: string, digest: string): string =>
  `${Math.round(value_e4 / 100)} ${currency} ${digest}`

/** Takes from each order and each Purchase the digests that too many share on its day. */
export function withoutShared(
  orders: readonly MatchOrder[],
  purchases: readonly MatchPurchase[],
): { orders: MatchOrder[]; purchases: MatchPurchase[] } {
  const counts = new Map<string, number>()
  const cellsOf = (node: MatchOrder | MatchPurchase): [digest: string, cell: string][] =>
    node.value_e4 === null || node.currency === null
      ? []
      : node.identity.map((digest) => [
          digest,
          `${Math.floor(node.at_ms / DAY_MS)} ${groupOf(node.value_e4 ?? 0, node.currency ?? '', digest)}`,
        ])
  for (const node of [...orders, ...purchases])
    for (const [, cell] of cellsOf(node)) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const own = <N extends MatchOrder | MatchPurchase>(node: N): N => ({
    ...node,
    identity: cellsOf(node)
      .filter(([, cell]) => (counts.get(cell) ?? 0) <= SHARERS_MAX)
      .map(([digest]) => digest),
  })
  return { orders: orders.map(own), purchases: purchases.map(own) }
}
