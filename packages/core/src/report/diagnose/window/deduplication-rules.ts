import type { Channel } from '../../../event.js'
import { eventsOf, percent, shareSentence, thousands } from '../../sentences.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { ID_FORMS, type IdForm } from '../id-form.js'
import type { Count } from './course.js'
import { placesOf } from './found-at.js'
import { type Measured, whenAffected } from './last-affected.js'
import { isRaised, RULE_ROWS } from './rows.js'
import type { View } from './view.js'

/** Most events of the rarer channel are copies of the other's where anything deduplicates; under this share nothing does. */
const MEETING_SHARE_MAX = 0.1
/** At least so many carry an id, or it is missing_event_id. */
const ID_SHARE_MIN = 0.9
/** Without ids on either side nothing is set up. */
const ID_SHARE_NONE = 0.5
const WEB_SHARE_MIN = 0.5

/** What one name's events are on both channels. */
interface Both {
  event_name: string
  browser: number
  server: number
  browser_id: number
  server_id: number
  /** events that came to have both channels */
  both: number
}

/** Whether the copies of the two channels find one another. @source reference 7 */
export function diagnoseDeduplication(view: View): Diagnosis[] {
  return view.week.eventNames().flatMap((event_name) => {
    const web = view.week.count(event_name, 'server', 'web')
    const events = bothOf(view, event_name)
    // Only website events have copies: tills and messages are never deduplicated against the browser's.
    if (events.server === 0 || events.browser === 0 || web < events.server * WEB_SHARE_MIN) return []
    return [
      ...missingEventId(view, events, 'browser'),
      ...missingEventId(view, events, 'server'),
      ...neverMeeting(view, events),
    ]
  })
}

const bothOf = ({ week }: View, event_name: string): Both => ({
  event_name,
  browser: week.count(event_name, 'browser', 'seen'),
  server: week.count(event_name, 'server', 'seen'),
  browser_id: week.count(event_name, 'browser', 'id'),
  server_id: week.count(event_name, 'server', 'id'),
  both:
    week.count(event_name, null, 'both:browser_first') + week.count(event_name, null, 'both:server_first'),
})

function missingEventId(view: View, events: Both, channel: Channel): Diagnosis[] {
  const { event_name } = events
  const total = events[channel]
  const affected = total - events[`${channel}_id`]
  // The other channel must send enough of it to have copies at all.
  const other = channel === 'browser' ? events.server : events.browser
  if (other < RULE_ROWS.missing_event_id.affected_min || !isRaised('missing_event_id', affected, total))
    return []
  const when = whenAffected(view, 'missing_event_id', event_name, (count) => {
    const seen = count(channel, 'seen')
    return { affected: Math.max(0, seen - count(channel, 'id')), total: seen }
  })
  if (when === null) return []
  return [
    diagnosisOf('missing_event_id', {
      event_name,
      channel,
      seen: shareSentence(eventsOf(event_name, channel), affected, total, '7 days', 'carry no event_id'),
      affected,
      total,
      ...(placesOf(view, 'missing_event_id', event_name, channel) ?? {}),
      ...when,
    }),
  ]
}

/** Both channels send it, and next to none of the copies meet: for want of ids, or because the ids differ. */
function neverMeeting(view: View, events: Both): Diagnosis[] {
  const { event_name, browser, server, both } = events
  const total = Math.min(browser, server)
  const affected = Math.max(0, total - both)
  if (both > total * MEETING_SHARE_MAX) return []
  const has_ids = events.browser_id >= browser * ID_SHARE_MIN && events.server_id >= server * ID_SHARE_MIN
  const has_none = events.browser_id < browser * ID_SHARE_NONE && events.server_id < server * ID_SHARE_NONE
  const code = has_ids ? 'ids_never_meet' : has_none ? 'dedup_not_set' : null
  if (code === null || !isRaised(code, affected, total)) return []
  const when = whenAffected(view, code, event_name, unmet)
  if (when === null) return []
  const have_met = both === 0 ? 'none' : `only ${thousands(both)}`
  return [
    diagnosisOf(code, {
      event_name,
      channel: null,
      seen: `${thousands(browser)} ${event_name_of(event_name)} from the browser and ${thousands(server)} from the server in 7 days, and ${have_met} were recognised as copies of one another.`,
      affected,
      total,
      ...(placesOf(view, code, event_name, null) ?? {}),
      ...when,
      cause: has_ids ? formCause(view, events) : 'Neither channel sends event_id as a rule.',
    }),
  ]
}

