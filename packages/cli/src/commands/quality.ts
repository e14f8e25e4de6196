import {
  type EventCoverage,
  type EventQuality,
  type KeyEventRow,
  type KeyEvents,
  type KeyQuality,
  type MatchQuality,
  percentText,
  qualityOfEvent,
  type SignalQuality,
} from '@countersign/core/quality'
import type { Command } from 'commander'
import { couldNot, print, printable, tableLines } from '../io.js'
import { withSignals } from '../signals.js'
import { withOptions } from './dataset.js'

/** How many keys are named that would raise a score most, where one event is not looked at by itself. */
const GAINS_SHOWN = 3
/** A smaller gain would be shown as none. */
const GAIN_MIN = 0.05

interface Options {
  data?: string
  json?: boolean
  dataset: string
  event?: string
}

/** `countersign quality`. Exit 1 where a key event is in error, so that it can gate a release. */
export function qualityCommand(program: Command): void {
  withOptions(
    program
      .command('quality')
      .description('Match quality, coverage, freshness, key events; exit 1 where a key event is in error'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--event <name>', 'only this event_name, with all of its match keys')
    .action(showQuality)
}

async function showQuality({ data, dataset, event, json }: Options): Promise<void> {
  const all = await withSignals(data, dataset, ({ reading }) => reading.quality(dataset, Date.now()))
  const quality = event === undefined ? all : qualityOfEvent(all, event)
  if (json) print(JSON.stringify(quality))
  else for (const line of qualityLines(quality)) print(line)
  if (!hasQualityErrors(quality)) return
  const names = quality.key_events.rows.filter(isInError).map(({ event_name }) => printable(event_name))
  throw couldNot(`Key events in error: ${names.join(', ')}`)
}

/** Whether a key event is in a state that a release should not go out with. */
export const hasQualityErrors = ({ key_events }: SignalQuality): boolean => key_events.rows.some(isInError)

const isInError = ({ state }: KeyEventRow): boolean => state === 'error'

/**
 * The quality of a dataset for a person at a terminal, line by line. Where there is one event only, with all of its
 * match keys.
 */
export function qualityLines(quality: SignalQuality): string[] {
  const { dataset_id, as_of_ms, behind_rows, events, key_events, custom_conversions } = quality
  const behind = behind_rows > 0 ? [`${behind_rows} journal rows are not in it yet.`] : []
  const head = [`Dataset ${dataset_id}, as of ${new Date(as_of_ms).toISOString()}`, ...behind]
  const conversions = custom_conversions.map(({ id, name, event_name, counted, browser, server }) =>
    [id, printable(name), printable(event_name), counted, browser, server].map(String),
  )
  return [
    ...head,
    '',
    ...(events.length === 0 ? ['No events within 7 days.'] : eventLines(events)),
    ...(events.length === 1 ? events.flatMap(keyLines) : events.flatMap(gainLines)),
    ...keyEventLines(key_events),
    ...(conversions.length === 0
      ? []
      : [
          '',
          ...tableLines([
            ['custom conversion', 'name', 'event_name', 'counted', 'browser', 'server'],
            ...conversions,
          ]),
        ]),
  ]
}

const eventLines = (events: readonly EventQuality[]): string[] =>
  tableLines([
    [
      'event_name',
      'score',
      'rating',
      'day before',
      'coverage',
      'deduplicated',
      'overlap',
      'freshness',
      'added by server',
    ],
    ...events.map(({ event_name, match, coverage, freshness }) => [
      printable(event_name),
      match?.composite_score.toFixed(1) ?? '-',
      match?.rating ?? '-',
      match === null ? '-' : dayBefore(match),
      shown(coverage?.coverage),
      shown(coverage?.deduplication_rate),
      shown(coverage?.overlap),
      freshness?.upload_frequency ?? '-',
      shown(coverage?.acr),
    ]),
  ])

/** The last of the trend is the current day, where that had any. */
const dayBefore = ({ trend }: MatchQuality): string => trend.at(-2)?.composite_score.toFixed(1) ?? '-'

function gainLines({ event_name, match }: EventQuality): string[] {
  const best = byGain(match?.keys ?? []).slice(0, GAINS_SHOWN)
  if (best.length === 0) return []
  const gains = best.map(({ key, gain }) => `${key} (+${gain.toFixed(1)})`).join(', ')
  return [`${printable(event_name)} would gain most from ${gains}`]
}

const byGain = (keys: readonly KeyQuality[]): KeyQuality[] =>
  keys.filter(({ gain }) => gain >= GAIN_MIN).sort((a, b) => b.gain - a.gain)

function keyLines({ match, coverage }: EventQuality): string[] {
  const keys = match === null ? [] : ['', ...matchKeyLines(match)]
  return coverage === null ? keys : [...keys, '', ...dedupeKeyLines(coverage)]
}

const matchKeyLines = ({ keys }: MatchQuality): string[] =>
  tableLines([
    ['match key', 'label', 'coverage', 'valid', 'score with it', 'gain'],
    ...keys.map(({ key, label, coverage, validity, with_it, gain }) => [
      key,
      label,
      shown(coverage),
      shown(validity),
      with_it.toFixed(1),
      `+${gain.toFixed(1)}`,
    ]),
  ])

const dedupeKeyLines = ({ keys }: EventCoverage): string[] =>
  tableLines([
    ['deduplication key', 'of browser', 'of server', 'coverage by it', 'deduplicated by it'],
    ...keys.map(({ dedupe_key, browser_share, server_share, contribution, deduplication_rate }) => [
      dedupe_key,
      ...[browser_share, server_share, contribution, deduplication_rate].map(shown),
    ]),
  ])

function keyEventLines({ business_type, rows }: KeyEvents): string[] {
  if (rows.length === 0) return []
  const table = tableLines([
    ['key event', 'state', 'counted', 'browser only', 'server only', 'both', 'of step before', 'good score'],
    ...rows.map(({ event_name, state, counted, channels, step_rate, targets }) => [
      printable(event_name),
      state,
      ...[counted, channels.browser_only, channels.server_only, channels.both].map(String),
      shown(step_rate),
      targets.composite_score.toFixed(1),
    ]),
  ])
  return ['', `Key events (${business_type})`, ...table, ...rows.flatMap(missingLines)]
}

const missingLines = ({ missing }: KeyEventRow): string[] =>
  missing.map(({ level, says }) => `${level}: ${printable(says)}`)

const shown = (share: number | null | undefined): string =>
  share === null || share === undefined ? '-' : percentText(share)
