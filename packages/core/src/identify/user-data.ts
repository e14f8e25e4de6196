import type { ClearKey, Digests, HashedKey, Json, JsonObject, UserData } from '../event.js'
import { normaliseClassically } from './classic.js'
import { readClearValue } from './clear-value.js'
import { digestOf, isHashOfNothing, type Sha256 } from './digest.js'
import { aliasedKey, clearKey, hashedKey, NORMALISERS } from './match-keys.js'
import { type IdentifyWarning, warn } from './warnings.js'

/** What identifying has made of an event so far. */
export interface Draft {
  user_data: UserData
  aud: Digests | undefined
  warnings: IdentifyWarning[]
  sha256: Sha256
  received_at_ms: number
}

/** A list of more values than this is cut: nobody has so many addresses, and each plain one costs a hash. */
export const VALUES_MAX = 20
/** A longer plain value is no match key's. */
const PLAIN_CHARS_MAX = 2_000

/**
 * Reads an event's user_data into the draft: digests for the keys that are hashed, texts for those that are not.
 * A key's own name goes before its aliases, and what the site gave (`ud`) before what the pixel found in forms
 * (`udff`). A key that is no match key is dropped unread.
 */
export function takeUserData(user_data: JsonObject, draft: Draft): void {
  let has_others = false
  for (const name in user_data) {
    const value = user_data[name] as Json
    const hashed = hashedKey(name)
    if (hashed !== undefined) {
      takeHashed(hashed, value, draft)
      continue
    }
    const clear = clearKey(name)
    if (clear !== undefined) takeClear(clear, value, draft)
    else has_others = true
  }
  if (has_others) takeOthers(user_data, draft)
}

/** Reads digests that come beside an event's own: the pixel's alternates, or what this stage itself once found. */
export function takeAlternates(digests: Json | undefined, draft: Draft): void {
  if (!isObject(digests)) return
  for (const name of Object.keys(digests)) {
    const key = hashedKey(name) ?? aliasedKey(name)
    if (key === undefined) {
      warn(draft.warnings, 'match_key_unknown')
      continue
    }
    const value = digests[name]
    for (const item of (Array.isArray(value) ? value : [value]).slice(0, VALUES_MAX))
      if (typeof item === 'string') takeAlternate(key, digestOrHash(key, item, draft), draft)
  }
}

function takeOthers(user_data: JsonObject, draft: Draft): void {
  for (const name of Object.keys(user_data)) {
    const is_taken = hashedKey(name) !== undefined || clearKey(name) !== undefined || NESTED.has(name)
    if (!is_taken) takeAliased(name, user_data[name], draft)
  }
  const { udff, aud, audff } = user_data
  if (isObject(udff)) for (const name of Object.keys(udff)) takeAliased(name, udff[name], draft)
  takeAlternates(aud, draft)
  takeAlternates(audff, draft)
}
const NESTED: ReadonlySet<string> = new Set(['udff', 'aud', 'audff'])

/** A second way to a key, taken where the key has no value yet. */
function takeAliased(name: string, value: Json | undefined, draft: Draft): void {
  const key = hashedKey(name) ?? aliasedKey(name)
  if (key === undefined) warn(draft.warnings, 'match_key_unknown')
  else if (draft.user_data[key] === undefined) takeHashed(key, value, draft)
}

function takeHashed(key: HashedKey, value: Json | undefined, draft: Draft): void {
  if (!Array.isArray(value)) {
    takeItem(key, value, draft)
    return
  }
  if (value.length > VALUES_MAX) warn(draft.warnings, 'match_key_values_cut')
  for (let at = 0; at < value.length && at < VALUES_MAX; at++) takeItem(key, value[at], draft)
}

/** One value: a text, or a number, which is its digits. */
function takeItem(key: HashedKey, item: Json | undefined, draft: Draft): void {
  if (typeof item === 'string') takeText(key, item, draft)
  else if (typeof item === 'number') takeText(key, String(item), draft)
  else if (item !== null && item !== undefined) warn(draft.warnings, `match_key_unusable:${key}`)
}

function takeText(key: HashedKey, text: string, draft: Draft): void {
  const digest = digestOf(text)
  if (digest !== null) {
    takeDigest(key, digest, draft)
    return
  }
  if (text.trim() === '') return
  const normalised = normalise(key, text, draft)
  if (normalised === null) warn(draft.warnings, `match_key_unusable:${key}`)
  else takeDigest(key, draft.sha256(normalised), draft)
  const classic = text.length > PLAIN_CHARS_MAX ? null : normaliseClassically(key, text)
  if (classic !== null && classic !== normalised) takeAlternate(key, draft.sha256(classic), draft)
}

function takeDigest(key: HashedKey, digest: string, draft: Draft): void {
  if (isHashOfNothing(digest)) {
    warn(draft.warnings, `hash_of_nothing:${key}`)
    return
  }
  const digests = draft.user_data[key]
  if (digests === undefined) draft.user_data[key] = [digest]
  else if (!digests.includes(digest)) digests.push(digest)
}

function takeAlternate(key: HashedKey, digest: string | null, draft: Draft): void {
  if (digest === null || isHashOfNothing(digest)) return
  draft.aud ??= {}
  const digests = draft.aud[key]
  if (digests === undefined) draft.aud[key] = [digest]
  else if (!digests.includes(digest)) digests.push(digest)
}

/** Takes out of the alternates what user_data holds too, so that they say only what it does not. */
export function alternatesOf({ aud, user_data }: Draft): Digests | undefined {
  if (aud === undefined) return undefined
  const others: Digests = {}
  let is_empty = true
  for (const key of Object.keys(aud) as HashedKey[]) {
    const known = user_data[key]
    const digests = aud[key]?.filter((digest) => !known?.includes(digest)) ?? []
    if (digests.length === 0) continue
    others[key] = digests
    is_empty = false
  }
  return is_empty ? undefined : others
}

function digestOrHash(key: HashedKey, text: string, draft: Draft): string | null {
  const digest = digestOf(text)
  if (digest !== null) return digest
  const normalised = normalise(key, text, draft)
  return normalised === null ? null : draft.sha256(normalised)
}

function normalise(key: HashedKey, text: string, draft: Draft): string | null {
  if (text.length > PLAIN_CHARS_MAX) return null
  return NORMALISERS[key](text, new Date(draft.received_at_ms).getUTCFullYear())
}

function takeClear(key: ClearKey, value: Json, draft: Draft): void {
  const text = readClearValue(key, value, draft.warnings)
  if (text !== null) draft.user_data[key] = text
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
