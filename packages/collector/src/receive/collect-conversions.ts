import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  accept,
  blockedRow,
  type ConversionsBody,
  countedAs,
  DEFAULT_LIMITS,
  type Findings,
  identify,
  noFindings,
  type Problem,
  type Result,
  receivedRow,
  refuse,
  restrictedRow,
  type TestedEvent,
  validateEvents,
} from '@countersign/core'
import type { Dataset } from '@countersign/storage/configuration'
import { encodeLine, encodeLines, type SightingLine } from '@countersign/storage/journal'
import { hasPermissions, hostOfUrl, isPermitted } from '../block/traffic-permissions.js'
import { SLICE_EVENTS } from '../limits.js'
import { restrictedLine } from '../restrict/restricted-line.js'
import type { Stage } from '../stage.js'
import { nothingTested, rejectedRows, type Tested } from '../test-events/tell.js'
import { bookedName, refusalLine } from './refusal.js'

export interface ConversionsTaken {
  events_received: number
  messages: string[]
}

/** A request's events on their way to the journal: what is to be written, and what is to be answered then. */
export interface Prepared {
  /** each text one line or several, the sightings' first */
  lines: string[]
  /** how many lines these texts are */
  count: number
  /** absent: it belongs to no test */
  tested?: Tested
  answer: Result<ConversionsTaken>
}

/**
 * Takes a request's events through the stages: all of them or none. Large requests are worked on in slices,
 * so that others get their turn in between.
 * @returns the lines for the journal: sightings, and of those that a rule of the owner's blocks, or of a
 *          refused request, what the books need. None for validate_only.
 */
export async function prepareConversions(
  body: ConversionsBody,
  dataset: Dataset,
  received_at_ms: number,
  stage: Stage,
): Promise<Prepared> {
  const findings = noFindings()
  for (let from = 0; from < body.data.length; from += SLICE_EVENTS) {
    if (from > 0) await nextTurn()
    validateEvents(body.data, from, from + SLICE_EVENTS, received_at_ms, DEFAULT_LIMITS, findings)
  }
  if (findings.problems.length > 0) {
    const answer = refuse(findings.problems)
    if (body.validate_only) return { lines: [], count: 0, answer }
    const { event_names, problems } = findings
    const code = testCodeIn(body.test_event_code)
    return rejectedRequest(problems, dataset.id, event_names, code, received_at_ms, stage)
  }
  const answer = accept({ events_received: body.data.length, messages: findings.messages })
  if (body.validate_only) return { lines: [], count: 0, answer }
  return { ...(await identifyInSlices(findings, body, dataset, received_at_ms, stage)), answer }
}

/**
 * A request whose events are refused together: they are booked under the first problem's code. Without a name there
 * is nothing to book.
 * @param test_event_code  where it belongs to a test
 */
export function rejectedRequest(
  problems: Problem[],
  dataset_id: string,
  event_names: readonly string[],
  test_event_code: string | undefined,
  received_at_ms: number,
  stage: Stage,
): Prepared {
  const [first] = problems
  if (first === undefined) throw new Error('A refusal names at least one problem')
  const prepared: Prepared = { lines: [], count: 0, answer: refuse(problems) }
  if (event_names.length > 0) {
    prepared.count = 1
    prepared.lines = [refusalLine('rejected', countedAs(first), dataset_id, 'server', event_names, stage)]
  }
  if (test_event_code !== undefined) {
    const base = { test_event_code, channel: 'server' as const, received_at_ms }
    const refused = rejectedRows(base, problems, event_names.map(bookedName))
    prepared.tested = { ...nothingTested(dataset_id), refused }
  }
  return prepared
}

