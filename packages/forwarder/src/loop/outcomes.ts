import { type Answer, backoffMs, type Decision, type Refusal } from '@countersign/core'
import type { Again, Outcome } from '@countersign/storage'
import type { Held } from './piece.js'

type Accepted = Extract<Decision, { do: 'accept' }>

const nothing = (answer: Answer | null): Outcome => ({
  sent: [],
  refused: [],
  again: [],
  http: answer?.kind === 'http' ? answer.status : null,
  fbtrace_id: null,
  events_received: null,
  why: null,
})

export const taken = (events: readonly Held[], answer: Answer | null, accepted: Accepted): Outcome => ({
  ...nothing(answer),
  sent: events.map(({ seq }) => seq),
  fbtrace_id: accepted.fbtrace_id,
  events_received: accepted.events_received,
  why: accepted.messages.join(' ') || null,
})

/** @param parts  those of the events that go out again at once */
export const refused = (
  aside: readonly Held[],
  parts: readonly (readonly Held[])[],
  answer: Answer | null,
  refusal: Refusal,
): Outcome => ({
  ...nothing(answer),
  refused: aside.map(({ seq }) => ({ seq, refusal })),
  parts: parts.map((part) => part.map(({ seq }) => seq)),
  fbtrace_id: refusal.fbtrace_id,
  why: wordsOf(refusal),
})

export const waiting = (again: Again[], answer: Answer | null, why: string): Outcome => ({
  ...nothing(answer),
  again,
  why,
})

/** A batch that is too large for one request, before anything was sent. */
export const divided = (parts: readonly (readonly Held[])[]): Outcome => ({
  ...nothing(null),
  parts: parts.map((part) => part.map(({ seq }) => seq)),
})

export const wordsOf = ({ title, message }: Refusal): string => [title, message].filter(Boolean).join(': ')

/**
 * When events are tried again: after a backoff that grows with their tries, in groups that are drawn separately and
 * grow smaller. An event whose batch fails for its sake, without a word on why, is so parted from the others soon.
 */
export function dueAgain(
  events: readonly Held[],
  now_ms: number,
  random: () => number,
  surely_not_taken: boolean,
): Again[] {
  const tries = events.reduce((most, { attempts }) => Math.max(most, attempts), 1)
  const group = Math.max(1, Math.ceil(events.length / 2 ** Math.min(tries - 1, GROUPS_POWER_MAX)))
  let due_ms = now_ms
  return events.map(({ seq, attempts }, at) => {
    if (at % group === 0) due_ms = now_ms + backoffMs(attempts, random())
    return { seq, due_ms, surely_not_taken }
  })
}
const GROUPS_POWER_MAX = 10

/**
 * Whether an answer leaves no doubt that nothing was taken. A time-out, a broken connection and a failure of the
 * destination leave it open: what is sent again then is counted once by its event_id, as long as that is remembered.
 */
export function surelyNotTaken(answer: Answer | null, decision: Decision): boolean {
  if (answer === null) return true
  if (answer.kind === 'network') return NEVER_ARRIVED.has(answer.failure)
  if (answer.status < 400 || answer.status >= 500) return false
  return decision.do !== 'retry' || answer.status === 429
}
const NEVER_ARRIVED: ReadonlySet<string> = new Set(['refused', 'dns', 'tls', 'forbidden_address'])
