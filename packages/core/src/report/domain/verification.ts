import { DAY_MS } from '../../time.js'
import { PROOF_METHODS, type ProofFound, type ProofMethod } from './proof.js'

/** What is known of a domain's ownership. */
export interface Verification {
  /** when it was first shown; null: it never was. It stays: @source reference 10.3 */
  verified_at_ms: number | null
  /** by which it was last shown */
  method: ProofMethod | null
  last_checked_ms: number | null
  /** when a check last found the token */
  last_ok_ms: number | null
  /** why the last check did not; null: it did, or there was none */
  failure: string | null
  /** in a row */
  failures: number
  /** not before, in the background */
  next_check_ms: number
}

/** - `pending`: never shown. `failing`: it was, and the last check did not find it */
export type DomainStatus = 'verified' | 'failing' | 'pending'

export const newVerification = (now_ms: number): Verification => ({
  verified_at_ms: null,
  method: null,
  last_checked_ms: null,
  last_ok_ms: null,
  failure: null,
  failures: 0,
  next_check_ms: now_ms + FIRST_CHECK_MS,
})

export const domainStatus = ({ verified_at_ms, failure }: Verification): DomainStatus => {
  if (verified_at_ms === null) return 'pending'
  return failure === null ? 'verified' : 'failing'
}

/** By then an owner who has just been told what to put where may have put it there. */
const FIRST_CHECK_MS = 15 * 60_000
const RETRY_MS = 15 * 60_000

/** What each method found. Those that come after the one that found the token may be left out. */
export type Checked = { readonly [M in ProofMethod]?: ProofFound }

/**
 * What is known after a check. A domain that is verified stays so: a proof that is gone, or a site that is down, is kept
 * as a failure beside it. Looked at again after a day; after a failure 15 minutes, twice as long with each, up to a day.
 */
export function afterCheck(known: Verification, checked: Checked, now_ms: number): Verification {
  const method = PROOF_METHODS.find((one) => checked[one]?.found === 'token')
  if (method !== undefined)
    return {
      verified_at_ms: known.verified_at_ms ?? now_ms,
      method,
      last_checked_ms: now_ms,
      last_ok_ms: now_ms,
      failure: null,
      failures: 0,
      next_check_ms: now_ms + DAY_MS,
    }
  const failures = known.failures + 1
  return {
    ...known,
    last_checked_ms: now_ms,
    failure: failureOf(checked),
    failures,
    next_check_ms: now_ms + Math.min(RETRY_MS * 2 ** Math.min(failures - 1, 10), DAY_MS),
  }
}

const PLACES: { [M in ProofMethod]: string } = { dns: 'DNS', meta: 'home page', file: 'file' }
const FAILURE_CHARS_MAX = 600

/** `DNS: no record of ours; home page: no meta tag of ours; file: it answers with 404` */
function failureOf(checked: Checked): string {
  const parts = PROOF_METHODS.flatMap((method) => {
    const one = checked[method]
    return one === undefined ? [] : [`${PLACES[method]}: ${wordsOf(method, one)}`]
  })
  return parts.join('; ').slice(0, FAILURE_CHARS_MAX)
}

const ABSENT: { [M in ProofMethod]: string } = {
  dns: 'no such TXT record',
  meta: 'no such meta tag in its head',
  file: 'it does not hold the token',
}

const wordsOf = (method: ProofMethod, one: ProofFound): string => {
  if (one.found === 'unreachable') return one.why
  if (one.found === 'other_token') return 'the token there is another one'
  return ABSENT[method]
}
