import {
  type ActionSource,
  type Channel,
  CLEAR_KEYS,
  HASHED_KEYS,
  type IdentifiedEvent,
  type JsonObject,
} from '../event.js'

/** An event in the Conversions API's JSON, as it goes out. */
export type GraphEvent = JsonObject

/** What is to be sent of one counted event. */
export interface Outgoing {
  /** the sighting that opened the event */
  anchor_sighting_id: string
  /** merged, as `events --json` shows it */
  event: IdentifiedEvent
  channels: readonly Channel[]
}

/**
 * Puts a counted event into the Conversions API's words.
 *
 * It goes under its own event_id, event_name and event_time, so that Meta deduplicates it against a pixel on the site.
 * Without an event_id it goes under its anchor's sighting id: the same at every try. A browser sighting's id is the
 * pixel's `cs_rid`, under which the pixel's mirror sends such an event, too, so that the two meet.
 *
 * Not sent: a beacon's other parameters, which are the transport's and not the event's.
 * @source reference 5.3, 5.4, 7.1
 */
export function toGraphEvent({ anchor_sighting_id, event, channels }: Outgoing): GraphEvent {
  const graph: GraphEvent = {
    event_name: event.event_name,
    event_time: event.event_time,
    event_id: event.event_id ?? anchor_sighting_id,
  }
  const action_source = actionSourceOf(event, channels)
  if (action_source !== null) graph.action_source = action_source
  graph.user_data = graphUserData(event)
  for (const field of OPTIONAL_FIELDS) {
    const value = event[field]
    if (value !== undefined) graph[field] = value
  }
  for (const field of OPTIONAL_MAPS) {
    const map = event[field]
    if (map !== undefined && Object.keys(map).length > 0) graph[field] = map
  }
  return graph
}

const OPTIONAL_FIELDS = [
  'event_source_url',
  'referrer_url',
  'opt_out',
  // An empty list says "explicitly not limited", so it goes too. @source reference 13.1
  'data_processing_options',
  'data_processing_options_country',
  'data_processing_options_state',
  'customer_segmentation',
  'messaging_channel',
  'advertiser_tracking_enabled',
] as const
const OPTIONAL_MAPS = ['custom_data', 'app_data', 'original_event_data', 'attribution_data'] as const

/** These need not say where they happened. @source reference 5.3 */
const MAY_OMIT: ReadonlySet<string> = new Set(['AppendValue', 'AppendAttribution'])

/**
 * Meta requires one. Where the sender left it out, a browser's report and one that names a page are the website's;
 * of the rest nothing is known, and `other` says so.
 */
function actionSourceOf(event: IdentifiedEvent, channels: readonly Channel[]): ActionSource | null {
  if (event.action_source !== null) return event.action_source
  if (MAY_OMIT.has(event.event_name)) return null
  return channels.includes('browser') || event.event_source_url !== undefined ? 'website' : 'other'
}

/** As many values as are read of a key, here and by other receivers. */
const VALUES_MAX = 20

/**
 * The match keys as Meta reads them: digests in lists, the others as text, ids of Meta's own as numbers where a number
 * can hold them. The alternates (`aud`: the same values under the classic SDKs' normalisation) join the lists, after the
 * event's own: Meta takes lists, its own pixel sends both, and which of the two an advertiser's other reports carry
 * nobody can know here. As a key `aud` is none of the Conversions API's.
 * @source reference 5.4, 6.1, 6.2
 */
export function graphUserData({ user_data, aud }: IdentifiedEvent): JsonObject {
  const out: JsonObject = {}
  for (const key of HASHED_KEYS) {
    const [own, others] = [user_data[key], aud?.[key]]
    if (own === undefined && others === undefined) continue
    const digests = [...new Set([...(own ?? []), ...(others ?? [])])].slice(0, VALUES_MAX)
    if (digests.length > 0) out[key] = digests
  }
  for (const key of CLEAR_KEYS) {
    const text = user_data[key]
    if (text === undefined || (key === 'lead_id' && !LEAD_ID.test(text))) continue
    const is_number = (key === 'lead_id' || key === 'fb_login_id') && isExactNumber(text)
    out[key] = is_number ? Number(text) : text
  }
  return out
}

/** One of another length refuses its batch, and finds no lead. @source reference 5.4, 15.2 */
const LEAD_ID = /^\d{15,17}$/

const isExactNumber = (text: string): boolean =>
  /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))
