import { DAY_MS, HOUR_MS } from '@countersign/core'
import type { PersonRecord } from './port.js'

/** A session that holds, and whose it is. */
export interface Session {
  person: PersonRecord
  created_at_ms: number
}

export interface SessionStore {
  /**
   * The secret is in the answer, and its digest in the file.
   * @param replaced  the secret of the session that it takes the place of
   */
  begin(person_id: string, replaced?: string): string
  /** The session whose secret this is, while it holds and its person may sign in. It is thereby seen. */
  find(secret: string): Session | undefined
  /** The same without being seen: a stream that is open keeps nobody signed in. */
  holds(secret: string): boolean
  end(secret: string): void
  endOf(person_id: string): void
}

export const SESSION_IDLE_MS = 12 * HOUR_MS
export const SESSION_AGE_MS_MAX = 30 * DAY_MS
/** How stale the time may be at which a session was last seen: not every request is a write. */
export const SEEN_STEP_MS = 5 * 60_000
export const SESSIONS_OF_PERSON_MAX = 50

/** Whether a session still holds. Both times are in its favour up to and without the limit. */
export const isAlive = (
  { created_at_ms, seen_at_ms }: { created_at_ms: number; seen_at_ms: number },
  now_ms: number,
): boolean => now_ms - seen_at_ms < SESSION_IDLE_MS && now_ms - created_at_ms < SESSION_AGE_MS_MAX
