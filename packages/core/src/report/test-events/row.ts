import type { Method } from '../../deduplicate/judge.js'
import type { ActionSource, Channel, IdentifiedEvent, JsonObject, WarningCode } from '../../event.js'
import { CLEAR_KEYS, HASHED_KEYS } from '../../event.js'
import { kindOf } from '../../problem/catalogue.js'
import type { Problem } from '../../problem/problem.js'
import { warningKindOf } from '../../problem/warnings.js'
import type { Restriction } from '../../restrict/restriction.js'
import { blockKindOf } from './blocks.js'
import { shownParameters } from './shown-parameters.js'
import { shownUrl } from './shown-url.js'

/**
 * What has become of a report: `received` until it is judged; `repeated` is the same report sent again, which is one
 * sighting.
 */
export const TEST_STATUSES = [
  'received',
  'counted',
  'duplicate',
  'repeated',
  'rejected',
  'blocked',
  'restricted',
] as const
export type TestStatus = (typeof TEST_STATUSES)[number]

/** A report of a test, as Test Events shows it. It holds no value of a match key. @source reference 9.1 */
export interface TestRow {
  /** what tells it from other rows; a row that comes again under its id replaces the earlier one */
  id: string
  test_event_code: string
  received_at_ms: number
  channel: Channel
  event_name: string
  event_id: string | null
  /** in seconds; null where the report was refused */
  event_time: number | null
  action_source: ActionSource | null
  event_source_url: string | null
  custom_data: JsonObject
  /** the names of its match keys, an fbc that was made from its page's fbclid among them; external_id is not shown */
  match_keys: string[]
  setup: TestSetup
  /** what pointed at a machine: `headless`, `selenium`, `bot_user_agent` */
  automation: string[]
  warnings: TestRemark[]
  /** why it was refused: all of them, each with its place */
  problems: TestProblem[]
  status: TestStatus
  /** the status as a sentence */
  why: string
  /** null until it is judged */
  sighting_id: string | null
  method: Method | null
  /** on a duplicate: the report that its event began with */
  duplicate_of: { channel: Channel; received_at_ms: number } | null
}

/** How the site was set up: the pixel's library, a request of its own, or a partner's integration. */
export interface TestSetup {
  kind: 'pixel' | 'manual' | 'partner'
  partner_agent: string | null
}
export interface TestRemark {
  code: string
  title: string
  fix: string
}
/** `at` is a path in what was sent, `seen` what was seen there, without personal data. */
export type TestProblem = TestRemark & { at: string; seen: string | null }

/** What is known of an identified report of a test. */
export interface TestedEvent {
  channel: Channel
  received_at_ms: number
  test_event_code: string
  event: IdentifiedEvent
  warnings: readonly WarningCode[]
  automation: readonly string[]
  partner_agent: string | undefined
}

/** The row of a report that went to the journal, before it is judged. Without its id: whoever lists it gives one. */
export function receivedRow(tested: TestedEvent): TestRow {
  const { event, channel, received_at_ms, test_event_code } = tested
  return {
    ...emptyRow(test_event_code, channel, received_at_ms, event.event_name),
    event_id: event.event_id,
    event_time: event.event_time,
    action_source: event.action_source,
    event_source_url: event.event_source_url === undefined ? null : shownUrl(event.event_source_url),
    custom_data: shownParameters(event.custom_data),
    match_keys: matchKeysOf(event),
    setup: setupOf(tested),
    automation: [...tested.automation],
    warnings: tested.warnings.map(remarkOf),
  }
}

/** The row of a report that a rule of the owner's keeps out. */
export function blockedRow(tested: TestedEvent, code: string): TestRow {
  const { title, fix } = blockKindOf(code)
  const problem = { code, title, fix, at: '', seen: null }
  return { ...receivedRow(tested), status: 'blocked', why: `Blocked: ${title}. ${fix}`, problems: [problem] }
}

