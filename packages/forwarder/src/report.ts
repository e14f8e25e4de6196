import type { Answer } from '@countersign/core'

/** A request that has ended. */
export interface RequestReport {
  destination_id: number
  events: number
  /** of its body */
  bytes: number
  answer: Answer
  latency_ms: number
}

/** What metrics are made of. */
export interface DeliveryReport {
  requested(request: RequestReport): void
  /** events whose outcome is in the ledger */
  settled(destination_id: number, outcome: 'sent' | 'refused' | 'again', events: number): void
  /** `open`: left alone for a while after failures. `stopped`: until its owner has mended something */
  changed(destination_id: number, state: 'closed' | 'open' | 'stopped'): void
}

export const NO_REPORT: DeliveryReport = {
  requested: () => undefined,
  settled: () => undefined,
  changed: () => undefined,
}
