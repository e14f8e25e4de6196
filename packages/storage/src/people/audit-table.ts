import { DAY_MS } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { AuditCode } from './audit-codes.js'
import type { AuditDetail, AuditEntry, AuditLog, AuditWanted } from './audit-log.js'

export const AUDIT_ROWS_MAX = 100_000
/** Anybody can cause these: they must not push out what people have done. */
export const REFUSED_ROWS_MAX = 20_000
export const AUDIT_AGE_MS_MAX = 400 * DAY_MS
const DETAIL_CHARS_MAX = 2_000

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
