import { existsSync } from 'node:fs'
import { openOrderStore } from '../orders/order-store.js'
import type { DataPaths } from '../process/data-directory.js'

/** Takes a page of a deleted dataset's orders out of what the shop told. @returns whether there may be more */
export function eraseOrders(paths: DataPaths, dataset_id: string): boolean {
  if (!existsSync(paths.orders)) return false
  const store = openOrderStore(paths.orders)
  try {
    return store.erase(dataset_id) || !store.flush()
  } finally {
    store.close()
  }
}
