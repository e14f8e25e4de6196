import { expect } from 'vitest'
import { purchase, purchaseBeacon, sendBeacon, sendEvents } from '../process/client.js'
import type { Scene, Shop } from './scene.js'

const BATCH = 1_000

/** Purchases that the shop's server reports, in batches of 1,000. @returns their event_ids */
export async function sendPurchases(
  { server }: Pick<Scene, 'server'>,
  shop: Shop,
  name: string,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${name}-${n}`)
  for (let at = 0; at < count; at += BATCH) {
    const batch = ids.slice(at, at + BATCH).map((id) => purchase(id))
    expect((await sendEvents(server.url, shop, batch)).status).toBe(200)
  }
  return ids
}

/**
 * Some of everything: purchases of the shop's server, a few of which the browser reports too, and a PageView of the browser
 * alone that has no event_id.
 * @returns how many events these count as
 */
export async function sendSome(scene: Pick<Scene, 'server'>, shop: Shop, name: string, purchases = 40) {
  const { url } = scene.server
  const ids = await sendPurchases(scene, shop, name, purchases)
  for (const id of ids.slice(0, 3)) await sendBeacon(url, shop.id, purchaseBeacon(id))
  const page = { ev: 'PageView', dl: 'https://shop.example/', fbp: 'fb.1.1763900000000.1098115397' }
  expect((await sendBeacon(url, shop.id, page)).status).toBe(200)
  return purchases + 1
}
