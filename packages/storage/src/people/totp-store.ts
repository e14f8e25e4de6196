import type Database from 'better-sqlite3'
import type { Changing } from '../configuration/changing.js'
import type { Seeds } from '../configuration/port.js'
import { SealedSecrets } from '../configuration/sealed-secrets.js'
import type { PersonTable } from './person-table.js'
import type { PersonRecord } from './port.js'
import { newTotpSecret, totpStepOf, totpUri } from './totp.js'

/** Codes of an authenticator app. @throws SecretUnusable where the secret cannot be sealed or read back */
export interface TotpStore {
  /** Makes a secret, which does not count before a code shows that the app has it. */
  ask(person: PersonRecord): { secret: string; uri: string }
  /** @returns false where the code is not of the secret that was asked for */
  confirm(person: PersonRecord, code: string): boolean
  /** Whether a code is right, and not used yet. It is thereby used. */
  use(person: PersonRecord, code: string): boolean
  drop(person_id: string): void
}

type Column = 'totp' | 'totp_asked'

/** The secrets as the file has them: sealed. */
export class TotpTable implements TotpStore {
  private readonly sealed: SealedSecrets

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
    private readonly changing: Changing,
    private readonly people: PersonTable,
  ) {
    this.sealed = new SealedSecrets(db, seeds)
  }

  ask(person: PersonRecord): { secret: string; uri: string } {
    const secret = newTotpSecret(this.seeds.randomBytes)
    const key = this.sealed.keyForNew({ table: 'people', id: person.id })
    const bytes = this.sealed.seal(secret, nameOf(person, 'totp_asked'), key)
    this.db.prepare('UPDATE people SET totp_asked = ? WHERE id = ?').run(bytes, person.id)
    return { secret, uri: totpUri(secret, person.email) }
  }

  confirm(person: PersonRecord, code: string): boolean {
    return this.changing(() => {
      const asked = this.read(person, 'totp_asked')
      const step = asked === undefined ? null : totpStepOf(asked.secret, code, this.seeds.now_ms(), 0)
      if (asked === undefined || step === null) return false
      const bytes = this.sealed.seal(asked.secret, nameOf(person, 'totp'), this.sealed.keyForAgain())
      this.db
        .prepare('UPDATE people SET totp = ?, totp_asked = NULL, totp_step = ? WHERE id = ?')
        .run(bytes, step, person.id)
      return true
    })
  }

  use(person: PersonRecord, code: string): boolean {
    return this.db
      .transaction(() => {
        const known = this.read(person, 'totp')
        if (known === undefined) return false
        const step = totpStepOf(known.secret, code, this.seeds.now_ms(), known.step)
        if (step === null) return false
        this.db.prepare('UPDATE people SET totp_step = ? WHERE id = ?').run(step, person.id)
        return true
      })
      .immediate()
  }

  drop(person_id: string): void {
    this.changing(() => this.people.dropTotp(person_id))
  }

  private read(person: PersonRecord, column: Column): { secret: string; step: number } | undefined {
    const row = this.db
      .prepare<[string], { bytes: Uint8Array | null; step: number }>(
        `SELECT ${column} AS bytes, totp_step AS step FROM people WHERE id = ?`,
      )
      .get(person.id)
    if (row === undefined || row.bytes === null) return undefined
    return { secret: this.sealed.open(row.bytes, nameOf(person, column)), step: row.step }
  }
}

const nameOf = ({ id }: PersonRecord, column: Column) => ({
  belongs_to: `people ${id} ${column}`,
  what: `secret of the sign-in codes of person ${id}`,
  again: `countersign user reset ${id}, which takes the codes off`,
})
