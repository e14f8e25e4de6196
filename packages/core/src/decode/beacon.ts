import type { Event, JsonObject } from '../event.js'
import type { Problem } from '../problem/problem.js'
import type { Warning } from '../problem/warnings.js'
import { accept, type Result, refuse } from '../result.js'
import { EVENT_BYTES_MAX, EVENT_NAME_CHARS_MAX } from '../validate/limits.js'
import { isNearlyStandard } from '../validate/standard-events.js'
import { readBeaconCustomData, warnOfCustomData } from './beacon-custom-data.js'
import { readBeaconEventId } from './beacon-event-id.js'
import { beaconEventTime } from './beacon-event-time.js'
import { type BeaconParameters, sortBeaconParameters } from './beacon-parameters.js'
import { readInteger } from './loose-value.js'
import type { Pair } from './pairs.js'
import { readProcessingOptions } from './processing-options.js'

/** What a beacon says of its event, and what it says only to us. */
export interface DecodedBeacon {
  dataset_id: string
  event: Event
  warnings: Warning[]
  /** Our pixel's id of this one send, the same when it sends again: so a retry is not a second sighting */
  cs_rid?: string
  /** The test session that the page was opened for */
  cs_test?: string
  /** What Meta's library found of a driven browser. @source reference 2.3 */
  automation: ('headless' | 'selenium')[]
}

const DATASET_ID = /^[1-9][0-9]{0,25}$/ // as Meta's own pixel accepts. @source reference 0
const SEND_ID = /^[A-Za-z0-9_-]{8,64}$/
const TEST_ID_CHARS_MAX = 64

/**
 * Reads a pixel's beacon, e.g. `id=12&ev=Purchase&cd[value]=9.5&eid=A1&fbp=fb.1.17.42`.
 * @param pairs  its parameters, the query's and then the body's; where one is repeated the last counts
 * @param received_at_ms  stands in where the browser's clock cannot be right
 * @returns the event in wire words. Problems, all that apply: dataset_id_missing, event_name_missing,
 *          event_name_too_long, event_too_large. Anything else that is odd is a warning.
 * @source reference 2; settled.md, "What comes in". Cases: fixtures/wire/beacons.jsonl, recorded from Meta's
 *   library
 */
export function decodeBeacon(pairs: readonly Pair[], received_at_ms: number): Result<DecodedBeacon> {
  const sent = sortBeaconParameters(pairs)
  const problems = beaconProblems(sent.id, sent.ev, sent.chars)
  if (problems !== null) return refuse(problems)
  const warnings: Warning[] = []
  const event = eventOf(sent, received_at_ms, warnings)
  const beacon: DecodedBeacon = { dataset_id: sent.id, event, warnings, automation: automationOf(sent.o) }
  if (SEND_ID.test(sent.cs_rid)) beacon.cs_rid = sent.cs_rid
  if (sent.cs_test !== '' && sent.cs_test.length <= TEST_ID_CHARS_MAX) beacon.cs_test = sent.cs_test
  return accept(beacon)
}

/**
 * Why this cannot be an event; null if it can. Shared with the other form of a browser's report, OpenBridge.
 */
export function beaconProblems(dataset_id: string, event_name: string, chars: number): Problem[] | null {
  const problems: Problem[] = []
  if (!DATASET_ID.test(dataset_id)) problems.push({ code: 'dataset_id_missing', at: 'id' })
  if (event_name.trim() === '') problems.push({ code: 'event_name_missing', at: 'ev' })
  if (event_name.length > EVENT_NAME_CHARS_MAX) problems.push({ code: 'event_name_too_long', at: 'ev' })
  if (chars > EVENT_BYTES_MAX)
    problems.push({ code: 'event_too_large', at: '', seen: `has ${chars} characters` })
  return problems.length === 0 ? null : problems
}

function eventOf(sent: BeaconParameters, received_at_ms: number, warnings: Warning[]): Event {
  const { event_time, replaced } = beaconEventTime(sent.ts, received_at_ms)
  if (replaced) warnings.push('event_time_replaced')
  if (isNearlyStandard(sent.ev)) warnings.push('event_name_nonstandard')
  const event: Event = {
    event_name: sent.ev,
    event_time,
    event_id: readBeaconEventId(sent.eid, warnings),
    action_source: 'website',
    user_data: userDataOf(sent),
    custom_data: readBeaconCustomData(sent.cd),
    beacon: sent.rest,
  }
  if (sent.dl === '') warnings.push('event_source_url_missing')
  else event.event_source_url = sent.dl
  if (sent.rl !== '') event.referrer_url = sent.rl
  if (sent.dpo !== null) putProcessingOptions(event, sent, warnings)
  warnOfCustomData(event.event_name, event.custom_data, warnings)
  return event
}

function userDataOf(sent: BeaconParameters): JsonObject {
  const user_data = sent.ud
  if (sent.fbp !== '') user_data.fbp = sent.fbp
  if (sent.fbc !== '') user_data.fbc = sent.fbc
  if (sent.udff !== null) user_data.udff = sent.udff
  if (sent.aud !== null) user_data.aud = sent.aud
  if (sent.audff !== null) user_data.audff = sent.audff
  return user_data
}

/** `dpo=LDU&dpoco=1&dpost=1000`; an empty dpo is explicitly not limited. @source reference 13.1 */
function putProcessingOptions(event: Event, sent: BeaconParameters, warnings: Warning[]): void {
  const options = readProcessingOptions(sent.dpo)
  if (options === null) warnings.push('data_processing_options_invalid')
  else event.data_processing_options = options
  const country = readInteger(sent.dpoco)
  const state = readInteger(sent.dpost)
  if (country !== null) event.data_processing_options_country = country
  if (state !== null) event.data_processing_options_state = state
}

const HEADLESS = 128
const SELENIUM = 256

function automationOf(o: string): DecodedBeacon['automation'] {
  const bits = readInteger(o) ?? 0
  const found: DecodedBeacon['automation'] = []
  if ((bits & HEADLESS) !== 0) found.push('headless')
  if ((bits & SELENIUM) !== 0) found.push('selenium')
  return found
}
