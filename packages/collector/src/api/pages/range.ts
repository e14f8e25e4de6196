import { DAY_MS, dateBegin, HOUR_MS, readSince, SINCE_FORMS } from '@countersign/core'
import type { Dataset } from '@countersign/storage'
import { Type } from 'typebox'
import type { Api } from '../api.js'
import { ApiRefusal } from '../api-error.js'

const DEFAULT_DAYS = 28
/** How long a range may be: a year beside the one before, and a month of days that stand over. */
const RANGE_DAYS_MAX = 400

const time = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }))

export const RangeQuery = {
  since: time(
    `From when on: ${SINCE_FORMS}. A date is when that day begins in the dataset's time_zone. Left out: ${DEFAULT_DAYS}d.`,
  ),
  until: time('In the same forms; what is received from then on is left out. Left out: now.'),
}
interface Given {
  since?: string | undefined
  until?: string | undefined
}

/**
 * The range that is asked for, in ms.
 * @param spans  how long it is where nothing is said, and at most
 * @throws ApiRefusal where it is none, or too long
 */
export function rangeIn(
  { since, until }: Given,
  { settings: { time_zone } }: Dataset,
  { stage: { edge } }: Api,
  spans = { default_ms: DEFAULT_DAYS * DAY_MS, max_ms: RANGE_DAYS_MAX * DAY_MS },
): { since_ms: number; until_ms: number } {
  const now_ms = edge.now_ms()
  const read = (text: string, at: string): number => {
    const at_ms = dateBegin(text, time_zone) ?? readSince(text, now_ms)
    if (at_ms !== null && Math.abs(at_ms) < TIME_MAX_MS) return at_ms
    throw invalid(at, `give ${SINCE_FORMS}`)
  }
  const until_ms = until === undefined ? now_ms : read(until, 'until')
  const since_ms = since === undefined ? until_ms - spans.default_ms : read(since, 'since')
  if (since_ms >= until_ms) throw invalid('since', 'give a time before until')
  if (until_ms - since_ms > spans.max_ms + HOUR_MS)
    throw invalid('since', `give a range of at most ${Math.floor(spans.max_ms / DAY_MS)} days`)
  return { since_ms, until_ms }
}
/** What a date can hold. @source ECMA-262, 21.4.1.1 */
const TIME_MAX_MS = 8.64e15 - 2 * DAY_MS

const invalid = (at: string, seen: string) => new ApiRefusal({ code: 'parameter_invalid', at, seen })
