import type Database from 'better-sqlite3'
import type { Changing } from '../configuration/changing.js'
import type { Seeds } from '../configuration/port.js'
import { LINK_AGE_MS_MAX, type Link, type LinkKind, type LinkStore } from './link.js'
import type { PersonTable } from './person-table.js'
import type { PersonRecord } from './port.js'
import { digestOf, isSecret, newSecret } from './secret.js'

interface Row {
  kind: LinkKind
  person_id: string | null
  expires_at_ms: number
}

/** Links as the file has them. */
export class LinkTable implements LinkStore {
  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Pick<Seeds, 'now_ms' | 'randomBytes'>,
    private readonly changing: Changing,
    private readonly people: PersonTable,
    /** ends what a person had: they have a new password */
    private readonly renew: (person_id: string, hashed: string) => void,
  ) {}

  first(): string | undefined {
    return this.changing(() => {
      if (this.people.count() > 0) return undefined
      this.db.prepare("DELETE FROM person_links WHERE kind = 'first'").run()
      return this.insert('first', null).secret
    })
  }

  make(person_id: string): (Link & { secret: string }) | undefined {
    return this.changing(() => {
      const person = this.people.find(person_id)
      if (person === undefined || person.disabled_at_ms !== null) return undefined
      this.killOf(person_id)
      const kind = person.is_invited ? 'invite' : 'reset'
      return { ...this.insert(kind, person_id), kind, person }
    })
  }

  find(secret: string): Link | undefined {
    if (!isSecret(secret)) return undefined
    const row = this.db
      .prepare<[string], Row>('SELECT kind, person_id, expires_at_ms FROM person_links WHERE digest = ?')
      .get(digestOf(secret))
    if (row === undefined || row.expires_at_ms <= this.seeds.now_ms()) return undefined
    const { kind, person_id, expires_at_ms } = row
    if (person_id === null) return this.people.count() > 0 ? undefined : { kind, person: null, expires_at_ms }
    const person = this.people.find(person_id)
    return person === undefined || person.disabled_at_ms !== null
      ? undefined
      : { kind, person, expires_at_ms }
  }

  use(secret: string, hashed: string, email: string | null): PersonRecord | undefined {
    return this.changing(() => {
      const link = this.find(secret)
      if (link === undefined) return undefined
      const person = link.person ?? this.firstPerson(email)
      if (link.kind === 'reset') this.people.dropTotp(person.id)
      this.renew(person.id, hashed)
      this.killFirst()
      return this.people.find(person.id)
    })
  }

  /** Those of a person, who has another one, or a password, or is gone. */
  killOf(person_id: string): void {
    this.db.prepare('DELETE FROM person_links WHERE person_id = ?').run(person_id)
  }

  /** There is somebody: nobody is the first any more. */
  killFirst(): void {
    this.db.prepare("DELETE FROM person_links WHERE kind = 'first'").run()
  }

  private firstPerson(email: string | null): PersonRecord {
    const person = this.people.insert({ email: email ?? '', role: 'administrator', datasets: 'all' })
    if (typeof person === 'string') throw new Error(`The first administrator could not be made: ${person}.`)
    return person
  }

  private insert(kind: LinkKind, person_id: string | null) {
    const secret = newSecret(this.seeds.randomBytes)
    const now_ms = this.seeds.now_ms()
    const expires_at_ms = now_ms + LINK_AGE_MS_MAX[kind]
    this.db.prepare('DELETE FROM person_links WHERE expires_at_ms <= ?').run(now_ms)
    this.db
      .prepare('INSERT INTO person_links VALUES (?, ?, ?, ?)')
      .run(digestOf(secret), kind, person_id, expires_at_ms)
    return { secret, expires_at_ms }
  }
}
