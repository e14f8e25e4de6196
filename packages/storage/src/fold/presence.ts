import { CLEAR_KEYS, HASHED_KEYS } from '@countersign/core'
import type { SightingLine } from '../journal/line.js'
import type { Presence, PresenceKind } from './port.js'

const MATCH_KEYS = [...HASHED_KEYS, ...CLEAR_KEYS].map((key) => ({ key, present: `match_key:${key}\n` }))
/** Names of parameters come from pages: a name longer than this is counted under its beginning. */
const NAME_CHARS_MAX = 64

/**
 * What the hourly books say was present on a sighting: a line each, `match_key:em`, `param:value`. One text, since most
 * sightings of an event have the same, and are then counted by one look.
 */
export function presenceOf(line: SightingLine): Presence {
  const { event } = line
  let present = ''
  for (const { key, present: named } of MATCH_KEYS) if (event.user_data[key] !== undefined) present += named
  for (const param of Object.keys(event.custom_data)) present += named('param', param)
  if (event.event_id !== null) present += 'param:event_id\n'
  const host = event.event_source_url === undefined ? null : hostOf(event.event_source_url)
  if (host !== null) present += named('host', host)
  present += `action_source:${event.action_source ?? 'missing'}\n`
  if (line.warnings) for (const warning of line.warnings) present += named('warning', warning)
  if (line.automation) for (const sign of line.automation) present += named('automation', sign)
  return present
}

/** Each thing that was present, once. */
export const presentNames = (presence: Presence): string[] => presence.split('\n').slice(0, -1)

const named = (kind: PresenceKind, name: string): string => {
  const short = name.length > NAME_CHARS_MAX ? name.slice(0, NAME_CHARS_MAX) : name
  return `${kind}:${short.includes('\n') ? short.replaceAll('\n', ' ') : short}\n`
}

/** The host of an http(s) URL, without parsing all of it: this runs for every sighting. */
function hostOf(url: string): string | null {
  const start = url.indexOf('://')
  if (start < 0) return null
  let end = start + 3
  for (; end < url.length; end += 1) {
    const c = url.charCodeAt(end)
    if (c === 47 || c === 63 || c === 35 || c === 58) break // / ? # :
  }
  return end > start + 3 ? url.slice(start + 3, end).toLowerCase() : null
}
