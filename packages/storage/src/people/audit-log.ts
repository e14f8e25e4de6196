import type { AuditCode } from './audit-codes.js'

/** What somebody did. */
export interface AuditEntry {
  id: number
  at_ms: number
  /** a person's email, `token:ID`, `cli`, or `unknown` */
  who: string
  what: AuditCode
  dataset_id: string | null
  detail: AuditDetail
}

/** Small, and without secrets or anything of a shop's customers. */
export interface AuditDetail {
  [name: string]: string | number | boolean | null | readonly string[]
}

export interface AuditLog {
  /**
   * Bounded: beyond 100,000 entries or 400 days the oldest go; of refused sign-ins, beyond 20,000. Of test events sent
   * by one person or token to one dataset, the first of an hour is written.
   */
  write(who: string, what: AuditCode, dataset_id: string | null, detail: AuditDetail): void
  /** newest first @param after  the id of the last one that is known */
  list(wanted: AuditWanted): readonly AuditEntry[]
}

export interface AuditWanted {
  limit: number
  after?: number
  dataset_id?: string
}
