import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  accept,
  type ConversionsBody,
  countedAs,
  DEFAULT_LIMITS,
  type Findings,
  identify,
  noFindings,
  type Problem,
  type Result,
  refuse,
  validateEvents,
} from '@countersign/core'
import { type Dataset, encodeLine, encodeLines, type SightingLine } from '@countersign/storage'
import { hasPermissions, hostOfUrl, isPermitted } from '../block/traffic-permissions.js'
import { SLICE_EVENTS } from '../limits.js'
import { restrictedLine } from '../restrict/restricted-line.js'
import type { Stage } from '../stage.js'
import { refusalLine } from './refusal.js'

export interface ConversionsTaken {
  events_received: number
  messages: string[]
}

/** A request's events on their way to the journal: what is to be written, and what is to be answered then. */
export interface Prepared {
  /** each text one line or several */
  lines: string[]
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
  if (findings.problems.length > 0)
    return {
      lines: body.validate_only ? [] : [rejected(findings.problems, dataset.id, findings.event_names, stage)],
      answer: refuse(findings.problems),
    }
  const answer = accept({ events_received: body.data.length, messages: findings.messages })
  if (body.validate_only) return { lines: [], answer }
  return { lines: await identifyInSlices(findings, body, dataset, received_at_ms, stage), answer }
}

/** The line for a request whose events are refused together, under the first problem's code. */
export function rejected(
  problems: readonly Problem[],
  dataset_id: string,
  event_names: readonly string[],
  stage: Stage,
): string {
  const [first] = problems
  if (first === undefined) throw new Error('A refusal names at least one problem')
  return refusalLine('rejected', countedAs(first), dataset_id, 'server', event_names, stage)
}

async function identifyInSlices(
  { events, warnings }: Findings,
  body: ConversionsBody,
  dataset: Dataset,
  received_at_ms: number,
  stage: Stage,
): Promise<string[]> {
  const { edge, metrics } = stage
  const context = { channel: 'server' as const, received_at_ms, sha256: edge.sha256 }
  const labels = labelsOf(body)
  const encode = edge.encodeLines ?? encodeLines
  const texts: string[] = []
  let slice: SightingLine[] = []
  let accepted = 0
  const blocked = new Map<string, string[]>()
  for (const [index, event] of events.entries()) {
    if (slice.length === SLICE_EVENTS) {
      texts.push(encode(slice))
      slice = []
      await nextTurn()
    }
    const block = blockOf(event.event_source_url, dataset)
    if (block !== null) {
      const names = blocked.get(block)
      if (names === undefined) blocked.set(block, [event.event_name])
      else names.push(event.event_name)
      continue
    }
    const identified = identify(event, context)
    if (dataset.settings.aem) {
      const restricted = restrictedLine(identified.event, dataset, context, stage)
      if (restricted !== null) {
        texts.push(encodeLine(restricted))
        if (texts.length % SLICE_EVENTS === 0) await nextTurn()
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
  }
  if (slice.length > 0) texts.push(encode(slice))
  metrics.eventsAccepted('server', accepted)
  for (const [code, names] of blocked)
    texts.push(refusalLine('blocked', code, dataset.id, 'server', names, stage))
  return texts
}

/**
 * The rule of the owner's that keeps an event out. One without a page, a shop's till or a call, is on no
 * domain.
 */
function blockOf(event_source_url: string | undefined, { archived_at_ms, settings }: Dataset): string | null {
  if (archived_at_ms !== null) return 'dataset_archived'
  if (event_source_url === undefined || !hasPermissions(settings)) return null
  return isPermitted(hostOfUrl(event_source_url), settings) ? null : 'traffic_permissions'
}

/**
 * What a request says of all its events. Texts of another form than these have could be anything, so are left
 * out.
 */
function labelsOf({ test_event_code, partner_agent }: ConversionsBody) {
  const labels: Pick<SightingLine, 'test_event_code' | 'partner_agent'> = {}
  if (test_event_code !== undefined && TEST_CODE.test(test_event_code))
    labels.test_event_code = test_event_code
  if (partner_agent !== undefined && PARTNER_AGENT.test(partner_agent)) labels.partner_agent = partner_agent
  return labels
}
const TEST_CODE = /^[A-Za-z][\w-]{0,63}$/
const PARTNER_AGENT = /^[\w.-]{2,64}$/
