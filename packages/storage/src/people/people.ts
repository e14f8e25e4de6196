import type Database from 'better-sqlite3'
import type { Changing } from '../configuration/changing.js'
import type { Seeds } from '../configuration/port.js'
import { AuditTable } from './audit-table.js'
import { LinkTable } from './link-table.js'
import { Passwords } from './passwords.js'
import { PersonTable } from './person-table.js'
import type { NewPerson, PeopleStore, PersonChange, PersonFault, PersonRecord } from './port.js'
import { digestOf } from './secret.js'
import { SessionTable } from './session-table.js'
import { TotpTable } from './totp-store.js'
import { TryTable } from './try-store.js'

/** People in the configuration's file. Read from it each time: nothing that was taken away is held in memory. */
export class SqlitePeople implements PeopleStore {
  private readonly table: PersonTable
  readonly passwords: Passwords
  readonly sessions: SessionTable
  readonly links: LinkTable
  readonly tries: TryTable
  readonly totp: TotpTable
  readonly audit: AuditTable

  constructor(
    db: Database.Database,
    seeds: Seeds,
    private readonly changing: Changing,
  ) {
    this.table = new PersonTable(db, seeds)
    this.passwords = new Passwords(seeds.randomBytes)
    this.sessions = new SessionTable(db, seeds, this.table)
    this.links = new LinkTable(db, seeds, changing, this.table, (id, hashed) => this.renew(id, hashed))
    this.tries = new TryTable(db, seeds.now_ms)
    this.totp = new TotpTable(db, seeds, changing, this.table)
    this.audit = new AuditTable(db, seeds.now_ms)
  }

  list(): readonly PersonRecord[] {
    return this.table.list()
  }

  find(id: string): PersonRecord | undefined {
    return this.table.find(id)
  }

  byEmail(email: string): PersonRecord | undefined {
    return this.table.byEmail(email)
  }

  create(person: NewPerson): PersonRecord | PersonFault {
    return this.changing(() => {
      const made = this.table.insert(person)
      if (typeof made !== 'string') this.links.killFirst()
      return made
    })
  }

  change(id: string, change: PersonChange): PersonRecord | PersonFault {
    return this.changing(() => {
      const person = this.table.find(id)
      if (person === undefined) return 'person_unknown'
      const changed = this.table.update(person, change)
      if (typeof changed === 'string' || changed === person) return changed
      this.sessions.endOf(id)
      if (changed.disabled_at_ms !== null) this.links.killOf(id)
      return changed
    })
  }

  delete(id: string): PersonRecord | PersonFault {
    return this.changing(() => {
      const person = this.table.find(id)
      if (person === undefined) return 'person_unknown'
      const gone = this.table.remove(person)
      if (typeof gone === 'string') return gone
      this.sessions.endOf(id)
      this.links.killOf(id)
      this.tries.forget(digestOf(person.email))
      return gone
    })
  }

  password(id: string): string | null {
    return this.table.password(id)
  }

  setPassword(id: string, hashed: string): void {
    this.changing(() => this.renew(id, hashed))
  }

  refreshPassword(id: string, hashed: string): void {
    this.table.setPassword(id, hashed)
  }

  /** A dataset that is deleted is nobody's any more. */
  deleteOf(dataset_id: string): void {
    this.table.dropDataset(dataset_id)
  }

  private renew(id: string, hashed: string): void {
    this.table.setPassword(id, hashed)
    this.sessions.endOf(id)
    this.links.killOf(id)
    const person = this.table.find(id)
    if (person) this.tries.forget(digestOf(person.email))
  }
}
