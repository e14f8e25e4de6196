/** What is said of a token, what hurts most first. */
export type TokenStanding = 'invalid' | 'missing' | 'expires' | 'valid' | 'unknown'

/** In so long somebody is to have put a new one in its place. */
const EXPIRES_SOON_MS = 14 * 24 * 3_600_000

interface Checked {
  state: 'valid' | 'invalid' | 'unknown'
  expires_at_ms: number | null
  scopes_missing: readonly string[]
}

export function tokenStanding(
  { state, expires_at_ms, scopes_missing }: Checked,
  now_ms: number,
): TokenStanding {
  if (state !== 'valid') return state
  if (scopes_missing.length > 0) return 'missing'
  return expires_at_ms !== null && expires_at_ms - now_ms < EXPIRES_SOON_MS ? 'expires' : 'valid'
}
