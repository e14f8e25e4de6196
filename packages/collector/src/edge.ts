import type { Configuration, Fold, Journal, Reports } from '@countersign/storage'

/**
 * All that this stage takes from outside: the stores, the clock, randomness and hashing. Tests give fakes.
 */
export interface Edge {
  configuration: Configuration
  journal: Journal
  fold: Pick<Fold, 'reaches' | 'folded' | 'stalled'>
  reports: Reports
  now_ms(): number
  /** a whole number from 0 up to `max`, exclusive; `max` at most 2^48 - 1 */
  randomInt(max: number): number
  newTraceId(): string
  /** hexadecimal, lower case */
  sha256(text: string): string
  /** addresses and CIDR ranges whose X-Forwarded-… headers are believed */
  trusted_proxies: string[]
  version: string
}
