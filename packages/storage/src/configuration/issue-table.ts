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

/** More would not be read by anyone. Where it is full, the oldest that are resolved make room; without any, what is new is not kept. */
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
    const room = this.makeRoom(dataset_id, fresh.length, known.length, new Set(events.map(issueKeyOf)))
    const ids = new Map<string, Issue>()
    for (const issue of issues) {
      if (!isKept(issue)) continue
      ids.set(issueKeyOf(issue), issue)
      if (!before.has(issue)) this.update(issue)
    }
    for (const issue of fresh.slice(0, room)) ids.set(issueKeyOf(issue), this.insert(dataset_id, issue))
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

  /** @param spared  that something has just happened to @returns for how many new ones there is room */
  private makeRoom(dataset_id: string, wanted: number, held: number, spared: ReadonlySet<string>): number {
    const excess = held + wanted - this.issues_max
    if (excess <= 0) return wanted
    const oldest = this.db
      .prepare<[string], { id: number; issue_key: string }>(
        `SELECT id, issue_key FROM issues WHERE dataset_id = ? AND state IN ('resolved', 'marked_resolved')
         ORDER BY last_ms, id`,
      )
      .all(dataset_id)
      .filter(({ issue_key }) => !spared.has(issue_key))
      .slice(0, excess)
    const remove = this.db.prepare('DELETE FROM issues WHERE id = ?')
    for (const { id } of oldest) remove.run(id)
    return Math.max(0, wanted - (excess - oldest.length))
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

const isKept = (issue: KnownIssue | Issue): issue is Issue => 'id' in issue

const issueOf = ({ id, dataset_id, state, last_ms, alerted_at_ms, issue }: Row): Issue => ({
  ...(JSON.parse(issue) as Omit<KnownIssue, 'state' | 'last_ms'>),
  id,
  dataset_id,
  state,
  last_ms,
  alerted_at_ms,
})

/** What has no column of its own. */
function textOf(issue: KnownIssue & Partial<Issue>): string {
  const { id: _, dataset_id: __, state: ___, last_ms: ____, alerted_at_ms: _____, ...stored } = issue
  return JSON.stringify(stored)
}
