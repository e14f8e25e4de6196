import type { Severity } from '../diagnosis-codes.js'
import type { IssueKey, IssueSummary } from '../lifecycle/issue.js'

/** An issue in a message. */
export interface AlertItem extends IssueKey {
  issue_id: number
  event: 'new' | 'returned'
  summary: IssueSummary
  first_ms: number
  last_ms: number
}

/** What one message tells: the digest of what has happened to a dataset's issues. */
export interface Alert {
  dataset_id: string
  dataset_name: string
  /** of the message */
  at_ms: number
  items: readonly AlertItem[]
  /** how many items more there are than are told */
  more: number
}

/** More in one message nobody reads; Slack takes 50 blocks. */
export const ALERT_ITEMS_MAX = 20

const RANK: { [S in Severity]: number } = { error: 0, warning: 1, info: 2 }

/**
 * Makes one message of all that waits: the worst first, then what is new, then what touches most. What is known by the hour only was last
 * seen by now.
 * @param items  any number; beyond ALERT_ITEMS_MAX they are counted only
 */
export function gatherAlert(
  dataset: { id: string; name: string },
  items: readonly AlertItem[],
  at_ms: number,
): Alert {
  const sorted = [...items].sort(
    (a, b) =>
      RANK[a.summary.severity] - RANK[b.summary.severity] ||
      a.event.localeCompare(b.event, 'en') ||
      b.summary.affected - a.summary.affected ||
      a.issue_id - b.issue_id,
  )
  return {
    dataset_id: dataset.id,
    dataset_name: dataset.name,
    at_ms,
    items: sorted
      .slice(0, ALERT_ITEMS_MAX)
      .map((item) => ({ ...item, last_ms: Math.min(item.last_ms, at_ms) })),
    more: Math.max(0, items.length - ALERT_ITEMS_MAX),
  }
}

/** The message that `alert test` sends: it says that it is one. */
export const testAlert = (dataset: { id: string; name: string }, at_ms: number): Alert =>
  gatherAlert(
    dataset,
    [
      {
        issue_id: 0,
        event: 'new',
        code: 'test',
        event_name: null,
        channel: null,
        detail: null,
        summary: {
          severity: 'info',
          title: 'This is a test',
          seen: 'Somebody asked for a test of this alert channel.',
          why: 'If you can read it, what is new or comes back will reach you here. There is nothing to do.',
          fixes: {},
          cause: null,
          affected: 0,
          total: 0,
          share: null,
        },
        first_ms: at_ms,
        last_ms: at_ms,
      },
    ],
    at_ms,
  )
