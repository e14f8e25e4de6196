import type { AlertItem, KnownIssue } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { AlertChannel, QueuedAlert } from './alert-channel.js'
import type { IssueNews } from './issue.js'

/** What waits to be told, for each channel each issue once. What is no longer active is not told any more. */
export class AlertQueue {
  constructor(private readonly db: Database.Database) {}

  /** Puts what is new or has returned before the channels that want to hear of it; what has resolved goes. */
  take(channels: readonly AlertChannel[], news: readonly IssueNews[], now_ms: number): void {
    const put = this.db.prepare('INSERT OR REPLACE INTO alert_queue VALUES (NULL, ?, ?, ?, ?)')
    for (const { event, issue_id, severity } of news) {
      if (event === 'resolved') this.forgetIssue(issue_id)
      else
        for (const channel of channels)
          if (channel.severities.includes(severity)) put.run(channel.id, issue_id, event, now_ms)
    }
  }

  queued(channel_id: number): QueuedAlert[] {
    return this.db
      .prepare<
        [number],
        { seq: number; issue_id: number; event: 'new' | 'returned'; last_ms: number; issue: string }
      >(
        `SELECT seq, issue_id, event, last_ms, issue FROM alert_queue JOIN issues ON issues.id = issue_id
         WHERE channel_id = ? ORDER BY seq`,
      )
      .all(channel_id)
      .map(({ seq, issue_id, event, last_ms, issue }) => ({
        seq,
        item: itemOf(issue_id, event, last_ms, JSON.parse(issue) as KnownIssue),
      }))
  }

  count(channel_id: number): { waiting: number; oldest_ms: number | null } {
    return this.db
      .prepare<[number], { waiting: number; oldest_ms: number | null }>(
        'SELECT count(*) AS waiting, min(queued_at_ms) AS oldest_ms FROM alert_queue WHERE channel_id = ?',
      )
      .get(channel_id) as { waiting: number; oldest_ms: number | null }
  }

  /** @returns of which issues they were */
  remove(seqs: readonly number[]): number[] {
    const remove = this.db
      .prepare<[number], number>('DELETE FROM alert_queue WHERE seq = ? RETURNING issue_id')
      .pluck()
    return seqs.flatMap((seq) => remove.all(seq))
  }

  forgetIssue(issue_id: number): void {
    this.db.prepare('DELETE FROM alert_queue WHERE issue_id = ?').run(issue_id)
  }

  forgetChannel(channel_id: number): void {
    this.db.prepare('DELETE FROM alert_queue WHERE channel_id = ?').run(channel_id)
  }
}

const itemOf = (
  issue_id: number,
  event: AlertItem['event'],
  last_ms: number,
  { code, event_name, channel, detail, summary, first_ms }: KnownIssue,
): AlertItem => ({ issue_id, event, code, event_name, channel, detail, summary, first_ms, last_ms })
