/** The forms that ids have, as far as they tell which program made them. A closed set. */
export const ID_FORMS = ['uuid', 'digest', 'number', 'prefixed_number', 'text'] as const
export type IdForm = (typeof ID_FORMS)[number]

/**
 * Says which form an event_id has, so that two channels whose ids never meet can be told why: `uuid` from one and
 * `number` from the other were never the same id. Says nothing of the id itself.
 * - `uuid`: 8-4-4-4-12 hex digits; `digest`: 32, 40 or 64 hex digits; `number`: digits only
 * - `prefixed_number`: a word and digits, `order_1042`, `purchase-1042`, `#1042`; `text`: all else
 */
export function idFormOf(event_id: string): IdForm {
  const last = event_id.charCodeAt(event_id.length - 1)
  const is_digit = last >= 48 && last <= 57
  if (event_id.length === 36 && UUID.test(event_id)) return 'uuid'
  if (DIGEST_CHARS.has(event_id.length) && DIGEST.test(event_id)) return 'digest'
  if (!is_digit || event_id.length > NUMBERED_CHARS_MAX) return 'text'
  if (NUMBER.test(event_id)) return 'number'
  return PREFIXED.test(event_id) ? 'prefixed_number' : 'text'
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const DIGEST_CHARS: ReadonlySet<number> = new Set([32, 40, 64])
const DIGEST = /^[0-9a-f]+$/i
const NUMBERED_CHARS_MAX = 64
const NUMBER = /^\d+$/
const PREFIXED = /^[^\d]+\d+$/
