import type { Diagnosis, TripwireFinding } from '@countersign/core/report'
import type { Configuration } from '@countersign/storage/configuration'
import { applyTripwire } from '@countersign/storage/signals'

/** What a dataset is judged by. */
export interface EvaluationPorts {
  configuration: Configuration
  /**
   * What the dataset shows now, and what the shop's orders say; null: it cannot be said yet, since too much of it is still
   * to be read.
   */
  diagnoses(dataset_id: string, now_ms: number, tripped: TripwireFinding | null): readonly Diagnosis[] | null
  /** whether more Purchases were counted than there are orders */
  tripwire(dataset_id: string, now_ms: number): TripwireFinding | null
  /** One could not be judged; the others are. */
  failed(dataset_id: string, error: unknown): void
}

/**
 * Judges every dataset that is in use: what is found goes into its issues, and with them to those who want to hear of it;
 * Purchases that exceed the orders are held back where the owner wishes it.
 * @returns how many issues are new, or have returned
 */
export function evaluateAll(ports: EvaluationPorts, now_ms: number): number {
  let news = 0
  for (const { id, archived_at_ms } of ports.configuration.datasets()) {
    if (archived_at_ms !== null) continue
    try {
      news += evaluate(id, ports, now_ms)
    } catch (error) {
      ports.failed(id, error)
    }
  }
  return news
}

function evaluate(
  dataset_id: string,
  { configuration, diagnoses, tripwire }: EvaluationPorts,
  now_ms: number,
): number {
  const tripped = tripwire(dataset_id, now_ms)
  const found = diagnoses(dataset_id, now_ms, tripped)
  if (found === null) return 0
  applyTripwire(configuration, dataset_id, tripped)
  const news = configuration.recordIssues(dataset_id, found, now_ms)
  return news.filter(({ event }) => event !== 'resolved').length
}