async function identifyInSlices(
  { events, warnings }: Findings,
  body: ConversionsBody,
  dataset: Dataset,
  received_at_ms: number,
  stage: Stage,
): Promise<Omit<Prepared, 'answer'>> {
  const { edge, metrics } = stage
  const context = { channel: 'server' as const, received_at_ms, sha256: edge.sha256 }
  const labels = labelsOf(body)
  const encode = edge.encodeLines ?? encodeLines
  const texts: string[] = []
  let slice: SightingLine[] = []
  let accepted = 0
  const blocked = new Map<string, string[]>()
  /** lines of what people restrict: behind the sightings, whose places follow one another */
  const apart: string[] = []
  const is_test = labels.test_event_code !== undefined
  const tested = is_test && stage.test_events !== null ? nothingTested(dataset.id) : undefined
  const testedOf = ({ event, warnings }: Identified): TestedEvent => ({
    ...{ channel: 'server', received_at_ms, automation: [], event, warnings },
    ...{ test_event_code: labels.test_event_code ?? '', partner_agent: labels.partner_agent },
  })
  for (const [index, event] of events.entries()) {
    if (slice.length === SLICE_EVENTS) {
      texts.push(encode(slice))
      slice = []
      await nextTurn()
    }
    const block = blockOf(event.event_source_url, dataset, is_test)
    if (block !== null) {
      const names = blocked.get(block)
      if (names === undefined) blocked.set(block, [event.event_name])
      else names.push(event.event_name)
      tested?.refused.push(blockedRow(testedOf(identify(event, context)), block))
      continue
    }
    const identified = identify(event, context)
    if (dataset.settings.aem) {
      const restricted = restrictedLine(identified.event, dataset, context, stage)
      if (restricted !== null) {
        apart.push(encodeLine(restricted))
        const { event_name } = identified.event
        tested?.refused.push(restrictedRow({ ...testedOf(identified), event_name }, restricted.restricted))
        if (apart.length % SLICE_EVENTS === 0) await nextTurn()
        continue
      }
    }
    const line: SightingLine = {
      dataset_id: dataset.id,
      channel: 'server',
      event: identified.event,
      ...labels,
    }
    const validated = warnings[index] ?? []
    if (validated.length + identified.warnings.length > 0)
      line.warnings = [...new Set([...validated, ...identified.warnings])]
    slice.push(line)
    accepted += 1
    if (tested !== undefined) {
      const row = receivedRow(testedOf({ event: line.event, warnings: line.warnings ?? [] }))
      tested.sighted.push({ row, has_own_id: false })
    }
  }
  if (slice.length > 0) texts.push(encode(slice))
  texts.push(...apart)
  metrics.eventsAccepted('server', accepted)
  for (const [code, names] of blocked)
    texts.push(refusalLine('blocked', code, dataset.id, 'server', names, stage))
  const taken = { lines: texts, count: accepted + apart.length + blocked.size }
  return tested === undefined ? taken : { ...taken, tested }
}

type Identified = Pick<TestedEvent, 'event' | 'warnings'>

/**
 * The rule of the owner's that keeps an event out. One without a page, a shop's till or a call, is on no
 * domain.
 */
function blockOf(
  event_source_url: string | undefined,
  { archived_at_ms, settings }: Dataset,
  is_test: boolean,
): string | null {
  if (archived_at_ms !== null) return 'dataset_archived'
  if (
    event_source_url !== undefined &&
    hasPermissions(settings) &&
    !isPermitted(hostOfUrl(event_source_url), settings)
  )
    return 'traffic_permissions'
  return is_test && !settings.count_test_events ? 'test_event' : null
}

/**
 * What a request says of all its events. Texts of another form than these have could be anything, so are left
 * out.
 */
function labelsOf({ test_event_code, partner_agent }: ConversionsBody) {
  const labels: Pick<SightingLine, 'test_event_code' | 'partner_agent'> = {}
  const code = testCodeIn(test_event_code)
  if (code !== undefined) labels.test_event_code = code
  if (partner_agent !== undefined && PARTNER_AGENT.test(partner_agent)) labels.partner_agent = partner_agent
  return labels
}

/** The test that a request says it belongs to; undefined where it is none, or is of another form. */
export const testCodeIn = (sent: string | undefined): string | undefined =>
  sent !== undefined && TEST_CODE.test(sent) ? sent : undefined
const TEST_CODE = /^[A-Za-z][\w-]{0,63}$/
const PARTNER_AGENT = /^[\w.-]{2,64}$/
