import { Failure } from '../../client/failure.js'
import { words } from '../../words/words.js'

/** What a refused sign-in means for the page. */
export type Outcome = { kind: 'code_wanted' } | { kind: 'said'; text: string }

/** @param with_code  whether a code went along: then it may be the code that is wrong */
export function outcomeOf(error: unknown, with_code: boolean): Outcome {
  if (!(error instanceof Failure)) return { kind: 'said', text: String(error) }
  const { code, retry_after_s, message, fix } = error
  if (code === 'totp_missing') return { kind: 'code_wanted' }
  if (code === 'sign_in_locked') return { kind: 'said', text: words.signIn.locked(retry_after_s) }
  if (code === 'sign_in_refused')
    return { kind: 'said', text: with_code ? words.signIn.code_refused : words.signIn.refused }
  return { kind: 'said', text: `${message} ${fix ?? ''}`.trim() }
}

/** Where to go after signing in: only ever to an address of ours. */
export function backTo(address: string | undefined): string {
  return address !== undefined && /^\/(?![/\\])/.test(address) ? address : '/'
}
