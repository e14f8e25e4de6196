import { readObject } from '../decode/loose-value.js'
import { CLEAR_KEYS, HASHED_KEYS, type Json, type JsonObject } from '../event.js'
import type { Notes } from './notes.js'

/** Keys that alone, or only with others of one group, describe too many people. @source reference 5.5 */
const BROAD_GROUPS = [
  ['ct', 'country', 'st', 'zp', 'ge', 'client_user_agent'],
  ['db', 'client_user_agent'],
  ['fn', 'ge'],
  ['ln', 'ge'],
] as const

const BROAD_KEYS = [...new Set(BROAD_GROUPS.flat())]
const bitsOf = (keys: readonly string[]): number =>
  keys.reduce((bits, key) => bits | (1 << BROAD_KEYS.indexOf(key as (typeof BROAD_KEYS)[number])), 0)
const GROUP_BITS = BROAD_GROUPS.map(bitsOf)

/** Each known match key's bit if it is broad; 0 for a key that names a person closely enough by itself. */
const KEY_BITS: ReadonlyMap<string, number> = new Map(
  [...HASHED_KEYS, ...CLEAR_KEYS].map((key) => [
    key,
    BROAD_KEYS.some((broad) => broad === key) ? bitsOf([key]) : 0,
  ]),
)

/**
 * The customer information as it came; what each key holds is the next stage's business.
 * Problems: user_data_missing, user_data_not_an_object, customer_information_insufficient (2804050: no known
 * key is present and not empty, or all that are fall into one broad group). A hash of nothing counts as
 * present here.
 * @source reference 5.5; settled.md, "What comes in"
 */
export function validateUserData(sent: Json | undefined, notes: Notes): JsonObject {
  if (sent === undefined || sent === null) {
    notes.refuse('user_data_missing', 'user_data')
    return {}
  }
  const user_data = readObject(sent)
  if (user_data === null) {
    notes.refuse('user_data_not_an_object', 'user_data')
    return {}
  }
  if (!isSufficient(user_data))
    notes.refuse('customer_information_insufficient', 'user_data', `has ${presentKeys(user_data)}`)
  return user_data
}

function isSufficient(user_data: JsonObject): boolean {
  let bits = 0
  for (const key in user_data) {
    const bit = KEY_BITS.get(key)
    if (bit === undefined || !isPresent(user_data[key])) continue
    if (bit === 0) return true
    bits |= bit
  }
  return bits !== 0 && !GROUP_BITS.some((group) => (bits & ~group) === 0)
}

/** Whether a key holds anything: not null, not empty text, not a list of only these. */
export function isPresent(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.some(isPresent)
  return typeof value === 'number'
}

function presentKeys(user_data: JsonObject): string {
  const keys = Object.keys(user_data).filter((key) => KEY_BITS.has(key) && isPresent(user_data[key]))
  return keys.length === 0 ? 'no match key' : `only ${keys.join(', ')}`
}
