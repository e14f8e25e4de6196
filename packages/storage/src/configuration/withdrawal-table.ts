import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import {
  CONSENT_KEYS,
  type ConsentKey,
  type ConsentKeys,
  type Person,
  someConsentKey,
  type Withdrawal,
  type Withdrawals,
} from './consent.js'

/** Values that are kept in memory: some 15 MB. With more of them the file is asked, which takes some microseconds. */
const HELD_MAX = 100_000
const SHA256_CHARS = 64

interface Entry {
  seq: number
  dataset_id: string
  value: string
}

/**
 * Who has taken back their consent. Asked for every event that is sent: from memory, where a value that is held is
 * looked up in the file once more. So what is held may be too much, and only what is new has to be read.
 */
export class WithdrawalTable {
  /** by dataset; null: there are too many to hold */
  private held: Map<string, Set<string>> | null = new Map()
  private held_count = 0
  private last_seq = 0
  private version = -1
  /** whether a dataset has any, where they are not held */
  private readonly known = new Map<string, boolean>()
  private readonly isRevoked: Database.Statement<[string, string, ConsentKey], number>

  constructor(
    private readonly db: Database.Database,
    private readonly held_max = HELD_MAX,
  ) {
    this.isRevoked = db
      .prepare<[string, string, ConsentKey], number>(
        'SELECT 1 FROM withdrawals WHERE dataset_id = ? AND value = ? AND match_key = ?',
      )
      .pluck()
  }

  /** @returns how many values are new */
  revoke(dataset_id: string, keys: ConsentKeys, now_ms: number): number {
    const insert = this.db.prepare('INSERT OR IGNORE INTO withdrawals VALUES (NULL, ?, ?, ?, ?)')
    return valuesIn(keys).reduce(
      (sum, [key, value]) => sum + insert.run(dataset_id, key, value, now_ms).changes,
      0,
    )
  }

  /** @returns how many values were there */
  grant(dataset_id: string, keys: ConsentKeys): number {
    const remove = this.db.prepare(
      'DELETE FROM withdrawals WHERE dataset_id = ? AND match_key = ? AND value = ?',
    )
    return valuesIn(keys).reduce((sum, [key, value]) => sum + remove.run(dataset_id, key, value).changes, 0)
  }

  deleteOf(dataset_id: string): void {
    this.db.prepare('DELETE FROM withdrawals WHERE dataset_id = ?').run(dataset_id)
  }

  list(dataset_id: string, limit: number): Withdrawals {
    const counted = this.db
      .prepare<[string], { key: ConsentKey; count: number }>(
        'SELECT match_key AS key, count(*) AS count FROM withdrawals WHERE dataset_id = ? GROUP BY match_key',
      )
      .all(dataset_id)
    const count = (key: ConsentKey) => counted.find((row) => row.key === key)?.count ?? 0
    const latest = this.db.prepare<[string, number], Withdrawal>(
      `SELECT match_key AS key, value, revoked_at_ms FROM withdrawals WHERE dataset_id = ?
       ORDER BY revoked_at_ms DESC, seq DESC LIMIT ?`,
    )
    return {
      counts: Object.fromEntries(CONSENT_KEYS.map((key) => [key, count(key)])) as Withdrawals['counts'],
      latest: latest.all(dataset_id, limit),
    }
  }

  /** @param version  of the configuration: while it is the same, so is what is held */
  hasRevoked(dataset_id: string, person: Person, version: number): boolean {
    if (version !== this.version) this.freshen(version)
    if (this.held === null) {
      if (!this.hasAny(dataset_id)) return false
      return someConsentKey(
        person,
        (key, value) => this.isRevoked.get(dataset_id, comparable(key, value), key) !== undefined,
      )
    }
    const held = this.held.get(dataset_id)
    if (held === undefined) return false
    return someConsentKey(person, (key, value) => {
      const compared = comparable(key, value)
      return held.has(compared) && this.isRevoked.get(dataset_id, compared, key) !== undefined
    })
  }

  /** Reads what has come since it was last read. */
  private freshen(version: number): void {
    this.known.clear()
    if (this.held !== null) this.holdMore(this.held)
    this.version = version
  }

  private holdMore(all: Map<string, Set<string>>): void {
    const since = this.db.prepare<[number, number], Entry>(
      'SELECT seq, dataset_id, value FROM withdrawals WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    for (const { seq, dataset_id, value } of since.all(this.last_seq, this.held_max - this.held_count + 1)) {
      const held = all.get(dataset_id) ?? new Set()
      all.set(dataset_id, held.add(value))
      this.held_count += 1
      this.last_seq = seq
    }
    if (this.held_count > this.held_max) this.held = null
  }

  private hasAny(dataset_id: string): boolean {
    const known = this.known.get(dataset_id)
    if (known !== undefined) return known
    const any = this.db.prepare('SELECT 1 FROM withdrawals WHERE dataset_id = ? LIMIT 1').get(dataset_id)
    this.known.set(dataset_id, any !== undefined)
    return any !== undefined
  }
}

/** What is kept of a value: of all but fbp a SHA-256, also of an MD5 that came as a digest and was let through. */
const comparable = (key: ConsentKey, value: string): string =>
  key === 'fbp' || value.length === SHA256_CHARS ? value : hash('sha256', value)

const valuesIn = (keys: ConsentKeys): [ConsentKey, string][] =>
  CONSENT_KEYS.flatMap((key) =>
    (keys[key] ?? []).map((value): [ConsentKey, string] => [key, comparable(key, value)]),
  )
