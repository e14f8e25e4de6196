import type { Event, JsonObject } from '../event.js'
import type { Problem } from '../problem/problem.js'
import { validateActionSource } from './action-source.js'
import { validateAppData } from './app.js'
import { takeEvent } from './bounds.js'
import { validateCustomData } from './custom-data.js'
import { putDataProcessing } from './data-processing.js'
import { validateEventId } from './event-id.js'
import { validateEventName } from './event-name.js'
import { validateEventTime } from './event-time.js'
import { validateLead } from './lead.js'
import type { Limits } from './limits.js'
import { validateMessaging } from './messaging.js'
import type { NotedWarning } from './notes.js'
import { Notes } from './notes.js'
import { putOptionalFields } from './optional-fields.js'
import { validateHashed } from './unhashed.js'
import { validateUserData } from './user-data.js'
import { warnOfWebsite } from './website.js'

/** What was found in the events of one request; one problem refuses them all. */
export interface Findings {
  /** The valid ones, in order */
  events: Event[]
  /** Of each of `events`, at the same place */
  warnings: NotedWarning[][]
  /** By event, then by rule; at most PROBLEMS_MAX */
  problems: Problem[]
  /** For the answer's `messages`; at most MESSAGES_MAX */
  messages: string[]
  /**
   * The name of every event of the request, valid or not, for the books; empty where there is none to read
   */
  event_names: string[]
}

export const noFindings = (): Findings => ({
  events: [],
  warnings: [],
  problems: [],
  messages: [],
  event_names: [],
})

/**
 * Validates one event of a Conversions API request.
 * @param raw  an element of `data`: an object, or its JSON text
 * @param index  its place in `data`, for the paths
 * @returns the event with its fields in one form, if nothing refuses it
 */
export function validateEvent(
  raw: unknown,
  index: number,
  now_ms: number,
  limits: Limits,
): { event?: Event; problems: Problem[]; messages: string[]; warnings: NotedWarning[] } {
  const notes = new Notes([], [], now_ms, limits)
  notes.begin(index)
  const sent = takeEvent(raw, notes)
  const event = sent === null ? null : eventOf(sent, notes)
  const { problems, messages, warnings } = notes
  return event === null ? { problems, messages, warnings } : { event, problems, messages, warnings }
}

/**
 * Validates the events `from` up to `to` (exclusive) of a request into its findings, so that a large request
 * can be taken in slices and others get their turn between them.
 */
export function validateEvents(
  data: readonly unknown[],
  from: number,
  to: number,
  now_ms: number,
  limits: Limits,
  into: Findings,
): void {
  const notes = new Notes(into.problems, into.messages, now_ms, limits)
  const end = Math.min(to, data.length)
  for (let index = from; index < end; index += 1) {
    notes.begin(index)
    const sent = takeEvent(data[index], notes)
    into.event_names.push(nameOf(sent))
    const event = sent === null ? null : eventOf(sent, notes)
    if (event === null) continue
    into.events.push(event)
    into.warnings.push(notes.warnings)
  }
}

const nameOf = (raw: JsonObject | null): string => (typeof raw?.event_name === 'string' ? raw.event_name : '')

/** The rules, in the one order in which their problems are told. @source settled.md, "What comes in" */
function eventOf(raw: JsonObject, notes: Notes): Event | null {
  const event_name = validateEventName(raw.event_name, notes)
  const event_time = validateEventTime(raw, notes)
  const action_source = validateActionSource(raw.action_source, event_name, notes)
  const event_id = validateEventId(raw.event_id, notes)
  const user_data = validateUserData(raw.user_data, notes)
  validateHashed(user_data, notes)
  const custom_data = validateCustomData(raw.custom_data, event_name, notes)
  validateLead(user_data, action_source, custom_data, notes)
  const event: Event = { event_name, event_time, event_id, action_source, user_data, custom_data }
  putOptionalFields(raw, event, notes)
  putDataProcessing(raw, event, notes)
  const app_data = validateAppData(raw.app_data, action_source, notes)
  if (app_data !== null) event.app_data = app_data
  if (action_source === 'business_messaging') {
    const channel = validateMessaging(raw, event_name, user_data, notes)
    if (channel !== null) event.messaging_channel = channel
  } else if (action_source === 'website') {
    warnOfWebsite(raw, user_data, notes)
  }
  return notes.refused ? null : event
}
