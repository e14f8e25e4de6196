import { isObject, readInteger } from '../decode/loose-value.js'
import type { JsonObject } from '../event.js'
import { printable } from './printable.js'

/** What an answer's body says, as far as it can be read. */
export interface ReadBody {
  /** Graph's error envelope; null where there is none */
  error: ReadError | null
  /** null where the body does not say */
  events_received: number | null
  fbtrace_id: string | null
  messages: string[]
  /** Whether it is a JSON object at all */
  is_object: boolean
}

export interface ReadError {
  code: number | null
  subcode: number | null
  is_transient: boolean
  title: string
  /** Meta's own words to the user, or else to the developer */
  message: string
  /** To the developer: in English */
  developer_message: string
  error_data: unknown
}

const MESSAGES_MAX = 20
const TITLE_CHARS_MAX = 200
const TRACE_CHARS_MAX = 100

/**
 * Reads the body of an answer: Graph's success, Graph's error, or anything else (HTML, nothing).
 * @source reference 5.6. Never throws.
 */
export function readBody(text: string): ReadBody {
  const body = parse(text)
  if (!isObject(body))
    return { error: null, events_received: null, fbtrace_id: null, messages: [], is_object: false }
  const { error } = body
  const received = readInteger(body.events_received) ?? readInteger(body.num_processed_entries)
  return {
    error: isObject(error) ? readError(error) : null,
    events_received: received !== null && received >= 0 ? received : null,
    fbtrace_id: traceOf(isObject(error) ? error : body) ?? traceOf(body),
    messages: messagesOf(body.messages),
    is_object: true,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text)
  } catch {
    return undefined
  }
}
const BYTE_ORDER_MARK = 0xfeff

function readError(error: JsonObject): ReadError {
  const developer_message = printable(error.message)
  const message = printable(error.error_user_msg) || developer_message
  return {
    code: readInteger(error.code),
    subcode: readInteger(error.error_subcode),
    is_transient: error.is_transient === true || error.is_transient === 'true',
    title: printable(error.error_user_title, TITLE_CHARS_MAX) || printable(error.type, TITLE_CHARS_MAX),
    message,
    developer_message,
    error_data: error.error_data,
  }
}

/** Trace ids are 23 or so characters of base64url; one that is no word is none. */
function traceOf(object: JsonObject): string | null {
  const { fbtrace_id } = object
  return typeof fbtrace_id === 'string' && TRACE.test(fbtrace_id) ? fbtrace_id : null
}
const TRACE = new RegExp(`^[\\w+/=-]{1,${TRACE_CHARS_MAX}}$`)

function messagesOf(messages: unknown): string[] {
  if (!Array.isArray(messages)) return []
  return messages
    .slice(0, MESSAGES_MAX)
    .map((message) => printable(message))
    .filter((message) => message !== '')
}
