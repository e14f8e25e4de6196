import type { AuditLog } from './audit-log.js'
import type { LinkStore } from './link.js'
import type { Passwords } from './passwords.js'
import type { SessionStore } from './session.js'
import type { TotpStore } from './totp-store.js'
import type { TryStore } from './try-store.js'

/** An administrator changes everything; a developer has Test Events and tokens beside what an analyst reads. */
export const ROLES = ['administrator', 'developer', 'analyst'] as const
export type PersonRole = (typeof ROLES)[number]

/** Somebody who may sign in. Nothing secret is in it. */
export interface PersonRecord {
  /** 12 hexadecimal digits */
  id: string
  /** in lower case, as `readEmail` gives it; no two have the same */
  email: string
  role: PersonRole
  /** the datasets that they see; an administrator sees all */
  datasets: 'all' | readonly string[]
  created_at_ms: number
  disabled_at_ms: number | null
  last_seen_at_ms: number | null
  has_totp: boolean
  /** They have not chosen a password yet. */
  is_invited: boolean
}

export interface NewPerson {
  email: string
  role: PersonRole
  datasets: 'all' | readonly string[]
}
export type PersonChange = Partial<Pick<PersonRecord, 'role' | 'datasets'>> & { disabled?: boolean }

/** Why a person is not made or changed. `administrator_sees_all`: a list of datasets is for the others. */
export type PersonFault =
  | 'email_invalid'
  | 'person_exists'
  | 'people_too_many'
  | 'dataset_unknown'
  | 'administrator_sees_all'
  | 'person_unknown'
  | 'last_administrator'

/**
 * People, and all that lets them in. What takes somebody's rights away, or gives them others, ends their sessions in the
 * same transaction: whoever asks next, in whichever process, is nobody.
 */
export interface PeopleStore {
  list(): readonly PersonRecord[]
  find(id: string): PersonRecord | undefined
  /** @param email  as `readEmail` gives it */
  byEmail(email: string): PersonRecord | undefined
  /** A link for the first administrator dies with it. */
  create(person: NewPerson): PersonRecord | PersonFault
  /** A change that changes nothing ends no session. */
  change(id: string, change: PersonChange): PersonRecord | PersonFault
  delete(id: string): PersonRecord | PersonFault
  /** as `passwords.hash` gave it; null: none was chosen */
  password(id: string): string | null
  /** Ends their sessions, and kills their links. */
  setPassword(id: string, hashed: string): void
  /** The same password under today's parameters: nothing ends. */
  refreshPassword(id: string, hashed: string): void
  readonly passwords: Passwords
  readonly sessions: SessionStore
  readonly links: LinkStore
  readonly tries: TryStore
  readonly totp: TotpStore
  readonly audit: AuditLog
}
