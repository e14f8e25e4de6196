import { DAY_MS } from '@countersign/core'
import type { PersonRecord } from './port.js'

export type LinkKind = 'first' | 'invite' | 'reset'

/** A one-time link that holds. Nothing secret is in it. */
export interface Link {
  kind: LinkKind
  /** null: the first administrator, who has yet to be named */
  person: PersonRecord | null
  expires_at_ms: number
}

export interface LinkStore {
  /** A link for the first administrator; the one before it dies. @returns undefined where there are people */
  first(): string | undefined
  /**
   * A link by which somebody chooses a password: an invitation while they have none, else a reset. Those before it die.
   * @returns its secret, which is kept as a digest only; undefined where they may not sign in
   */
  make(person_id: string): (Link & { secret: string }) | undefined
  find(secret: string): Link | undefined
  /**
   * Uses it up: the person has this password, a reset takes their codes off, sessions and links that they had are over.
   * @param email  who the first administrator is, as `readEmail` gives it
   * @returns undefined where it does not hold any more
   */
  use(secret: string, hashed: string, email: string | null): PersonRecord | undefined
}

export const LINK_AGE_MS_MAX: { [kind in LinkKind]: number } = {
  first: 7 * DAY_MS,
  invite: 7 * DAY_MS,
  reset: DAY_MS,
}
