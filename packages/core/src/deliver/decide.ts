import { blamedBy } from './blame-places.js'
import type { Answer, Decision, NetworkFailure, Refusal } from './decision.js'
import { codedRow, uncodedRow, type Verdict } from './error-table.js'
import { printable } from './printable.js'
import { type ReadBody, type ReadError, readBody } from './read-body.js'
import { isNearFull } from './usage.js'

/**
 * Says what is to be done after one request: the one place where answers become deeds. The numbers decide, by
 * `error-table.ts`; texts are in the language of the token's owner and are only handed on.
 *
 * - An answer that neither takes nor refuses (HTML, nothing, 200 without `events_received`) leaves unknown what was
 *   taken: sent again, since the same event_id makes that safe.
 * - A code that nobody knows: retry if it is transient or 5xx, else some of the events are blamed.
 * @param events  how many the request carried, at least 1
 * @returns texts are bounded and printable. Never throws, whatever the body.
 * @source reference 5.6
 */
export function decide(answer: Answer, events: number): Decision {
  if (answer.kind === 'network') return decideOnFailure(answer.failure)
  const said = readBody(answer.body)
  if (said.error !== null) return decideOnError(answer, said, said.error, events)
  if (answer.status >= 200 && answer.status < 300) return decideOnSuccess(answer, said, events)
  return decideOnStatus(answer, said, events)
}

type HttpAnswer = Extract<Answer, { kind: 'http' }>

const FAILURES: { readonly [F in NetworkFailure]: string } = {
  timeout: 'No answer in time.',
  refused: 'The connection was refused.',
  reset: 'The connection broke off.',
  dns: 'The host name was not found.',
  tls: 'No secure connection could be made. Check the certificate of the address.',
  forbidden_address:
    'The host has a private address. If that is right, allow the host by name for this destination.',
  other: 'The request failed.',
}

function decideOnFailure(failure: NetworkFailure): Decision {
  const why = FAILURES[failure]
  if (failure === 'forbidden_address') return { do: 'stop', why }
  return { do: 'retry', why, slow_down: false, after_ms: null }
}

function decideOnSuccess(answer: HttpAnswer, said: ReadBody, events: number): Decision {
  const { events_received, fbtrace_id } = said
  if (events_received === null && !ACCEPTED_UNSEEN.has(answer.status))
    return retry(answer, 'The answer does not say what was taken (no events_received).', false)
  if (events_received === 0 && events > 0)
    return retry(answer, 'The answer says that none of the events was taken (events_received is 0).', false)
  const messages = [...said.messages]
  if (events_received !== null && events_received !== events)
    messages.push(`events_received is ${events_received}, but ${events} were sent.`)
  return { do: 'accept', events_received, fbtrace_id, messages, slow_down: isNearFull(answer.usage_percent) }
}
/** A gateway takes events before it has looked into them. @source reference 5.12 */
const ACCEPTED_UNSEEN: ReadonlySet<number> = new Set([202, 204])

function decideOnError(answer: HttpAnswer, said: ReadBody, error: ReadError, events: number): Decision {
  const { code, subcode } = error
  const row = code === null ? undefined : codedRow(code, subcode, error.developer_message)
  const blamed = blamedBy(error.error_data, events)
  const verdict = row?.verdict ?? verdictOnUnknown(answer.status, error)
  const refusal = refusalOf(answer.status, error, said.fbtrace_id)
  const why = `${row?.says ?? uncodedSays(answer.status)} ${wordsOf(refusal)}`
  if (verdict === 'blame' || verdict === 'doubtful') {
    if (error.is_transient) return retry(answer, why, false)
    if (blamed.request_field !== null)
      return {
        do: 'stop',
        why: printable(`The setting ${blamed.request_field} is refused. ${wordsOf(refusal)}`),
      }
    return blame(refusal, blamed.places, verdict === 'blame', false, events)
  }
  return carryOut(verdict, answer, why, refusal, events)
}

/** An error of which the table knows nothing. */
function verdictOnUnknown(status: number, error: ReadError): Verdict {
  if (status === 413) return 'too_large'
  if (status === 429) return 'slow'
  if (status >= 500 || error.is_transient) return 'retry'
  if (status === 401) return 'stop'
  return error.code !== null || (status >= 400 && status < 500) ? 'doubtful' : 'retry'
}

const uncodedSays = (status: number): string =>
  (status === 413 || status === 429 || status === 401 || status >= 500
    ? uncodedRow(status)?.says
    : undefined) ?? 'The destination does not accept the request.'

function decideOnStatus(answer: HttpAnswer, said: ReadBody, events: number): Decision {
  const { status } = answer
  const refusal: Refusal = {
    http: status,
    code: null,
    subcode: null,
    title: `HTTP ${status}`,
    message: printable(answer.body),
    fbtrace_id: said.fbtrace_id,
  }
  // An API that only resembles Graph refuses in JSON of its own; HTML and nothing come from what stands before it.
  if (said.is_object && (status === 400 || status === 422)) return blame(refusal, null, false, false, events)
  const row = uncodedRow(status)
  const why = `${row?.says ?? 'The answer is none of HTTP.'} (HTTP ${status})`
  return carryOut(row?.verdict ?? 'retry', answer, why, refusal, events)
}

function carryOut(
  verdict: Verdict,
  answer: HttpAnswer,
  why: string,
  refusal: Refusal,
  events: number,
): Decision {
  if (verdict === 'stop') return { do: 'stop', why: printable(why) }
  if (verdict === 'too_large') return blame(refusal, null, true, true, events)
  return retry(answer, why, verdict === 'slow')
}

function retry(answer: HttpAnswer, why: string, slow: boolean): Decision {
  const { retry_after_s, usage_percent } = answer
  const after_ms = retry_after_s === null || !(retry_after_s > 0) ? null : Math.ceil(retry_after_s * 1000)
  return { do: 'retry', why: printable(why), slow_down: slow || isNearFull(usage_percent), after_ms }
}

const blame = (
  refusal: Refusal,
  places: number[] | null,
  sure: boolean,
  too_large: boolean,
  events: number,
): Decision =>
  events <= 1 ? { do: 'refuse', refusal, sure } : { do: 'blame', refusal, places, too_large, sure }

const refusalOf = (http: number, error: ReadError, fbtrace_id: string | null): Refusal => ({
  http,
  code: error.code,
  subcode: error.subcode,
  title: error.title || `HTTP ${http}`,
  message: error.message,
  fbtrace_id,
})

/** `(190/463: Error validating access token)` */
function wordsOf({ http, code, subcode, title, message }: Refusal): string {
  const number = code === null ? `HTTP ${http}` : subcode === null ? `${code}` : `${code}/${subcode}`
  return `(${number}: ${message || title})`
}
