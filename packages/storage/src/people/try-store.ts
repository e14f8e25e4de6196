import type Database from 'better-sqlite3'
import { afterFailure, type Failures, FORGOTTEN_AFTER_MS, lockedUntil, standing } from './lock-out.js'

/** Whose tries are counted. An email that nobody has is counted like one that somebody has: nobody learns which it is. */
export interface Trier {
  /** a digest, so that what somebody typed by mistake is not kept */
  email_digest: string
  /** null where it is not known */
  address_digest: string | null
}

export interface TryStore {
  /**
   * Takes one try, counted as failed before it is looked at: of many at once only so many get through.
   * @returns until when none may be made; 0: this one may
   */
  begin(trier: Trier): number
  /** The try was no failure, and no success either, e.g. a right password that wants a code. */
  giveBack(trier: Trier): void
  /** It was a success: the person starts anew. The address does not: whoever has one account would try the others. */
  succeed(trier: Trier): void
  /** A person whose password was set anew starts anew. */
  forget(email_digest: string): void
}

/** Beyond, those whose last failure is longest ago are forgotten. */
const TRIERS_MAX = 20_000
type Of = 'email' | 'address'

/** Failed tries as the file has them, so that a restart forgives nothing. */
export class TryTable implements TryStore {
  constructor(
    private readonly db: Database.Database,
    private readonly now_ms: () => number,
  ) {}

  begin(trier: Trier): number {
    const now_ms = this.now_ms()
    const keys = keysOf(trier)
    return this.db
      .transaction(() => {
        const until_ms = Math.max(
          ...keys.map(([of, name]) => lockedUntil(standing(this.read(of, name), now_ms))),
        )
        if (until_ms > now_ms) return until_ms
        for (const [of, name] of keys) this.write(of, name, afterFailure(this.read(of, name), now_ms))
        this.keepBounded(now_ms)
        return 0
      })
      .immediate()
  }

  giveBack(trier: Trier): void {
    const less = this.db.prepare(
      'UPDATE tries SET failures = failures - 1 WHERE of = ? AND name = ? AND failures > 0',
    )
    for (const [of, name] of keysOf(trier)) less.run(of, name)
  }

  succeed(trier: Trier): void {
    this.giveBack(trier)
    this.forget(trier.email_digest)
  }

  forget(email_digest: string): void {
    this.db.prepare("DELETE FROM tries WHERE of = 'email' AND name = ?").run(email_digest)
  }

  private read(of: Of, name: string): Failures | undefined {
    return this.db
      .prepare<[Of, string], Failures>('SELECT failures, last_ms FROM tries WHERE of = ? AND name = ?')
      .get(of, name)
  }

  private write(of: Of, name: string, { failures, last_ms }: Failures): void {
    this.db.prepare('INSERT OR REPLACE INTO tries VALUES (?, ?, ?, ?)').run(of, name, failures, last_ms)
  }

  private keepBounded(now_ms: number): void {
    for (const of of ['email', 'address'] as const) {
      this.db.prepare('DELETE FROM tries WHERE of = ? AND last_ms <= ?').run(of, now_ms - FORGOTTEN_AFTER_MS)
      this.db
        .prepare(
          `DELETE FROM tries WHERE of = ? AND name IN (SELECT name FROM tries WHERE of = ?
           ORDER BY last_ms DESC LIMIT -1 OFFSET ${TRIERS_MAX})`,
        )
        .run(of, of)
    }
  }
}

const keysOf = ({ email_digest, address_digest }: Trier): [Of, string][] => [
  ['email', email_digest],
  ...(address_digest === null ? [] : ([['address', address_digest]] as [Of, string][])),
]
