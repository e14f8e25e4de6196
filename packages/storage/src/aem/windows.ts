import { HOUR_MS } from '@countersign/core'
import { type Kept, NEW_WINDOW, type PersonWindow } from '@countersign/core/report'
import type Database from 'better-sqlite3'

/** Another report of an event is looked for this long after the first: as long as counting does by default. */
const SAME_EVENT_MS = 48 * HOUR_MS

interface Stored {
  id: number
  campaign: string | null
  slot: number | null
  event_name: string | null
  bucket: string | null
  kept_campaign: string | null
}
export interface OpenWindow {
  id: number
  window: PersonWindow
}
/** Whose windows: a dataset's on one of its domains. */
export interface Place {
  dataset_id: string
  domain: string
}
export interface DueWindow {
  dataset_id: number
  domain: string
  due_ms: number
  kept: Kept | null
}

/** The conversion windows of restricted people, each found by digests, and gone with its report. */
export class WindowTable {
  private readonly byPerson: Database.Statement<[number, string, string, number], Stored>
  private readonly byEvent: Database.Statement<[number, string, string, number], number>
  private readonly insert: Database.Statement
  private readonly update: Database.Statement
  private readonly know: Database.Statement
  private readonly due: Database.Statement<
    [number, number],
    Stored & { dataset_id: number; domain: string; due_ms: number }
  >
  private readonly removals: Database.Statement[]

  constructor(db: Database.Database) {
    const known = `FROM known JOIN windows ON windows.id = known.window_id
      WHERE known.dataset_id = ? AND known.domain = ? AND known.digest = ?`
    this.byPerson = db.prepare(`SELECT windows.* ${known} AND ends_ms > ? ORDER BY ends_ms DESC LIMIT 1`)
    this.byEvent = db
      .prepare<[number, string, string, number], number>(`SELECT windows.id ${known} AND at_ms >= ? LIMIT 1`)
      .pluck()
    this.insert = db.prepare('INSERT INTO windows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.update = db.prepare(
      'UPDATE windows SET campaign = ?, slot = ?, event_name = ?, bucket = ?, kept_campaign = ? WHERE id = ?',
    )
    this.know = db.prepare('INSERT OR IGNORE INTO known VALUES (?, ?, ?, ?, ?)')
    this.due = db.prepare('SELECT * FROM windows WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?')
    this.removals = [
      db.prepare('DELETE FROM known WHERE window_id = ?'),
      db.prepare('DELETE FROM windows WHERE id = ?'),
    ]
  }

  /** The window of a person that is open at a time. */
  openOf({ dataset_id, domain }: Place, digests: readonly string[], at_ms: number): OpenWindow | undefined {
    for (const digest of digests) {
      const stored = this.byPerson.get(Number(dataset_id), domain, digest, at_ms)
      if (stored) return { id: stored.id, window: { kept: keptIn(stored), campaign: stored.campaign } }
    }
    return undefined
  }

  /** The window that has seen an event with one of these digests not long ago. */
  withEvent({ dataset_id, domain }: Place, digests: readonly string[], at_ms: number): number | undefined {
    for (const digest of digests) {
      const id = this.byEvent.get(Number(dataset_id), domain, digest, at_ms - SAME_EVENT_MS)
      if (id !== undefined) return id
    }
    return undefined
  }

  begin({ dataset_id, domain }: Place, id: number, ends_ms: number, due_ms: number): OpenWindow {
    this.insert.run(id, Number(dataset_id), domain, ends_ms, due_ms, null, null, null, null, null)
    return { id, window: NEW_WINDOW }
  }

  save(id: number, { kept, campaign }: PersonWindow): void {
    const { slot, event_name, bucket } = kept ?? { slot: null, event_name: null, bucket: null }
    this.update.run(campaign, slot, event_name, bucket, kept?.campaign ?? null, id)
  }

  /** Has a window found by these digests from now on. */
  learn({ dataset_id, domain }: Place, digests: readonly string[], id: number, at_ms: number): void {
    for (const digest of digests) this.know.run(Number(dataset_id), domain, digest, id, at_ms)
  }

  isDue(now_ms: number): boolean {
    return this.due.get(now_ms, 1) !== undefined
  }

  /** Takes out the windows that are due, the first first. */
  takeDue(now_ms: number, limit: number): DueWindow[] {
    return this.due.all(now_ms, limit).map((stored) => {
      for (const removal of this.removals) removal.run(stored.id)
      const { dataset_id, domain, due_ms } = stored
      return { dataset_id, domain, due_ms, kept: keptIn(stored) }
    })
  }
}

function keptIn({ slot, event_name, bucket, kept_campaign }: Stored): Kept | null {
  if (slot === null || event_name === null || bucket === null) return null
  return { slot, event_name, bucket, campaign: kept_campaign }
}
