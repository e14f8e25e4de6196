import {
  advance,
  type Diagnosed,
  type IssueMark,
  type IssueState,
  issueKeyOf,
  type KnownIssue,
  mark,
} from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Issue, IssueNews } from './issue.js'

/**
 * More would not be read by anyone. Where it is full, the oldest that are resolved make room; for errors, the oldest active
 * ones that are none as well. Without any, what is new is not kept: errors are the last of which that is so.
 */
export const ISSUES_MAX = 10_000

interface Row {
  id: number
  dataset_id: string
  state: IssueState
  last_ms: number
  alerted_at_ms: number | null
  issue: string
}

/** The issues of all datasets as the file has them. The configuration around it begins transactions. */
export class IssueTable {
  constructor(
    private readonly db: Database.Database,
    private readonly issues_max = ISSUES_MAX,
  ) {}

  /** the latest seen first */
  list(dataset_id: string): Issue[] {
    return this.db
      .prepare<[string], Row>('SELECT * FROM issues WHERE dataset_id = ? ORDER BY last_ms DESC, id DESC')
      .all(dataset_id)
      .map(issueOf)
  }

  issue(id: number): Issue | undefined {
    const row = this.db.prepare<[number], Row>('SELECT * FROM issues WHERE id = ?').get(id)
    return row && issueOf(row)
  }

  /** Takes in what is diagnosed now. Writes what has changed only. @returns what has happened */
  record(dataset_id: string, diagnosed: readonly Diagnosed[], now_ms: number): IssueNews[] {
    const known = this.list(dataset_id)
    const before = new Set<KnownIssue>(known)
    const { issues, events } = advance(known, diagnosed, now_ms)
    const fresh = issues.filter((issue) => !isKept(issue))
    const { room, gone } = this.makeRoom(dataset_id, fresh, known.length, new Set(events.map(issueKeyOf)))
    const ids = new Map<string, Issue>()
    for (const issue of issues) {
      if (!isKept(issue) || gone.has(issue.id)) continue
      ids.set(issueKeyOf(issue), issue)
      if (!before.has(issue)) this.update(issue)
    }
    const chosen = new Set([...fresh].sort((a, b) => errorsFirst(a) - errorsFirst(b)).slice(0, room))
    for (const issue of fresh)
      if (chosen.has(issue)) ids.set(issueKeyOf(issue), this.insert(dataset_id, issue))
    return events.flatMap((event) => {
      const issue = ids.get(issueKeyOf(event))
      return issue === undefined
        ? []
        : [{ ...event, issue_id: issue.id, severity: issue.summary.severity } satisfies IssueNews]
    })
  }

  mark(id: number, as: IssueMark, by: string | null, now_ms: number): Issue | undefined {
    const issue = this.issue(id)
    if (issue === undefined) return undefined
    const marked = mark(issue, as, by, now_ms)
    this.update(marked)
    return marked
  }

  deleteOf(dataset_id: string): void {
    this.db.prepare('DELETE FROM issues WHERE dataset_id = ?').run(dataset_id)
  }

  /** @param spared  that something has just happened to @returns for how many new ones there is room, and who made it */
  private makeRoom(
    dataset_id: string,
    fresh: readonly KnownIssue[],
    held: number,
    spared: ReadonlySet<string>,
  ): { room: number; gone: ReadonlySet<number> } {
    const wanted = fresh.length
    const excess = held + wanted - this.issues_max
    if (excess <= 0) return { room: wanted, gone: new Set() }
    const going = this.resolvedOf(dataset_id)
      .filter(({ issue_key }) => !spared.has(issue_key))
      .slice(0, excess)
      .map(({ id }) => id)
    const errors = fresh.filter((issue) => errorsFirst(issue) === 0).length
    const room_for_errors = errors - Math.max(0, wanted - (excess - going.length))
    if (room_for_errors > 0)
      for (const { id } of this.lesserOf(dataset_id).slice(0, room_for_errors)) going.push(id)
    const remove = this.db.prepare('DELETE FROM issues WHERE id = ?')
    for (const id of going) remove.run(id)
    return { room: Math.max(0, wanted - (excess - going.length)), gone: new Set(going) }
  }

  /** the oldest first */
  private resolvedOf(dataset_id: string): { id: number; issue_key: string }[] {
    return this.db
      .prepare<[string], { id: number; issue_key: string }>(
        `SELECT id, issue_key FROM issues WHERE dataset_id = ? AND state IN ('resolved', 'marked_resolved')
         ORDER BY last_ms, id`,
      )
      .all(dataset_id)
  }

  /** Active ones that are no errors, the oldest first. */
  private lesserOf(dataset_id: string): { id: number }[] {
    return this.db
      .prepare<[string], { id: number }>(
        `SELECT id FROM issues WHERE dataset_id = ? AND state = 'active'
         AND json_extract(issue, '$.summary.severity') <> 'error' ORDER BY last_ms, id`,
      )
      .all(dataset_id)
  }

  private insert(dataset_id: string, issue: KnownIssue): Issue {
    const { lastInsertRowid } = this.db
      .prepare('INSERT INTO issues VALUES (NULL, ?, ?, ?, ?, NULL, ?)')
      .run(dataset_id, issueKeyOf(issue), issue.state, issue.last_ms, textOf(issue))
    return { ...issue, id: Number(lastInsertRowid), dataset_id, alerted_at_ms: null }
  }

  private update(issue: Issue): void {
    this.db
      .prepare('UPDATE issues SET state = ?, last_ms = ?, issue = ? WHERE id = ?')
      .run(issue.state, issue.last_ms, textOf(issue), issue.id)
  }
}

const errorsFirst = ({ summary }: KnownIssue): number => (summary.severity === 'error' ? 0 : 1)

const isKept = (issue: KnownIssue | Issue): issue is Issue => 'id' in issue

function issueOf({ id, dataset_id, state, last_ms, alerted_at_ms, issue }: Row): Issue {
  const { history = [], ...stored } = JSON.parse(issue) as Stored
  return { ...stored, history, id, dataset_id, state, last_ms, alerted_at_ms }
}
/** One that was kept before its history was has none. */
type Stored = Omit<KnownIssue, 'state' | 'last_ms' | 'history'> & Partial<Pick<KnownIssue, 'history'>>

/** What has no column of its own. */
function textOf(issue: KnownIssue & Partial<Issue>): string {
  const { id: _, dataset_id: __, state: ___, last_ms: ____, alerted_at_ms: _____, ...stored } = issue
  return JSON.stringify(stored)
}
