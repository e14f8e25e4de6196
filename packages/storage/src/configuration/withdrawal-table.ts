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
import { ValueFilter } from './value-filter.js'

const SHA256_CHARS = 64

interface Entry {
  seq: number
  dataset_id: string
  value: string
}

/**
 * Who has taken back their consent. Asked for every event that is sent: from memory, where a value that may be held is
 * looked up in the file. So memory may hold too much, and only what is new has to be read.
 */
export class WithdrawalTable {
  private filter: ValueFilter | undefined
  /** those that have, or had, a withdrawal */
  private readonly datasets = new Set<string>()
  private last_seq = 0
  private version = -1
  private readonly isRevoked: Database.Statement<[string, string, ConsentKey], number>

  constructor(private readonly db: Database.Database) {
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

  /** @param version  of the configuration: while it is the same, so is what is withdrawn */
  hasRevoked(dataset_id: string, person: Person, version: number): boolean {
    if (version !== this.version) this.readNew()
    this.version = version
    const { filter } = this
    if (filter === undefined || !this.datasets.has(dataset_id)) return false
    return someConsentKey(person, (key, value) => {
      const compared = comparable(key, value)
      return filter.mayHold(compared) && this.isRevoked.get(dataset_id, compared, key) !== undefined
    })
  }

  private readNew(): void {
    const since = this.db.prepare<[number], Entry>(
      'SELECT seq, dataset_id, value FROM withdrawals WHERE seq > ? ORDER BY seq',
    )
    for (const { seq, dataset_id, value } of since.iterate(this.last_seq)) {
      this.filter ??= new ValueFilter()
      this.filter.add(value)
      this.datasets.add(dataset_id)
      this.last_seq = seq
    }
  }
}

/** What is kept of a value: of all but fbp a SHA-256, also of an MD5 that came as a digest and was let through. */
const comparable = (key: ConsentKey, value: string): string =>
  key === 'fbp' || value.length === SHA256_CHARS ? value : hash('sha256', value)

const valuesIn = (keys: ConsentKeys): [ConsentKey, string][] =>
  CONSENT_KEYS.flatMap((key) =>
    (keys[key] ?? []).map((value): [ConsentKey, string] => [key, comparable(key, value)]),
  )
