import { HOUR_MS } from '@countersign/core'
import type { Configuration, PersonKeys } from '@countersign/storage'

interface KeyKeeping {
  keys: Pick<PersonKeys, 'destroyOld' | 'keepOnly'>
  configuration: Pick<Configuration, 'datasets'>
  now_ms(): number
  /** up to when it is believed that time has passed, by the wall clock's word: `PersonKeys.clock` */
  believed(wall_ms: number): number
  /** They could not be destroyed; it is tried again an hour later. */
  failed(error: unknown): void
}

/**
 * Destroys the keys of restricted people whose time is over, and those of deleted datasets: now and each hour. For a server
 * that keeps no signal quality; otherwise its thread does it. What was restricted may still be measured, by a server that
 * keeps it later; so a wall clock that jumps ahead is only followed, and destroys no key that is in use.
 * @returns ends it
 */
export function destroyKeysHourly({ keys, configuration, now_ms, believed, failed }: KeyKeeping): () => void {
  const destroy = () => {
    try {
      const wall_ms = now_ms()
      keys.destroyOld(believed(wall_ms), wall_ms)
      keys.keepOnly(configuration.datasets().map(({ id }) => id))
    } catch (error) {
      failed(error)
    }
  }
  destroy()
  const timer = setInterval(destroy, HOUR_MS)
  return () => clearInterval(timer)
}
