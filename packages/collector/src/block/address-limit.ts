import { BoundedMap } from '../bounded-map.js'

const WINDOW_MS = 60_000
/** How many addresses are counted at a time; beyond, the one that came first is forgotten. */
const ADDRESSES_MAX = 100_000

/**
 * Counts beacons by address and dataset, minute by minute. @source settled.md; setting
 * beacons_per_minute_per_address
 */
export class AddressLimit {
  private counts = new BoundedMap<string, { beacons: number }>(ADDRESSES_MAX)
  private window = 0

  /**
   * Counts one beacon.
   * @param address  a public one, or a public network's prefix
   * @param per_minute_max  0: no limit
   * @returns whether it is one too many
   */
  exceeded(address: string, dataset_id: string, per_minute_max: number, now_ms: number): boolean {
    if (per_minute_max === 0) return false
    const window = Math.floor(now_ms / WINDOW_MS)
    if (window !== this.window) {
      this.window = window
      this.counts.clear()
    }
    const key = `${dataset_id} ${address}`
    let counted = this.counts.get(key)
    if (counted === undefined) {
      counted = { beacons: 0 }
      this.counts.set(key, counted)
    }
    counted.beacons += 1
    return counted.beacons > per_minute_max
  }
}
