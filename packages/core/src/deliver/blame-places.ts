import { isObject, readJson } from '../decode/loose-value.js'

/** What an error's `error_data` blames. */
export interface Blamed {
  /** Places in `data`, ascending, each once; null where none is named that could be one of the batch */
  places: number[] | null
  /** A field beside `data` that is blamed, e.g. partner_agent: then no event is at fault */
  request_field: string | null
}

const NOTHING: Blamed = { places: null, request_field: null }

/**
 * Reads which events an error blames, from `error_data.blame_field_specs`: `[["data", 3, "user_data"]]`,
 * `[["data[3].event_time"]]`, `["data[3]"]`; error_data may be JSON text. The user's texts are not read: their language
 * is that of the token's owner.
 * @param error_data  as it came
 * @param events  how many were sent: a place beyond them makes all places untrue, as they speak of another list
 * @source reference 5.6
 */
export function blamedBy(error_data: unknown, events: number): Blamed {
  const data = typeof error_data === 'string' ? readJson(error_data) : error_data
  if (!isObject(data)) return NOTHING
  const sent = data.blame_field_specs
  const specs = typeof sent === 'string' ? readJson(sent) : sent
  if (!Array.isArray(specs)) return NOTHING
  const places = new Set<number>()
  let request_field: string | null = null
  for (const spec of specs.slice(0, SPECS_MAX)) {
    const [first, second] = segmentsOf(spec)
    if (first === undefined) continue
    if (REQUEST_FIELDS.has(first)) request_field ??= first
    if (first !== 'data' || second === undefined) continue
    const place = PLACE.test(second) ? Number(second) : -1
    if (place < 0 || place >= events) return NOTHING
    places.add(place)
  }
  if (places.size === 0) return { places: null, request_field }
  return { places: [...places].sort((a, b) => a - b), request_field: null }
}

/** More than 1,000 events with some fields each. */
const SPECS_MAX = 20_000
const SEGMENTS_CHARS_MAX = 200
const PLACE = /^\d{1,6}$/

/** The fields of a request that are the destination's settings, not its events'. @source reference 5.2 */
const REQUEST_FIELDS: ReadonlySet<string> = new Set([
  'access_token',
  'appsecret_proof',
  'test_event_code',
  'partner_agent',
  'namespace_id',
  'upload_id',
  'upload_tag',
  'upload_source',
  'platforms',
])

/** The first parts of a path, in whichever way it is written. */
function segmentsOf(spec: unknown): string[] {
  const parts = Array.isArray(spec) ? spec.slice(0, 2) : [spec]
  return parts
    .flatMap((part) =>
      typeof part === 'string' ? splitPath(part) : typeof part === 'number' ? `${part}` : [],
    )
    .filter((segment) => segment !== '')
}

const splitPath = (path: string): string[] => path.slice(0, SEGMENTS_CHARS_MAX).split(/[.[\]"']+/)
