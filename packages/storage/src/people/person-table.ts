import type Database from 'better-sqlite3'
import type { Seeds } from '../configuration/port.js'
import { readEmail } from './email.js'
import type { NewPerson, PersonChange, PersonFault, PersonRecord, PersonRole } from './port.js'

const ID_BYTES = 6
/** A team, not a public. */
const PEOPLE_MAX = 1_000
const SHOWN = `id, email, role, datasets, created_at_ms, disabled_at_ms, last_seen_at_ms,
  totp IS NOT NULL AS has_totp, password IS NULL AS is_invited`

interface Row {
  id: string
  email: string
  role: PersonRole
  datasets: string
  created_at_ms: number
  disabled_at_ms: number | null
  last_seen_at_ms: number | null
  has_totp: number
  is_invited: number
}

/** The people as the file has them; whoever changes several things at once holds a transaction around it. */
export class PersonTable {
  private readonly byId: Database.Statement<[string], Row>

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Pick<Seeds, 'now_ms' | 'randomBytes'>,
  ) {
    this.byId = db.prepare(`SELECT ${SHOWN} FROM people WHERE id = ?`)
  }

  list(): PersonRecord[] {
    return this.db
      .prepare<[], Row>(`SELECT ${SHOWN} FROM people ORDER BY created_at_ms, id`)
      .all()
      .map(personOf)
  }

  count(): number {
    return this.db.prepare<[], number>('SELECT count(*) FROM people').pluck().get() as number
  }

  find(id: string): PersonRecord | undefined {
    const row = this.byId.get(id)
    return row && personOf(row)
  }

  byEmail(email: string): PersonRecord | undefined {
    const row = this.db.prepare<[string], Row>(`SELECT ${SHOWN} FROM people WHERE email = ?`).get(email)
    return row && personOf(row)
  }

  insert({ email: given, role, datasets }: NewPerson): PersonRecord | PersonFault {
    const email = readEmail(given)
    if (email === null) return 'email_invalid'
    if (this.byEmail(email)) return 'person_exists'
    if (this.count() >= PEOPLE_MAX) return 'people_too_many'
    const fault = this.faultIn(role, datasets)
    if (fault !== null) return fault
    const id = Buffer.from(this.seeds.randomBytes(ID_BYTES)).toString('hex')
    this.db
      .prepare('INSERT INTO people (id, email, role, datasets, created_at_ms) VALUES (?, ?, ?, ?, ?)')
      .run(id, email, role, JSON.stringify(datasets), this.seeds.now_ms())
    return this.find(id) as PersonRecord
  }

  /** @returns the same person where nothing has changed */
  update(
    person: PersonRecord,
    { role = person.role, datasets, disabled }: PersonChange,
  ): PersonRecord | PersonFault {
    const sees = datasets ?? (role === 'administrator' ? 'all' : person.datasets)
    const is_disabled = disabled ?? person.disabled_at_ms !== null
    const fault = this.faultIn(role, sees)
    if (fault !== null) return fault
    const keeps_running = role === 'administrator' && !is_disabled
    if (!keeps_running && this.isLastAdministrator(person)) return 'last_administrator'
    const disabled_at_ms = is_disabled ? (person.disabled_at_ms ?? this.seeds.now_ms()) : null
    const is_same =
      role === person.role &&
      disabled_at_ms === person.disabled_at_ms &&
      JSON.stringify(sees) === JSON.stringify(person.datasets)
    if (is_same) return person
    this.db
      .prepare('UPDATE people SET role = ?, datasets = ?, disabled_at_ms = ? WHERE id = ?')
      .run(role, JSON.stringify(sees), disabled_at_ms, person.id)
    return this.find(person.id) as PersonRecord
  }

  remove(person: PersonRecord): PersonRecord | PersonFault {
    if (this.isLastAdministrator(person)) return 'last_administrator'
    this.db.prepare('DELETE FROM people WHERE id = ?').run(person.id)
    return person
  }

  seen(id: string, now_ms: number): void {
    this.db.prepare('UPDATE people SET last_seen_at_ms = ? WHERE id = ?').run(now_ms, id)
  }

  password(id: string): string | null {
    const select = this.db
      .prepare<[string], string | null>('SELECT password FROM people WHERE id = ?')
      .pluck()
    return select.get(id) ?? null
  }

  setPassword(id: string, hashed: string): void {
    this.db.prepare('UPDATE people SET password = ? WHERE id = ?').run(hashed, id)
  }

  dropTotp(id: string): void {
    this.db.prepare('UPDATE people SET totp = NULL, totp_asked = NULL, totp_step = 0 WHERE id = ?').run(id)
  }

  /** A dataset that is gone is nobody's any more. */
  dropDataset(dataset_id: string): void {
    const update = this.db.prepare('UPDATE people SET datasets = ? WHERE id = ?')
    for (const { id, datasets } of this.list())
      if (datasets !== 'all' && datasets.includes(dataset_id))
        update.run(JSON.stringify(datasets.filter((one) => one !== dataset_id)), id)
  }

  /** Who was only invited may never come: they are not counted, and may be taken away. */
  private isLastAdministrator({ id, role, disabled_at_ms, is_invited }: PersonRecord): boolean {
    if (role !== 'administrator' || disabled_at_ms !== null || is_invited) return false
    const others = this.db.prepare(
      `SELECT 1 FROM people WHERE role = 'administrator' AND disabled_at_ms IS NULL AND password IS NOT NULL
       AND id <> ?`,
    )
    return others.get(id) === undefined
  }

  private faultIn(role: PersonRole, datasets: PersonRecord['datasets']): PersonFault | null {
    if (datasets === 'all') return null
    if (role === 'administrator') return 'administrator_sees_all'
    const exists = this.db.prepare('SELECT 1 FROM datasets WHERE id = ?')
    return datasets.every((id) => exists.get(id) !== undefined) ? null : 'dataset_unknown'
  }
}

const personOf = ({ datasets, has_totp, is_invited, ...row }: Row): PersonRecord => ({
  ...row,
  datasets: JSON.parse(datasets) as PersonRecord['datasets'],
  has_totp: has_totp === 1,
  is_invited: is_invited === 1,
})
