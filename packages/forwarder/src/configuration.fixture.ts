import { randomBytes } from 'node:crypto'
import type { Diagnosed } from '@countersign/core'
import { type Configuration, openConfiguration, secretKeyFrom } from '@countersign/storage'
import { onTestFinished } from 'vitest'

export const NOW = 1_763_900_000_000

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
export const diagnosed = (more: Partial<Diagnosed> = {}): Diagnosed => ({
  code: 'missing_value',
  severity: 'error',
  event_name: 'Purchase',
  channel: 'browser',
  detail: null,
  title: 'Missing value',
  seen: '3 of 4 have no value',
  why: 'ROAS is blank',
  fixes: { pixel: 'Add value' },
  cause: null,
  affected: 3,
  total: 4,
  share: 0.75,
  first_ms: NOW - 3_600_000,
  last_ms: NOW,
  ...more,
})
