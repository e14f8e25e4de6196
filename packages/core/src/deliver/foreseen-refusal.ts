import { graphError } from '../problem/graph-error.js'
import type { Problem } from '../problem/problem.js'
import { DEFAULT_LIMITS, type Limits } from '../validate/limits.js'
import { validateEvent } from '../validate/validate.js'
import type { Refusal } from './decision.js'
import type { GraphEvent } from './graph-event.js'

/**
 * What the destination would refuse an event for, by the rules that our own Conversions API answers by. A beacon is
 * counted whatever it lacks, say a Purchase's currency; sent, it would refuse its whole batch. So it becomes a dead
 * letter before, in the words that Meta would have had, and can be mended and resent as one.
 * @returns null where nothing is known against it
 */
export function foreseenRefusal(
  event: GraphEvent,
  now_ms: number,
  limits: Limits = DEFAULT_LIMITS,
): Refusal | null {
  const { problems } = validateEvent(event, 0, now_ms, limits)
  return problems.length === 0 ? null : refusalOf(problems)
}

/** What a destination would say of one event's problems. @param problems  at least one; paths begin with `data[0]` */
export function refusalOf(problems: readonly Problem[]): Refusal {
  const here = problems.map((problem) => ({ ...problem, at: problem.at.replace(/^data\[0\]\.?/, '') }))
  const { http, body } = graphError(here, '')
  const { code, error_subcode, error_user_title, error_user_msg } = body.error
  return {
    http,
    code,
    subcode: error_subcode ?? null,
    title: error_user_title,
    message: error_user_msg,
    fbtrace_id: null,
  }
}
