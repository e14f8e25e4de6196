import { CLEAR_KEYS, HASHED_KEYS } from '@countersign/core'
import type { SightingLine } from '../journal/line.js'
import type { Presence, PresenceKind } from './port.js'

const MATCH_KEYS = [...HASHED_KEYS, ...CLEAR_KEYS]
/** Names of parameters come from pages: a name longer than this is counted under its beginning. */
const NAME_CHARS_MAX = 64

/** What the hourly books say was present on a sighting. */
export function presenceOf(line: SightingLine): Presence {
  const { event } = line
  const present: [PresenceKind, string][] = []
  for (const key of MATCH_KEYS) if (event.user_data[key] !== undefined) present.push(['match_key', key])
  for (const param of Object.keys(event.custom_data)) present.push(['param', param.slice(0, NAME_CHARS_MAX)])
  if (event.event_id !== null) present.push(['param', 'event_id'])
  if (event.event_source_url !== undefined) {
    const host = hostOf(event.event_source_url)
    if (host !== null) present.push(['host', host.slice(0, NAME_CHARS_MAX)])
  }
  present.push(['action_source', event.action_source ?? 'missing'])
  if (line.warnings) for (const warning of line.warnings) present.push(['warning', warning])
  if (line.automation) for (const sign of line.automation) present.push(['automation', sign])
  return present
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
