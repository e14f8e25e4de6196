import type { OpenOrders } from '@countersign/storage'

/** How long it waits for another process that reconciles, without a sign of it, and in all. */
const WAITS = { idle_ms: 10_000, all_ms: 120_000 }
const LOOK_MS = 20

/**
 * Reconciles itself what is left, or waits for the process that does: as long as that goes on, within bounds.
 * @returns whether all that was counted, and all orders, are in the answers
 */
export async function settle(
  orders: Pick<OpenOrders, 'step' | 'keepHouse' | 'isBehind' | 'writtenByOthers'>,
  waits = WAITS,
): Promise<boolean> {
  const started_ms = performance.now()
  let seen = orders.writtenByOthers()
  let seen_ms = started_ms
  for (;;) {
    while (orders.step());
    while (orders.keepHouse(Date.now()));
    if (!orders.isBehind()) return true
    const now_ms = performance.now()
    const written = orders.writtenByOthers()
    if (written !== seen) seen_ms = now_ms
    seen = written
    if (now_ms > seen_ms + waits.idle_ms || now_ms > started_ms + waits.all_ms) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
