import type { Channel } from '../../event.js'
import type { Severity } from '../diagnosis-codes.js'

/** What an issue is known by: two diagnoses that agree in these are the same issue. */
export interface IssueKey {
  code: string
  /** null: it is not about one event */
  event_name: string | null
  /** null: it is not about one channel */
  channel: Channel | null
  /** a match key, a parameter's name, a host; never a value. null: there is nothing to say */
  detail: string | null
}

/** What is told of an issue: texts for people, and how much of what was looked at it touches. */
export interface IssueSummary {
  severity: Severity
  title: string
  /** what was seen */
  seen: string
  /** why it matters */
  why: string
  /** what to do, by how the events are sent */
  fixes: IssueFixes
  /** where it is known why, a sentence */
  cause: string | null
  /** how many of `total` it touches; `share` is their ratio, 0 to 1, null where there is no total */
  affected: number
  total: number
  share: number | null
}

export interface IssueFixes {
  pixel?: string
  conversions_api?: string
  gtm?: string
  shopify?: string
  woocommerce?: string
  stripe?: string
}

/** A diagnosis as the life cycle needs it. What else one has, such as samples, is not kept. */
export interface Diagnosed extends IssueKey, IssueSummary {
  /**
   * When it was seen first and last within the window that was looked at. Where that is known by the hour only, the last
   * is that hour's end, which may be yet to come.
   */
  first_ms: number
  last_ms: number
}

/**
 * - `active`: seen within the last 7 days
 * - `resolved`: by itself, since it was not seen for longer
 * - `marked_resolved`: by a person; it is active again when it is seen after that
 * - `ignored`: by a person; it stays so until it is restored
 */
export const ISSUE_STATES = ['active', 'resolved', 'marked_resolved', 'ignored'] as const
export type IssueState = (typeof ISSUE_STATES)[number]

/**
 * - `opened`: it was found for the first time
 * - `quiet`: it resolved itself
 * - `returned`: it was seen again after it was resolved
 * - `resolved`, `ignored`, `restored`: a person said so
 */
export const ISSUE_CHANGES = ['opened', 'quiet', 'returned', 'resolved', 'ignored', 'restored'] as const

/** What happened to an issue, and how much it touched then. */
export interface IssueChange {
  what: (typeof ISSUE_CHANGES)[number]
  at_ms: number
  /** null: nobody, or it is not known who */
  by: string | null
  affected: number
  total: number
}

/** The latest are kept: who wants to know of a twenty-first knows the issue. */
export const ISSUE_CHANGES_MAX = 20

/** What is remembered of an issue from one evaluation to the next. */
export interface KnownIssue extends IssueKey {
  state: IssueState
  summary: IssueSummary
  first_ms: number
  last_ms: number
  /** when a person last marked it, and who; null: nobody did */
  marked_at_ms: number | null
  marked_by: string | null
  /** how often it came back after it was resolved */
  returned: number
  /** what happened to it, the oldest first: the last ISSUE_CHANGES_MAX */
  history: readonly IssueChange[]
}

/** An issue's history with one change more. */
export function withChange(
  { history, summary: { affected, total } }: Pick<KnownIssue, 'history' | 'summary'>,
  what: IssueChange['what'],
  at_ms: number,
  by: string | null = null,
): IssueChange[] {
  return [...history, { what, at_ms, by, affected, total }].slice(-ISSUE_CHANGES_MAX)
}

/** One text for what an issue is known by. */
export const issueKeyOf = ({ code, event_name, channel, detail }: IssueKey): string =>
  JSON.stringify([code, event_name, channel, detail])
