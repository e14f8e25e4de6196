import { DAY_MS } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { AuditCode } from './audit-codes.js'
import type { AuditDetail, AuditEntry, AuditLog, AuditWanted } from './audit-log.js'

export const AUDIT_ROWS_MAX = 100_000
/** Anybody can cause these: they must not push out what people have done. */
export const REFUSED_ROWS_MAX = 20_000
export const AUDIT_AGE_MS_MAX = 400 * DAY_MS
const DETAIL_CHARS_MAX = 2_000
/** What scripts may do by the thousand must not push out the rest either: of one who does it, one entry an hour. */
const ONCE_AN_HOUR: ReadonlySet<AuditCode> = new Set<AuditCode>(['test_event.sent'])
const HOUR_MS = 3_600_000

/** The log as the file has it: written at its end, and cut at its beginning with each entry. */
export class AuditTable implements AuditLog {
  constructor(
    private readonly db: Database.Database,
    private readonly now_ms: () => number,
    private readonly limits = { rows: AUDIT_ROWS_MAX, refused: REFUSED_ROWS_MAX },
  ) {}

  write(who: string, what: AuditCode, dataset_id: string | null, detail: AuditDetail): void {
    const now_ms = this.now_ms()
    const text = JSON.stringify(detail)
    this.db
      .transaction(() => {
        if (ONCE_AN_HOUR.has(what) && now_ms - this.lastOf(who, what, dataset_id) < HOUR_MS) return
        this.db
          .prepare('INSERT INTO audit_log VALUES (NULL, ?, ?, ?, ?, ?)')
          .run(now_ms, who, what, dataset_id, text.length > DETAIL_CHARS_MAX ? '{"left_out":true}' : text)
        this.cut(now_ms)
        if (what === 'sign_in.refused') this.cutRefused()
      })
      .immediate()
  }

  list({ limit, after = Number.MAX_SAFE_INTEGER, dataset_id }: AuditWanted): AuditEntry[] {
    const of = dataset_id === undefined ? '' : 'AND dataset_id = @dataset_id'
    return this.db
      .prepare<object, AuditEntry & { detail: string }>(
        `SELECT * FROM audit_log WHERE id < @after ${of} ORDER BY id DESC LIMIT @limit`,
      )
      .all({ limit, after, ...(dataset_id !== undefined && { dataset_id }) })
      .map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditDetail }))
  }

  /** When somebody did it last to a dataset; long ago where they never did. */
  private lastOf(who: string, what: AuditCode, dataset_id: string | null): number {
    const last = this.db
      .prepare<[string | null, string, string], number>(
        'SELECT at_ms FROM audit_log WHERE dataset_id IS ? AND who = ? AND what = ? ORDER BY id DESC LIMIT 1',
      )
      .pluck()
    return last.get(dataset_id, who, what) ?? Number.NEGATIVE_INFINITY
  }

  /** In the order in which they were written, and no further than the first that stays. */
  private cut(now_ms: number): void {
    const kept = this.db
      .prepare<[number], number>(`SELECT id FROM audit_log ORDER BY id DESC LIMIT 1 OFFSET ?`)
      .pluck()
    const beyond = this.rows() > this.limits.rows ? kept.get(this.limits.rows) : undefined
    if (beyond !== undefined) this.db.prepare('DELETE FROM audit_log WHERE id <= ?').run(beyond)
    const oldest = this.db.prepare<[], { id: number; at_ms: number }>(
      'SELECT id, at_ms FROM audit_log ORDER BY id LIMIT 1',
    )
    for (let first = oldest.get(); first && now_ms - first.at_ms > AUDIT_AGE_MS_MAX; first = oldest.get())
      this.db.prepare('DELETE FROM audit_log WHERE id = ?').run(first.id)
  }

  /** At least as many as there are: ids grow by one, and some between them may be gone. */
  private rows(): number {
    const ends = this.db
      .prepare<[], { first: number | null; last: number | null }>(
        'SELECT (SELECT min(id) FROM audit_log) AS first, (SELECT max(id) FROM audit_log) AS last',
      )
      .get()
    return (ends?.last ?? 0) - (ends?.first ?? 0) + 1
  }

  private cutRefused(): void {
    this.db
      .prepare(
        `DELETE FROM audit_log WHERE what = 'sign_in.refused' AND id <= (
           SELECT id FROM audit_log WHERE what = 'sign_in.refused' ORDER BY id DESC LIMIT 1 OFFSET ?)`,
      )
      .run(this.limits.refused)
  }
}
