import { randomBytes } from 'node:crypto'
import type { Diagnosed } from '@countersign/core'
import { DIAGNOSED_NOW_MS, diagnosed as diagnosedWith } from '@countersign/core/testing'
import { type Configuration, openConfiguration, secretKeyFrom } from '@countersign/storage'
import { onTestFinished } from 'vitest'

export const NOW = DIAGNOSED_NOW_MS

/** A configuration in memory, with one dataset and a clock in the test's hand. */
export function configurationWithShop(): {
  configuration: Configuration
  dataset_id: string
  clock: { ms: number }
} {
  const clock = { ms: NOW }
  const configuration = openConfiguration(':memory:', {
    now_ms: () => clock.ms,
    randomBytes,
    secret_key: secretKeyFrom('none', '00'.repeat(32), () => {}),
  })
  onTestFinished(() => configuration.close())
  const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
  return { configuration, dataset_id, clock }
}

/** A diagnosis as the rules give it. */
export const diagnosed = (more: Partial<Diagnosed> = {}): Diagnosed =>
  diagnosedWith({ severity: 'error', ...more })
