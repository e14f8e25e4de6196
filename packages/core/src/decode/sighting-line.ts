import {
  ACTION_SOURCES,
  type ActionSource,
  type Channel,
  type Event,
  type Json,
  type JsonObject,
} from '../event.js'
import type { Problem } from '../problem/problem.js'
import { accept, type Result, refuse } from '../result.js'
import { EVENT_BYTES_MAX, EVENT_NAME_CHARS_MAX } from '../validate/limits.js'
import { isObject } from './loose-value.js'
import { isWord } from './word.js'

/** A line of an import: a sighting as some dataset has had it, its user data hashed or not. */
export interface DecodedSighting {
  sighting_id?: string
  received_at_ms: number
  channel: Channel
  event: Event
}

/** Sighting ids sort by bytes and end up in file names and logs: plain ASCII only. */
const SIGHTING_ID = /^[\x21-\x7e]{1,128}$/
/** No dataset has received anything before this: 2004-01-01. */
const RECEIVED_MS_MIN = 1_072_915_200_000
const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)
const isText = (value: Json): boolean => typeof value === 'string'
const isFlag = (value: Json): boolean => typeof value === 'boolean'
/**
 * What an event may hold beside its core, and what each is. In the order in which decoding puts them, so that an
 * export comes out of an import as it went in.
 */
const FIELDS: readonly [field: keyof Event, isOne: (value: Json) => boolean, seen: string][] = [
  ['beacon', (value) => isObject(value) && Object.values(value).every(isText), 'is no object of texts'],
  ['event_source_url', isText, 'is no text'],
  ['referrer_url', isText, 'is no text'],
  ['opt_out', isFlag, 'is neither true nor false'],
  ['original_event_data', isObject, 'is no object'],
  ['attribution_data', isObject, 'is no object'],
  ['customer_segmentation', isWord, 'is no word'],
  ['advertiser_tracking_enabled', isFlag, 'is neither true nor false'],
  ['data_processing_options', (value) => Array.isArray(value) && value.every(isWord), 'is no list of words'],
  ['data_processing_options_country', isWhole, 'is no whole number'],
  ['data_processing_options_state', isWhole, 'is no whole number'],
  ['app_data', isObject, 'is no object'],
  ['messaging_channel', isWord, 'is no word'],
]

/**
 * Reads a line of an import, as `export` writes it. What was once received is taken as it was: the rules of what a
 * dataset accepts today are not applied to it again.
 * @param now_ms  nothing was received later than now
 * @returns Problems, one: import_line_not_json, import_line_invalid with the field's path
 * @source contract.md, "A line of export and import"
 */
export function decodeSightingLine(text: string, now_ms: number): Result<DecodedSighting> {
  if (text.length > 2 * EVENT_BYTES_MAX) return invalid('', 'is longer than 128 KiB')
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return refuse([{ code: 'import_line_not_json', at: '' }])
  }
  if (!isObject(line)) return invalid('', 'is no object')
  const { sighting_id, received_at_ms, channel, event } = line
  if (sighting_id !== undefined && (typeof sighting_id !== 'string' || !SIGHTING_ID.test(sighting_id)))
    return invalid('sighting_id', 'is not 1 to 128 ASCII characters without space')
  if (!isWhole(received_at_ms) || received_at_ms < RECEIVED_MS_MIN)
    return invalid('received_at_ms', 'is no time in ms')
  if (received_at_ms > now_ms) return invalid('received_at_ms', 'is in the future')
  if (channel !== 'browser' && channel !== 'server')
    return invalid('channel', 'is neither browser nor server')
  if (!isObject(event)) return invalid('event', 'is no object')
  const problem = eventProblem(event)
  if (problem) return refuse([problem])
  const decoded: DecodedSighting = { received_at_ms, channel, event: eventOf(event) }
  if (sighting_id !== undefined) decoded.sighting_id = sighting_id
  return accept(decoded)
}

function eventProblem(event: JsonObject): Problem | null {
  const say = (at: string, seen: string): Problem => ({ code: 'import_line_invalid', at, seen })
  const { event_name, event_time, event_id, action_source } = event
  if (typeof event_name !== 'string' || event_name.trim() === '') return say('event.event_name', 'is missing')
  if (event_name.length > EVENT_NAME_CHARS_MAX) return say('event.event_name', 'is too long')
  if (!isWhole(event_time) || event_time < 0) return say('event.event_time', 'is no time in seconds')
  if (!isAbsent(event_id) && typeof event_id !== 'string') return say('event.event_id', 'is no text')
  if (!isAbsent(action_source) && !isActionSource(action_source))
    return say('event.action_source', 'is unknown')
  for (const key of ['user_data', 'custom_data', 'aud'])
    if (!isAbsent(event[key]) && !isObject(event[key])) return say(`event.${key}`, 'is no object')
  for (const [field, isOne, seen] of FIELDS) {
    const value = event[field]
    if (!isAbsent(value) && !isOne(value)) return say(`event.${field}`, seen)
  }
  return null
}

function eventOf(sent: JsonObject): Event {
  const user_data = { ...(isObject(sent.user_data) ? sent.user_data : {}) }
  // The alternates that an export carries beside user_data come in where a beacon's do.
  if (isObject(sent.aud)) user_data.aud = sent.aud
  const event: Event = {
    event_name: sent.event_name as string,
    event_time: sent.event_time as number,
    event_id: typeof sent.event_id === 'string' && sent.event_id.trim() !== '' ? sent.event_id : null,
    action_source: isAbsent(sent.action_source) ? null : (sent.action_source as ActionSource),
    user_data,
    custom_data: isObject(sent.custom_data) ? sent.custom_data : {},
  }
  for (const [field] of FIELDS) if (!isAbsent(sent[field])) Object.assign(event, { [field]: sent[field] })
  return event
}

const isAbsent = (value: Json | undefined): value is null | undefined => value === undefined || value === null
const isActionSource = (value: unknown): value is ActionSource =>
  ACTION_SOURCES.includes(value as ActionSource)
const invalid = (at: string, seen: string): Result<never> =>
  refuse([{ code: 'import_line_invalid', at, seen }])
