import type { Event, Json, JsonObject } from '../event.js'
import type { Warning } from '../problem/warnings.js'
import { accept, type Result, refuse } from '../result.js'
import { measure } from '../validate/size.js'
import { isNearlyStandard } from '../validate/standard-events.js'
import { beaconProblems, type DecodedBeacon } from './beacon.js'
import { readBeaconCustomData, warnOfCustomData } from './beacon-custom-data.js'
import { readBeaconEventId } from './beacon-event-id.js'
import { isObject, readObject } from './loose-value.js'
import { readProcessingOptions } from './processing-options.js'

/**
 * Reads what Meta's own pixel reports to a first-party gateway (OpenBridge): JSON in place of parameters.
 * @param body  parsed, or its JSON text
 * @param received_at_ms  the event's time too, since the request carries none
 * @returns as decodeBeacon. Problems: beacon_undecodable alone, or all that apply of dataset_id_missing,
 *          event_name_missing, event_name_too_long, event_too_large
 * @source reference 2.5
 */
export function decodeOpenBridge(body: unknown, received_at_ms: number): Result<DecodedBeacon> {
  const sent = readObject(body)
  if (sent === null) return refuse([{ code: 'beacon_undecodable', at: '', seen: 'is not a JSON object' }])
  const size = measure(sent)
  if (size.deep) return refuse([{ code: 'beacon_undecodable', at: '', seen: 'is nested too deeply' }])
  const dataset_id = textOf(sent['fb.pixel_id'])
  const event_name = textOf(sent.event_name)
  const problems = beaconProblems(dataset_id, event_name, size.chars)
  if (problems !== null) return refuse(problems)
  const warnings: Warning[] = []
  return accept({
    dataset_id,
    event: eventOf(event_name, sent, received_at_ms, warnings),
    warnings,
    automation: [],
  })
}

function eventOf(event_name: string, sent: JsonObject, received_at_ms: number, warnings: Warning[]): Event {
  const page = readObject(sent.website_context) ?? {}
  const event: Event = {
    event_name,
    event_time: Math.floor(received_at_ms / 1000),
    event_id: readBeaconEventId(textOf(sent.event_id), warnings),
    action_source: 'website',
    user_data: userDataOf(sent),
    custom_data: customDataOf(sent),
    beacon: restOf(sent, page),
  }
  if (isNearlyStandard(event_name)) warnings.push('event_name_nonstandard')
  const location = textOf(page.location)
  const referrer = textOf(page.referrer)
  if (location === '') warnings.push('event_source_url_missing')
  else event.event_source_url = location
  if (referrer !== '') event.referrer_url = referrer
  const options = readProcessingOptions(sent.data_processing_options)
  if (options !== null) event.data_processing_options = options
  warnOfCustomData(event_name, event.custom_data, warnings)
  return event
}

/** The catalogue's and the older value's fields fill what custom_data itself does not say. */
function customDataOf(sent: JsonObject): JsonObject {
  const custom_data: { [key: string]: Json } = {}
  for (const part of [sent.conversion_value, sent['fb.dynamic_product_ads'], sent.custom_data])
    copyInto(custom_data, readObject(part))
  return readBeaconCustomData(custom_data)
}

function userDataOf(sent: JsonObject): JsonObject {
  const user_data: JsonObject = {}
  copyInto(user_data, readObject(sent['fb.advanced_matching']))
  const fbp = textOf(sent['fb.fbp'])
  const fbc = textOf(sent['fb.fbc'])
  if (fbp !== '') user_data.fbp = fbp
  if (fbc !== '') user_data.fbc = fbc
  return user_data
}

function restOf(sent: JsonObject, page: JsonObject): { [param: string]: string } {
  const rest: { [param: string]: string } = {}
  if (page.isInIFrame !== undefined) rest.if = String(page.isInIFrame === true)
  const consent_id = isObject(sent.plugin) ? sent.plugin.oneTrustId : sent['plugin.oneTrustId']
  if (typeof consent_id === 'string') rest['plugin.oneTrustId'] = consent_id.slice(0, REST_VALUE_CHARS_MAX)
  return rest
}
const REST_VALUE_CHARS_MAX = 200

function copyInto(to: JsonObject, from: JsonObject | null): void {
  if (from === null) return
  for (const key of Object.keys(from)) {
    const value = from[key]
    if (key !== '__proto__' && value !== undefined && value !== null) to[key] = value
  }
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
