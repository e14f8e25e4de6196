import type { Diagnosis } from '../../client/books.js'
import type { EventRow, Sums } from '../../client/shapes.js'

/** What is diagnosed where one thing that happened is counted more than once. */
const TWICE: ReadonlySet<string> = new Set([
  'missing_event_id',
  'dedup_not_set',
  'ids_never_meet',
  'purchase_on_refresh',
  'multiple_pixel',
  'invalid_event_id',
  'purchases_exceed_orders',
])

/** Whether an event is counted twice. */
export type Answered =
  /** nothing was received of it */
  | { kind: 'nothing' }
  /** a diagnosis that is an error says that some are; one that is a warning, that they may be */
  | { kind: 'twice' | 'unsafe'; diagnosis: Diagnosis }
  /** both paths report it, and copies meet */
  | { kind: 'once' }
  /** both paths report it, and no copy has met another */
  | { kind: 'apart' }
  /** one path reports it: no other copy can come */
  | { kind: 'one_path'; channel: 'browser' | 'server' }

/** @param diagnoses  the most severe first, as the server tells them */
export function answerOf(event_name: string, totals: Sums, diagnoses: readonly Diagnosis[]): Answered {
  const { browser, server } = totals.received
  if (browser + server === 0) return { kind: 'nothing' }
  const about = diagnoses.filter(
    (each) => TWICE.has(each.code) && each.issue.state === 'active' && isAbout(each, event_name),
  )
  const error = about.find(({ severity }) => severity === 'error')
  if (error !== undefined) return { kind: 'twice', diagnosis: error }
  const warning = about.find(({ severity }) => severity === 'warning')
  if (warning !== undefined) return { kind: 'unsafe', diagnosis: warning }
  if (server === 0) return { kind: 'one_path', channel: 'browser' }
  if (browser === 0) return { kind: 'one_path', channel: 'server' }
  return { kind: totals.both > 0 || totals.duplicate > 0 ? 'once' : 'apart' }
}

/** What is about no one event is about Purchases too where it speaks of orders; else it is about all. */
const isAbout = ({ event_name, code }: Diagnosis, asked: string): boolean =>
  event_name === asked ||
  (event_name === null && (code !== 'purchases_exceed_orders' || asked === 'Purchase'))

/** The event that the page asks about where the address names none: Purchase, else what was received most. */
export function askedOf(rows: readonly EventRow[]): string | null {
  if (rows.some(({ event_name }) => event_name === 'Purchase')) return 'Purchase'
  return (
    rows.reduce<EventRow | null>((most, row) => (most && all(most) >= all(row) ? most : row), null)
      ?.event_name ?? null
  )
}

const all = ({ received }: Sums): number => received.browser + received.server

/** Of all that was received and judged, the share that was a copy. null: nothing was. */
export function deduplicatedShare({ counted, duplicate }: Sums): number | null {
  return counted + duplicate === 0 ? null : duplicate / (counted + duplicate)
}

/** Of what the browser or the server reported and was counted, the share that came on both. null: nothing was. */
export const bothShare = ({ counted, both }: Sums): number | null => (counted === 0 ? null : both / counted)

/** What is open and about this event, or about all; null as the event: whatever is open. */
export const touching = (diagnoses: readonly Diagnosis[], event_name: string | null): Diagnosis[] =>
  diagnoses.filter(
    (each) =>
      each.issue.state === 'active' &&
      (event_name === null || each.event_name === null || each.event_name === event_name),
  )