const met = (count: Count): number => count(null, 'both:browser_first') + count(null, 'both:server_first')

/** Of the rarer channel, those that did not become one with the other's. */
const unmet: Measured = (count) => {
  const total = Math.min(count('browser', 'seen'), count('server', 'seen'))
  return { affected: Math.max(0, total - met(count)), total }
}

const event_name_of = (event_name: string): string => eventsOf(event_name, null)

/** Ids of different forms were never made from the same thing. */
function formCause(view: View, events: Both): string {
  const [browser, server] = [mostUsedForm(view, events, 'browser'), mostUsedForm(view, events, 'server')]
  if (browser === null || server === null) return 'The two channels make different ids for the same event.'
  if (browser !== server)
    return `The ids differ in form: the browser mostly sends ${FORM_WORDS[browser]}, the server ${FORM_WORDS[server]}.`
  const random = browser === 'uuid' || browser === 'digest'
  return random
    ? `Both mostly send ${FORM_WORDS[browser]}, but each makes its own: the browser's must be handed to the server.`
    : `Both mostly send ${FORM_WORDS[browser]}, but of different things: compare one order's two ids, letter by letter.`
}

const FORM_WORDS: Record<IdForm, string> = {
  uuid: 'a UUID',
  digest: 'a hash',
  number: 'a bare number',
  prefixed_number: 'a number with a prefix',
  text: 'another text',
}

function mostUsedForm(view: View, { event_name }: Both, channel: Channel): IdForm | null {
  let most: IdForm | null = null
  let count = 0
  for (const form of ID_FORMS) {
    const of_form = view.week.count(event_name, channel, `id:${form}`)
    if (of_form > count) [most, count] = [form, of_form]
  }
  return most
}

/** Conversions are worth reporting twice even where the server sends other events only. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'Purchase',
  'Lead',
  'CompleteRegistration',
  'Subscribe',
  'StartTrial',
  'SubmitApplication',
])
const COVERAGE_GOAL = 0.75

/**
 * Of the events that the browser reported, those that the server did not report too. Only where a server is connected, and
 * for what it sends, or ought to as a conversion. @source reference 7.5
 */
export function diagnoseCoverage(view: View): Diagnosis[] {
  const server_sends = view.week.count(null, 'server', 'web') >= RULE_ROWS.coverage_low.affected_min
  if (!server_sends) return []
  return view.week.eventNames().flatMap((event_name) => {
    const from_server = view.week.count(event_name, 'server', 'web')
    if (from_server < RULE_ROWS.coverage_low.affected_min && !CONVERSIONS.has(event_name)) return []
    const server_first = view.week.count(event_name, null, 'both:server_first')
    const covered = view.week.count(event_name, null, 'both:browser_first') + server_first
    const total = view.books.count(event_name, 'browser', 'counted') + server_first
    const affected = Math.max(0, total - covered)
    if (covered >= total * COVERAGE_GOAL || !isRaised('coverage_low', affected, total)) return []
    const when = whenAffected(view, 'coverage_low', event_name, uncovered)
    if (when === null) return []
    return [
      diagnosisOf('coverage_low', {
        event_name,
        channel: null,
        seen: `The server reported ${percent(covered, total)} of the ${eventsOf(event_name, 'browser')} (${thousands(covered)} of ${thousands(total)} in 7 days) as well; the goal is 75 %.`,
        affected,
        total,
        ...(placesOf(view, 'coverage_low', event_name, 'server') ?? {}),
        ...when,
        cause:
          from_server < total * COVERAGE_GOAL
            ? `The server sent ${thousands(from_server)} of this event in all.`
            : 'The server sends enough of them, but their copies do not meet.',
      }),
    ]
  })
}

/** Of the browser's events and those that the server reported first, those that have one channel only. */
const uncovered: Measured = (count) => {
  const total = count('browser', 'books:counted') + count(null, 'both:server_first')
  return { affected: Math.max(0, total - met(count)), total }
}
