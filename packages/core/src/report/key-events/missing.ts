import type { Severity } from '../diagnosis-codes.js'
import type { MatchQuality } from '../quality/match-quality.js'
import { percentText, thousands } from '../sentences.js'
import { SAMPLE_MIN, STEP_RATE_MAX, STEP_SAMPLE_MIN } from './key-event-tables.js'
import type { KeyEventRow } from './key-events.js'
import type { ParameterCoverage } from './parameter-coverage.js'

/** What a key event lacks to be good, and how to get there. */
export interface Missing {
  what: 'events' | 'parameter' | 'once' | 'match' | 'coverage' | 'step'
  level: Severity
  says: string
}

/** All that is told of a row before what is missing in it, and how many sightings that is told from. */
export type BareRow = Omit<KeyEventRow, 'missing' | 'state'>
export interface Neighbour {
  event_name: string
  counted: number
}

/**
 * What is missing in a row, errors first.
 * @param before  the step before it; null for the first
 * @param busiest  the row of the funnel that was counted most
 */
export function missingIn(
  row: BareRow,
  match: MatchQuality | null,
  before: Neighbour | null,
  busiest: Neighbour,
): Missing[] {
  if (row.counted === 0 && row.sightings === 0) return [noEvents(row, busiest)]
  const missing = [
    ...row.parameters.flatMap((parameter) => missingParameter(row, parameter)),
    ...missingOnce(row),
    ...missingCoverage(row),
    ...missingMatch(row, match),
    ...missingStep(row, before),
  ]
  return missing.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
}
const LEVELS: readonly Severity[] = ['error', 'warning', 'info']

function noEvents({ event_name }: BareRow, busiest: Neighbour): Missing {
  if (busiest.counted < STEP_SAMPLE_MIN)
    return { what: 'events', level: 'info', says: `No ${event_name} came within 7 days.` }
  return {
    what: 'events',
    level: 'warning',
    says: `No ${event_name} came within 7 days, but ${thousands(busiest.counted)} ${busiest.event_name}. Check that it is sent, under exactly this name.`,
  }
}

/** The channel that carries it least is the one that is told of. */
function missingParameter(row: BareRow, { names, need, browser, server }: ParameterCoverage): Missing[] {
  if (need === 'optional') return []
  const target = row.targets[need]
  if (need === 'expected' && row.sightings < SAMPLE_MIN) return []
  const [channel, share] =
    (browser ?? 1) <= (server ?? 1)
      ? (['browser', browser ?? 1] as const)
      : (['server', server ?? 1] as const)
  if (share >= target) return []
  const fix = names.includes('value') ? 'Send the amount as a number.' : `Send custom_data.${names[0]}.`
  return [
    {
      what: 'parameter',
      level: need === 'required' ? 'error' : 'warning',
      says: `${percentText(1 - share)} of the ${channel}'s ${row.event_name} events lack ${names.join(' or ')}. ${fix}`,
    },
  ]
}

function missingOnce({ event_name, targets, repeated, sightings }: BareRow): Missing[] {
  const { repeated_max } = targets
  if (repeated_max === null || repeated === null || sightings < SAMPLE_MIN || repeated <= repeated_max)
    return []
  const says = `${percentText(repeated)} of the browser's ${event_name} events say again what the same browser had said. Send it once an action, not whenever the page is shown.`
  return [{ what: 'once', level: 'warning', says }]
}

function missingCoverage({ event_name, targets, coverage, channels }: BareRow): Missing[] {
  const with_browser = channels.browser_only + channels.both
  if (coverage === null || with_browser < SAMPLE_MIN || coverage >= targets.coverage) return []
  const says = `The server reports ${percentText(coverage)} of the browser's ${event_name} events; ${percentText(targets.coverage)} is good. Send them from the server too, with the same event_id.`
  return [{ what: 'coverage', level: 'warning', says }]
}

function missingMatch({ event_name, targets }: BareRow, match: MatchQuality | null): Missing[] {
  if (match === null || match.web < SAMPLE_MIN || match.composite_score >= targets.composite_score) return []
  const [best] = [...match.keys].sort((a, b) => b.gain - a.gain)
  const fix = best
    ? ` Most would come from ${best.key}: ${best.with_it.toFixed(1)} with it on every event.`
    : ''
  const says = `Match quality is ${match.composite_score.toFixed(1)}; ${targets.composite_score.toFixed(1)} is good for ${event_name}.${fix}`
  return [{ what: 'match', level: 'warning', says }]
}

function missingStep({ event_name, counted, step_rate }: BareRow, before: Neighbour | null): Missing[] {
  if (before === null || counted < SAMPLE_MIN) return []
  if (step_rate !== null && step_rate <= STEP_RATE_MAX) return []
  const says = `There are more ${event_name} events (${thousands(counted)}) than ${before.event_name} events (${thousands(before.counted)}), the step before it. Check that each page reports that step, and that ${event_name} is sent once.`
  return [{ what: 'step', level: 'warning', says }]
}