/** The same where nothing but its name is known. */
export function blockedUnread(
  row: Pick<TestRow, 'test_event_code' | 'channel' | 'received_at_ms' | 'event_name'>,
  code: string,
): TestRow {
  const { title, fix } = blockKindOf(code)
  const problem = { code, title, fix, at: '', seen: null }
  return {
    ...emptyRow(row.test_event_code, row.channel, row.received_at_ms, row.event_name),
    status: 'blocked',
    why: `Blocked: ${title}. ${fix}`,
    problems: [problem],
  }
}

/** The row of a report whose person restricts how it is measured: nothing but its name is kept, nor shown. */
export const restrictedRow = (
  row: Pick<TestRow, 'test_event_code' | 'channel' | 'received_at_ms' | 'event_name'>,
  code: Restriction,
): TestRow => ({
  ...emptyRow(row.test_event_code, row.channel, row.received_at_ms, row.event_name),
  status: 'restricted',
  why: `Restricted (${code}): it goes into the counts of Aggregated Event Measurement, and nowhere else.`,
})

/**
 * The row of a report that was refused.
 * @param event_name  as the books may keep it; '' where there was none to read
 * @param problems    its own; empty where it was refused together with others of its request
 */
export function rejectedRow(
  row: Pick<TestRow, 'test_event_code' | 'channel' | 'received_at_ms' | 'event_name'>,
  problems: readonly Problem[],
): TestRow {
  const named = problems.slice(0, PROBLEMS_MAX).map(problemOf)
  const [first] = named
  const why =
    first === undefined
      ? 'Refused with its request, in which another event is wrong: all of a request are taken, or none.'
      : `Refused: ${first.title}. ${first.fix}`
  return {
    ...emptyRow(row.test_event_code, row.channel, row.received_at_ms, row.event_name),
    status: 'rejected',
    why,
    problems: named,
  }
}
const PROBLEMS_MAX = 20

const emptyRow = (
  test_event_code: string,
  channel: Channel,
  received_at_ms: number,
  event_name: string,
): TestRow => ({
  id: '',
  test_event_code,
  received_at_ms,
  channel,
  event_name,
  event_id: null,
  event_time: null,
  action_source: null,
  event_source_url: null,
  custom_data: {},
  match_keys: [],
  setup: { kind: channel === 'browser' ? 'pixel' : 'manual', partner_agent: null },
  automation: [],
  warnings: [],
  problems: [],
  status: 'received',
  why: 'Received. Its verdict follows once it is counted.',
  sighting_id: null,
  method: null,
  duplicate_of: null,
})

const SHOWN_KEYS = [...HASHED_KEYS, ...CLEAR_KEYS].filter((key) => key !== 'external_id')

const matchKeysOf = ({ user_data }: IdentifiedEvent): string[] =>
  SHOWN_KEYS.filter((key) => user_data[key] !== undefined)

/** @source reference 2.2 for the library's `v` and `a`, 5.2 for partner_agent */
function setupOf({ channel, event, partner_agent }: TestedEvent): TestSetup {
  const agent = channel === 'server' ? partner_agent : event.beacon?.a
  if (agent !== undefined && AGENT.test(agent)) return { kind: 'partner', partner_agent: agent }
  if (channel === 'server') return { kind: 'manual', partner_agent: null }
  // A beacon without its library's version is an image or a request of the site's own.
  const is_manual = event.beacon !== undefined && event.beacon.v === undefined
  return { kind: is_manual ? 'manual' : 'pixel', partner_agent: null }
}
const AGENT = /^[\w.-]{2,64}$/

function remarkOf(code: WarningCode): TestRemark {
  const kind = warningKindOf(code)
  return { code, title: kind?.title ?? code, fix: kind?.fix ?? '' }
}

function problemOf({ code, at, seen }: Problem): TestProblem {
  const { title, fix } = kindOf(code)
  return { code, title, fix, at, seen: seen ?? null }
}
