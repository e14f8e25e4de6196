import type { TripwireFinding } from '@countersign/core/report'
import type { Configuration } from '../configuration/port.js'

/**
 * Does what the dataset's owner wishes to be done when more Purchases are counted than there are orders: holds back the
 * delivery of its Purchases. What the owner has released them in spite of does not hold them again: only hours after that.
 * @param found  what `OpenOrders.tripwire` says
 * @returns whether they are held just now because of it
 */
export function applyTripwire(
  configuration: Pick<Configuration, 'dataset' | 'purchaseHold' | 'holdPurchases'>,
  dataset_id: string,
  found: TripwireFinding | null,
): boolean {
  const dataset = configuration.dataset(dataset_id)
  const hold = configuration.purchaseHold(dataset_id)
  if (hold?.held_at_ms) return true
  if (found === null || !dataset?.settings.orders_tripwire_pauses_purchase) return false
  if ((hold?.released_at_ms ?? 0) > found.from_ms) return false
  configuration.holdPurchases(
    dataset_id,
    `${found.purchases} Purchases were counted in 24 hours in which the shop had ${found.orders} orders.`,
  )
  return true
}
