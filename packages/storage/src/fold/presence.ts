import type { SightingLine } from '../journal/line.js'
import type { Presence, PresenceKind } from './port.js'

/** Names of parameters come from pages: a name longer than this is counted under its beginning. */
const NAME_CHARS_MAX = 64
/** Stand between names and between kinds: no page writes them. */
const [NAME, KIND] = ['\u0001', '\u0002']
const KINDS: readonly PresenceKind[] = [
  'match_key',
  'param',
  'host',
  'action_source',
  'warning',
  'automation',
]

/**
 * What the hourly books say was present on a sighting, as one text, kind by kind: most sightings of an event have the
 * same, and are then counted by one look.
 */
export function presenceOf(line: SightingLine): Presence {
  const { event } = line
  const host = event.event_source_url === undefined ? '' : hostOf(event.event_source_url)
  const event_id = event.event_id === null ? '' : `${NAME}event_id`
  const edge =
    line.warnings || line.automation
      ? (line.warnings ?? []).join(NAME) + KIND + (line.automation ?? []).join(NAME)
      : KIND
  return (
    Object.keys(event.user_data).join(NAME) +
    KIND +
    Object.keys(event.custom_data).join(NAME) +
    event_id +
    KIND +
    host +
    KIND +
    (event.action_source ?? 'missing') +
    KIND +
    edge
  )
}

/** Each thing that was present, once, as `kind:name`. */
export function presentNames(presence: Presence): string[] {
  const names = new Set<string>()
  for (const [index, kind] of presence.split(KIND).entries())
    for (const name of kind.split(NAME))
      if (name !== '') names.add(`${KINDS[index]}:${name.slice(0, NAME_CHARS_MAX)}`)
  return [...names]
}

/** No name is longer. @source RFC 1035, 2.3.4 */
const HOST_CHARS_MAX = 253

/**
 * The host of an http(s) URL, without parsing all of it: this runs for every sighting. '' where there is none; what is
 * longer than any name is none, since hosts are kept and pages choose them.
 */
export function hostOf(url: string): string {
  const start = url.indexOf('://')
  if (start < 0) return ''
  const from = start + 3
  let end = from
  for (; end < url.length && end - from <= HOST_CHARS_MAX; end += 1) {
    const c = url.charCodeAt(end)
    if (c === 47 || c === 63 || c === 35 || c === 58) break // / ? # :
  }
  return end > from && end - from <= HOST_CHARS_MAX ? url.slice(from, end).toLowerCase() : ''
}
