import { readValue } from '../deduplicate/value.js'
import { CLEAR_KEYS, HASHED_KEYS, type JsonObject } from '../event.js'
import { ID_FORMS, idFormOf } from './diagnose/id-form.js'
import type { DiagnosisCode, Finding } from './diagnosis-codes.js'
import { isUsableParam, PARAMS } from './params.js'
import type { Seen } from './seen.js'
import { DELAY_BUCKETS, type Measure } from './signals-window.js'

/**
 * All that is counted of a sighting, as one short text: most sightings of an event have the same, and are then counted by
 * one look.
 */
export type Shape = string

/** Diagnoses that say of a match key that something is wrong with it. */
const SPOILS_KEY: ReadonlySet<DiagnosisCode> = new Set([
  'invalid_match_keys',
  'hash_invalid',
  'hash_of_nothing',
  'not_hashed',
  'bad_ip_ua',
  'fbc_modified',
])
/** Details are names that pages choose: a longer one is counted under its beginning. */
const DETAIL_CHARS_MAX = 64
/** Stands between the parts of a shape; `detailOf` leaves none in a detail. */
const PART = '\u0001'
const [IS_WEB, IS_AUTOMATED] = [1, 2]
/** Above the flags: which of ID_FORMS, from 1; 0: there is no event_id. */
const ID_FORM = 4

/** A match key's bit: the digests' in one number, the clear ones' in another, since there are more than 31. */
const HASHED_BITS = bitsOf(HASHED_KEYS)
const CLEAR_BITS = bitsOf(CLEAR_KEYS)
const PARAM_BITS = bitsOf(PARAMS)

/** Every measure that a sighting adds one to, each once. @source signals-window.ts: Measure */
export const measuresOf = (seen: Seen, findings: readonly Finding[]): Measure[] =>
  measuresOfShape(shapeOf(seen, findings))

/**
 * What `measuresOf` is made from. Equal shapes have equal measures.
 * @param findings  those of this sighting, or of it beside its event's anchor
 */
export function shapeOf(seen: Seen, findings: readonly Finding[]): Shape {
  const { event } = seen
  const is_web = event.action_source === null || event.action_source === 'website'
  const flags =
    (event.event_id === null ? 0 : ID_FORM * (ID_FORMS.indexOf(idFormOf(event.event_id)) + 1)) |
    (is_web ? IS_WEB : 0) |
    (seen.automation.length > 0 ? IS_AUTOMATED : 0)
  let [hashed, clear] = [0, 0]
  if (is_web)
    for (const key in event.user_data) {
      const bit = HASHED_BITS.get(key)
      if (bit !== undefined) hashed |= bit
      else clear |= CLEAR_BITS.get(key) ?? 0
    }
  const head = `${flags},${hashed},${clear},${paramsOf(event.custom_data)},${delayOf(seen)}`
  return findings.length === 0 ? head : head + told(findings)
}

export function measuresOfShape(shape: Shape): Measure[] {
  const [head = '', ...found] = shape.split(PART)
  const [flags = 0, hashed = 0, clear = 0, params = 0, delay = 0] = head.split(',').map(Number)
  const measures: Measure[] = ['seen']
  if (flags >= ID_FORM) measures.push('id', `id:${ID_FORMS[Math.floor(flags / ID_FORM) - 1]}`)
  if (flags & IS_WEB) measures.push('web')
  if (flags & IS_AUTOMATED) measures.push('automation')
  const findings = found.map(readFinding)
  const spoilt = new Set(findings.filter(({ code }) => SPOILS_KEY.has(code)).map(keyOf))
  for (const key of [...named(HASHED_BITS, hashed), ...named(CLEAR_BITS, clear)]) {
    measures.push(`key:${key}`)
    if (!spoilt.has(key)) measures.push(`valid:${key}`)
  }
  for (const param of named(PARAM_BITS, params)) measures.push(`param:${param}`)
  if (delay > 0) measures.push(`delay:${DELAY_BUCKETS[delay - 1]}`)
  return [...measures, ...findingMeasures(findings)]
}

/** `finding:<code>`, once a code, and `finding:<code>:<detail>` where there is a detail. */
export function findingMeasures(findings: readonly Finding[]): Measure[] {
  const measures = new Set<Measure>()
  for (const { code, detail } of findings) {
    measures.add(`finding:${code}`)
    if (detail !== '') measures.add(`finding:${code}:${detailOf(detail)}`)
  }
  return [...measures]
}

/** A finding's detail as it is kept: bounded, on one line. */
export const detailOf = (detail: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: pages may write them
  detail.slice(0, DETAIL_CHARS_MAX).replace(/[\u0000-\u001f]/g, ' ')

const told = (findings: readonly Finding[]): string =>
  findings.map(({ code, detail }) => `${PART}${code}:${detailOf(detail)}`).join('')

/** The match key that a finding is about: fbc_modified is about one key only, and does not say which. */
const keyOf = ({ code, detail }: Finding): string => (code === 'fbc_modified' ? 'fbc' : detail)

function readFinding(text: string): Finding {
  const at = text.indexOf(':')
  return { code: text.slice(0, at) as DiagnosisCode, detail: text.slice(at + 1) }
}

function paramsOf(custom_data: JsonObject): number {
  let params = 0
  for (const name in custom_data) {
    const bit = PARAM_BITS.get(name)
    if (bit !== undefined && isUsableParam(name, custom_data[name] ?? null)) params |= bit
  }
  return params
}

/** Which of DELAY_BUCKETS, from 1; 0: it is no server sighting. A time to come is no delay. */
function delayOf({ channel, received_at_ms, event }: Seen): number {
  if (channel !== 'server') return 0
  const delay_s = received_at_ms / 1_000 - event.event_time
  return DELAY_BUCKETS.findIndex((bound) => delay_s <= bound) + 1
}

function bitsOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, 1 << index]))
}

const named = (bits: ReadonlyMap<string, number>, mask: number): string[] =>
  [...bits].filter(([, bit]) => mask & bit).map(([name]) => name)

/** A sighting's value as the text by which equal values are found: `9.5 USD`; null without a usable one. */
export function valueText(custom_data: JsonObject): string | null {
  const read = readValue(custom_data)
  return read && read.value !== '' ? `${read.value} ${read.currency ?? ''}`.trim() : null
}
