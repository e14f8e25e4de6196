import type { IssueEvent, KnownIssue, Severity } from '@countersign/core'

/** An issue of a dataset, as it is kept. */
export interface Issue extends KnownIssue {
  /** counting up, and never given again */
  id: number
  dataset_id: string
  /** when an alert last told of it; null: none did */
  alerted_at_ms: number | null
}

/** What has happened to an issue, and to which. */
export interface IssueNews extends IssueEvent {
  issue_id: number
  severity: Severity
}
