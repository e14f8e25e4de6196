import type { IncomingMessage } from 'node:http'
import {
  blockedRow,
  countedAs,
  type DecodedBeacon,
  type IdentifiedEvent,
  type IdentifyContext,
  identify,
  type Problem,
  type Result,
  receivedRow,
  restrictedRow,
  type TestedEvent,
} from '@countersign/core'
import type { Dataset } from '@countersign/storage/configuration'
import { encodeLine, type SightingLine } from '@countersign/storage/journal'
import { hasPermissions, hostOfUrl, isPermitted } from '../block/traffic-permissions.js'
import { restrictedLine } from '../restrict/restricted-line.js'
import type { Stage } from '../stage.js'
import { nothingTested, tellOnce, tellTested } from '../test-events/tell.js'
import { readClickCookies } from './cookie-header.js'
import { isByHttps, ownSiteOf, refreshFirstPartyCookies } from './first-party-cookies.js'
import type { OwnSite } from './own-site.js'
import { refusalLine } from './refusal.js'
import { type RefusedReport, refusedTest } from './refused-test.js'
import { testMarkOf } from './test-mark.js'

/**
 * A browser's report as its route has read it. The id and the name are there for the books where it was
 * refused.
 */
export interface BrowserReport {
  dataset_id: string
  event_name: string
  decoded: Result<DecodedBeacon>
  /** where it was refused: what it says of the test that it may belong to */
  signs?: { sent: string; page: string }
}

/** What became of a report. */
export interface Collected {
  /** resolves when it is on disk; null where there is nothing to wait for */
  journalled: Promise<unknown> | null
  set_cookies: string[]
}
const NOTHING: Collected = Object.freeze({ journalled: null, set_cookies: [] })

/**
 * Takes a browser's report through the stages to the journal. It ends as a sighting or as a refusal there;
 * only a report for a dataset that we do not have is merely counted.
 */
export function collectBrowserReport(
  { dataset_id, event_name, decoded, signs }: BrowserReport,
  request: IncomingMessage,
  received_at_ms: number,
  stage: Stage,
): Collected {
  const { edge, metrics } = stage
  const dataset = edge.configuration.dataset(dataset_id)
  if (dataset === undefined) {
    metrics.datasetUnknown()
    return NOTHING
  }
  const address = stage.addresses.of(request)
  const report = (): RefusedReport => ({
    ...{ dataset, event_name, received_at_ms },
    signs: decoded.ok ? signsOf(decoded.value) : signs,
  })
  if (isOverLimit(address, dataset, received_at_ms, stage)) {
    // Whoever floods us does not get a sync for each beacon.
    edge.journal.ride(
      refusalLine('blocked', 'address_over_limit', dataset_id, 'browser', [event_name], stage),
    )
    const tested = refusedTest(report(), 'address_over_limit', request, stage)
    if (tested !== null) tellTested(tested, 0, stage)
    return NOTHING
  }
  if (!decoded.ok) return refused(report(), decoded.problems, request, stage)
  const user_agent = request.headers['user-agent']
  const automation: string[] = [...decoded.value.automation]
  if (user_agent !== undefined && stage.user_agents.isBot(user_agent)) automation.push('bot_user_agent')
  const block = blockOf(decoded.value, automation, dataset, request)
  if (block !== null) return refused(report(), block, request, stage)
  return accepted(decoded.value, dataset, { address, user_agent, automation }, request, received_at_ms, stage)
}

/** Only public addresses are counted: the others are proxies' and tests'. */
function isOverLimit(address: string | undefined, dataset: Dataset, now_ms: number, stage: Stage): boolean {
  const limited_as = address === undefined ? null : stage.addresses.limitedAs(address)
  if (limited_as === null) return false
  return stage.address_limit.exceeded(
    limited_as,
    dataset.id,
    dataset.settings.beacons_per_minute_per_address,
    now_ms,
  )
}

/** The rule of the owner's that keeps a report out, by its code. */
function blockOf(
  { event }: DecodedBeacon,
  automation: readonly string[],
  { archived_at_ms, settings }: Dataset,
  request: IncomingMessage,
): string | null {
  if (archived_at_ms !== null) return 'dataset_archived'
  if (hasPermissions(settings)) {
    // An image pixel does not say which page it is on; its request does.
    const host = hostOfUrl(event.event_source_url) ?? hostOfUrl(request.headers.referer)
    if (!isPermitted(host, settings)) return 'traffic_permissions'
  }
  return settings.block_bots && automation.length > 0 ? 'bot' : null
}

const signsOf = ({ cs_test, event }: DecodedBeacon) => ({ sent: cs_test, page: event.event_source_url })

/** @param why  its problems, or the code of the rule that blocks it */
function refused(
  report: RefusedReport,
  why: readonly Problem[] | string,
  request: IncomingMessage,
  stage: Stage,
): Collected {
  const [how, code] =
    typeof why === 'string' ? (['blocked', why] as const) : (['rejected', codeOf(why)] as const)
  const line = refusalLine(how, code, report.dataset.id, 'browser', [report.event_name], stage)
  const journalled = stage.edge.journal.append([line])
  const tested = refusedTest(report, why, request, stage)
  if (tested !== null) tellOnce(journalled, tested, stage)
  return { journalled, set_cookies: [] }
}

