import { utf8Bytes } from '../decode/utf8-bytes.js'
import type { JsonObject } from '../event.js'
import { EVENTS_MAX } from '../validate/limits.js'
import type { GraphEvent } from './graph-event.js'

/** A request's JSON stays below what servers and proxies take: ours takes 10 MiB. @source reference 16 */
export const BATCH_BYTES_MAX = 8 * 1024 * 1024
/** For the list's brackets and the fields beside it */
const ENVELOPE_BYTES = 1024

/**
 * How many of the next events go into one request: at most 1,000, and at most 8 MiB of JSON.
 * @param events_bytes  of each its JSON in bytes, in the order in which they go
 * @returns at least 1 where there is one: an event too large by itself is the destination's to refuse
 */
export function batchLength(events_bytes: readonly number[], events_max = EVENTS_MAX): number {
  const most = Math.min(events_bytes.length, Math.max(1, events_max), EVENTS_MAX)
  let bytes = ENVELOPE_BYTES
  for (let at = 0; at < most; at += 1) {
    bytes += (events_bytes[at] ?? 0) + 1 // and a comma
    if (bytes > BATCH_BYTES_MAX) return Math.max(1, at)
  }
  return most
}

/** The bytes of an event's JSON. */
export const jsonBytes = (json: string): number => utf8Bytes(json)

/** What is said once for a whole request. */
export interface BatchFields {
  partner_agent?: string | null
  /** Routes a copy to Meta's Test Events */
  test_event_code?: string | null
}

/** The body of a request without its token, which belongs into a header. @source reference 5.2 */
export const toGraphBody = (events: readonly GraphEvent[], fields: BatchFields): JsonObject => ({
  data: [...events],
  ...batchFields(fields),
})

/** The fields beside `data`; one that the destination would refuse is left out. @source reference 5.2 */
export function batchFields({ partner_agent, test_event_code }: BatchFields): JsonObject {
  const fields: JsonObject = {}
  if (isPartnerAgent(partner_agent)) fields.partner_agent = partner_agent
  const code = test_event_code?.trim() ?? ''
  if (code !== '') fields.test_event_code = code
  return fields
}

/** Fewer than 23 characters, at least 2 of them letters; of those that agents are made of. @source reference 5.2 */
export const isPartnerAgent = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^[\w.+-]{2,22}$/.test(text) && (text.match(/[a-z]/gi)?.length ?? 0) >= 2
