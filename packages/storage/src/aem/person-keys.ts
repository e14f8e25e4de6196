import { createHmac } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { DAY_MS } from '@countersign/core'
import Database from 'better-sqlite3'
import { migrate } from '../migrate.js'
import { openToWrite } from '../open-database.js'
import { AemClock } from './clock.js'

/**
 * How long a key is used: longer than any conversion window, so that a window meets at most two of them. A key is destroyed
 * when the period after its own ends.
 */
export const KEY_PERIOD_MS = 8 * DAY_MS
const KEY_BYTES = 32
/** Half of a SHA-256: nobody looks for a collision among digests that they cannot make. */
const DIGEST_BYTES = 16

const MIGRATIONS = [
  `CREATE TABLE keys (
    dataset_id INTEGER NOT NULL, period INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (dataset_id, period)
  ) WITHOUT ROWID`,
  `CREATE TABLE believed (believed_ms INTEGER);
   INSERT INTO believed VALUES (NULL)`,
]

/** The keys under which restricted people are digested. Without its key nobody can say whose a digest is. */
export interface PersonKeys {
  /** A text's digests: under this period's key, then under the one of the period before. */
  digests(dataset_id: string, text: string, now_ms: number): [current: string, before: string]
  /**
   * Destroys what is older than these two, and what a clock that was ahead has made.
   * @param believed_ms  up to when it is believed that time has passed: not later than `now_ms`
   * @returns how many
   */
  destroyOld(believed_ms: number, now_ms: number): number
  /**
   * The clock by which keys are destroyed where no fold is there that keeps one: what it believed last stands beside the keys.
   * @param steady_ms  a clock that only goes forward, ms since any start
   * @returns up to when it is believed that time has passed, by what the wall clock says
   */
  clock(steady_ms: () => number): (wall_ms: number) => number
  /** Destroys all keys of datasets that are not among these. */
  keepOnly(dataset_ids: readonly string[]): number
  close(): void
}

interface HeldKeys {
  period: number
  current: Uint8Array
  before: Uint8Array
}

/**
 * Keys in a file of their own, which no backup copies: what is destroyed here is then nowhere. Two processes that make a
 * key at once both get the same.
 */
export function openPersonKeys(path: string, randomBytes: (count: number) => Uint8Array): PersonKeys {
  const db = openToWrite(path)
  // No log that would keep a key beside the file, and no free page that would keep it inside.
  db.pragma('journal_mode = DELETE')
  db.pragma('secure_delete = ON')
  migrate(db, MIGRATIONS, path)
  return new SqlitePersonKeys(db, randomBytes)
}

/** Destroys a file of keys that nobody holds, and what is in it first. @returns whether there was one */
export function destroyPersonKeys(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    const db = new Database(path)
    db.pragma('secure_delete = ON')
    db.exec('DELETE FROM keys')
    db.close()
  } catch (error) {
    // One that cannot be read is removed as it is.
    if (!(error instanceof Database.SqliteError)) throw error
  }
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  return true
}

class SqlitePersonKeys implements PersonKeys {
  private readonly held = new Map<string, HeldKeys>()
  private readonly insert: Database.Statement
  private readonly find: Database.Statement<[number, number], Uint8Array>

  constructor(
    private readonly db: Database.Database,
    private readonly randomBytes: (count: number) => Uint8Array,
  ) {
    this.insert = db.prepare('INSERT OR IGNORE INTO keys VALUES (?, ?, ?)')
    this.find = db
      .prepare<[number, number], Uint8Array>('SELECT key FROM keys WHERE dataset_id = ? AND period = ?')
      .pluck()
  }

  digests(dataset_id: string, text: string, now_ms: number): [string, string] {
    const { current, before } = this.keysOf(dataset_id, periodOf(now_ms))
    return [digest(text, current), digest(text, before)]
  }

  destroyOld(believed_ms: number, now_ms: number): number {
    const beyond = this.db.prepare('DELETE FROM keys WHERE period < ? OR period > ?')
    return beyond.run(periodOf(believed_ms) - 1, periodOf(now_ms) + 1).changes
  }

  clock(steady_ms: () => number): (wall_ms: number) => number {
    const clock = new AemClock(this.db, steady_ms, 'believed')
    return (wall_ms) => clock.read(wall_ms)
  }

  keepOnly(dataset_ids: readonly string[]): number {
    this.held.clear()
    const among = dataset_ids.map(Number).join()
    return this.db.prepare(`DELETE FROM keys WHERE dataset_id NOT IN (${among})`).run().changes
  }

  close(): void {
    this.db.close()
  }

  private keysOf(dataset_id: string, period: number): HeldKeys {
    const known = this.held.get(dataset_id)
    if (known?.period === period) return known
    const made = this.db.transaction(() => ({
      period,
      current: this.findOrMake(dataset_id, period),
      before: this.findOrMake(dataset_id, period - 1),
    }))
    const held = made.immediate()
    this.held.set(dataset_id, held)
    return held
  }

  private findOrMake(dataset_id: string, period: number): Uint8Array {
    this.insert.run(Number(dataset_id), period, this.randomBytes(KEY_BYTES))
    return this.find.get(Number(dataset_id), period) as Uint8Array
  }
}

const periodOf = (at_ms: number): number => Math.floor(at_ms / KEY_PERIOD_MS)

const digest = (text: string, key: Uint8Array): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, DIGEST_BYTES).toString('base64url')
