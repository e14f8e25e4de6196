import type Database from 'better-sqlite3'
import type { Seeds } from '../configuration/port.js'
import type { PersonTable } from './person-table.js'
import { digestOf, isSecret, newSecret } from './secret.js'
import {
  isAlive,
  SEEN_STEP_MS,
  SESSION_AGE_MS_MAX,
  SESSION_IDLE_MS,
  SESSIONS_OF_PERSON_MAX,
  type Session,
  type SessionStore,
} from './session.js'

interface Row {
  person_id: string
  created_at_ms: number
  seen_at_ms: number
}

/** Sessions as the file has them. Asked for each request, and never held in memory: what ended is over at once. */
export class SessionTable implements SessionStore {
  private readonly select: Database.Statement<[string], Row>

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Pick<Seeds, 'now_ms' | 'randomBytes'>,
    private readonly people: PersonTable,
  ) {
    this.select = db.prepare('SELECT person_id, created_at_ms, seen_at_ms FROM sessions WHERE digest = ?')
  }

  begin(person_id: string, replaced?: string): string {
    const secret = newSecret(this.seeds.randomBytes)
    const digest = digestOf(secret)
    const now_ms = this.seeds.now_ms()
    this.db
      .transaction(() => {
        if (replaced !== undefined) this.end(replaced)
        this.dropDead(now_ms)
        this.db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(digest, person_id, now_ms, now_ms)
        this.db
          .prepare(
            `DELETE FROM sessions WHERE digest IN (SELECT digest FROM sessions WHERE person_id = ?
             ORDER BY digest = ? DESC, created_at_ms DESC LIMIT -1 OFFSET ${SESSIONS_OF_PERSON_MAX})`,
          )
          .run(person_id, digest)
        this.people.seen(person_id, now_ms)
      })
      .immediate()
    return secret
  }

  find(secret: string): Session | undefined {
    const found = this.look(secret)
    if (found === undefined) return undefined
    const { person, row, digest } = found
    const now_ms = this.seeds.now_ms()
    if (now_ms - row.seen_at_ms >= SEEN_STEP_MS) {
      this.db.prepare('UPDATE sessions SET seen_at_ms = ? WHERE digest = ?').run(now_ms, digest)
      this.people.seen(person.id, now_ms)
    }
    return { person, created_at_ms: row.created_at_ms }
  }

  holds(secret: string): boolean {
    return this.look(secret) !== undefined
  }

  end(secret: string): void {
    this.db.prepare('DELETE FROM sessions WHERE digest = ?').run(digestOf(secret))
  }

  endOf(person_id: string): void {
    this.db.prepare('DELETE FROM sessions WHERE person_id = ?').run(person_id)
  }

  private look(secret: string) {
    if (!isSecret(secret)) return undefined
    const digest = digestOf(secret)
    const row = this.select.get(digest)
    if (row === undefined || !isAlive(row, this.seeds.now_ms())) return undefined
    const person = this.people.find(row.person_id)
    return person === undefined || person.disabled_at_ms !== null ? undefined : { person, row, digest }
  }

  private dropDead(now_ms: number): void {
    this.db
      .prepare('DELETE FROM sessions WHERE seen_at_ms <= ? OR created_at_ms <= ?')
      .run(now_ms - SESSION_IDLE_MS, now_ms - SESSION_AGE_MS_MAX)
  }
}