function accepted(
  decoded: DecodedBeacon,
  dataset: Dataset,
  from: { address: string | undefined; user_agent: string | undefined; automation: string[] },
  request: IncomingMessage,
  received_at_ms: number,
  stage: Stage,
): Collected {
  const { edge } = stage
  const cookies = readClickCookies(request.headers.cookie)
  const own = ownSiteOf(request, dataset, stage)
  const test = markOf(decoded, request, own, stage)
  const site = dataset.settings.first_party_cookies ? own : null
  const { set_cookies, fbp_is_made } =
    site === null
      ? { set_cookies: [], fbp_is_made: false }
      : refreshFirstPartyCookies(decoded.event, cookies, site, request, received_at_ms, stage)
  const context: IdentifyContext = { channel: 'browser', received_at_ms, sha256: edge.sha256, cookies }
  if (from.address !== undefined) context.client_ip_address = from.address
  if (from.user_agent !== undefined) context.client_user_agent = from.user_agent
  if (site !== null) context.subdomain_index = site.subdomain_index
  const { event, warnings } = identify(decoded.event, context)
  // A test that is not to count is blocked, on this channel as on the server's: it is nobody's conversion.
  const is_to_count = test.code === undefined || dataset.settings.count_test_events
  if (dataset.settings.aem && is_to_count) {
    const from_page = { channel: 'browser' as const, received_at_ms, referer: request.headers.referer }
    const known = fbp_is_made ? withoutFbp(event) : event
    const restricted = restrictedLine(known, dataset, from_page, stage)
    // Whoever is not to be known is not given cookies to be known by.
    if (restricted !== null) {
      const journalled = edge.journal.append([encodeLine(restricted)])
      if (test.code !== undefined) {
        const shown = { ...from_page, test_event_code: test.code, event_name: event.event_name }
        const row = restrictedRow(shown, restricted.restricted)
        tellOnce(journalled, { ...nothingTested(dataset.id), refused: [row] }, stage)
      }
      return { journalled, set_cookies: [] }
    }
  }
  const line: SightingLine = { dataset_id: dataset.id, channel: 'browser', event }
  for (const warning of decoded.warnings) if (!warnings.includes(warning)) warnings.push(warning)
  if (warnings.length > 0) line.warnings = warnings
  if (from.automation.length > 0) line.automation = from.automation
  if (decoded.cs_rid !== undefined) line.sighting_id = decoded.cs_rid
  if (test.code !== undefined) line.test_event_code = test.code
  if (test.set_cookie !== undefined) set_cookies.push(test.set_cookie)
  if (test.code !== undefined)
    return { journalled: journalTested(line, test.code, dataset, received_at_ms, stage), set_cookies }
  stage.metrics.eventsAccepted('browser', 1)
  return { journalled: edge.journal.append([encodeLine(line)]), set_cookies }
}

/** An fbp whose cookie is not set is another at each visit: nobody is known by it, nor kept to once a window. */
function withoutFbp({ user_data, ...event }: IdentifiedEvent): IdentifiedEvent {
  const { fbp: _made, ...known } = user_data
  return { ...event, user_data: known }
}

/** A marked browser's report is shown, whether the dataset counts those of tests or not. */
function journalTested(
  line: SightingLine,
  test_event_code: string,
  { settings }: Dataset,
  received_at_ms: number,
  stage: Stage,
): Promise<number> {
  const { dataset_id, event, warnings = [], automation = [], sighting_id } = line
  const partner_agent = undefined
  const from = { channel: 'browser' as const, received_at_ms, test_event_code, partner_agent }
  const shown: TestedEvent = { ...from, event, warnings, automation }
  const tested = nothingTested(dataset_id)
  let text: string
  if (settings.count_test_events) {
    stage.metrics.eventsAccepted('browser', 1)
    text = encodeLine(line)
    tested.sighted.push({ row: receivedRow(shown), has_own_id: sighting_id !== undefined })
  } else {
    text = refusalLine('blocked', 'test_event', dataset_id, 'browser', [event.event_name], stage)
    tested.refused.push(blockedRow(shown, 'test_event'))
  }
  const journalled = stage.edge.journal.append([text])
  tellOnce(journalled, tested, stage)
  return journalled
}

const markOf = (decoded: DecodedBeacon, request: IncomingMessage, own: OwnSite | null, stage: Stage) =>
  testMarkOf(
    { sent: decoded.cs_test, cookies: request.headers.cookie, page: decoded.event.event_source_url },
    own,
    () => isByHttps(request, stage),
  )

const codeOf = (problems: readonly Problem[]): string => {
  const [first] = problems
  if (first === undefined) throw new Error('A refusal names at least one problem')
  return countedAs(first)
}
