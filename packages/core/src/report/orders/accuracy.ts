/** How many orders of a period are what. */
export interface OrderCounts {
  both: number
  both_differs: number
  only_shop: number
}

/** Orders that were counted as they are, in percent of all that were paid; null where there were none. */
export function accuracyOf({ both, both_differs, only_shop }: OrderCounts): number | null {
  const orders = both + both_differs + only_shop
  return orders === 0 ? null : percent(both, orders)
}

/** Rounded down to hundredths, so that 100 means all of them. */
export const percent = (part: number, whole: number): number => Math.floor((part * 10_000) / whole) / 100
