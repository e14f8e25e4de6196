import type { Configuration, PersonKeys } from '@countersign/storage'

const HOUR_MS = 3_600_000

interface KeyKeeping {
  keys: Pick<PersonKeys, 'destroyOld' | 'keepOnly'>
  configuration: Pick<Configuration, 'datasets'>
  now_ms(): number
  /** They could not be destroyed; it is tried again an hour later. */
  failed(error: unknown): void
}

/**
 * Destroys the keys of restricted people whose time is over, and those of deleted datasets: now and each hour. For a server
 * that keeps no signal quality; otherwise its thread does it. Nothing is measured by these keys here, so the wall clock is
 * believed: where it is wrong, what is restricted later is under other keys than what was before.
 * @returns ends it
 */
export function destroyKeysHourly({ keys, configuration, now_ms, failed }: KeyKeeping): () => void {
  const destroy = () => {
    try {
      keys.destroyOld(now_ms(), now_ms())
      keys.keepOnly(configuration.datasets().map(({ id }) => id))
    } catch (error) {
      failed(error)
    }
  }
  destroy()
  const timer = setInterval(destroy, HOUR_MS)
  return () => clearInterval(timer)
}
