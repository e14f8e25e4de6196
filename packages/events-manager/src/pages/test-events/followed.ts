import type { Journey, TestNotice, TestRow } from './test-row.js'

/** A row, and whether it came while somebody was looking: such a one slides in. */
export type FollowedRow = TestRow & { is_new: boolean }

/** What has been told of a dataset's tests so far. */
export interface Followed {
  /** newest first */
  rows: readonly FollowedRow[]
  /** the rows that stood there when it was paused; null: it runs */
  paused: readonly FollowedRow[] | null
  /** by test code */
  journeys: { readonly [test_event_code: string]: Journey }
  /** whether test events count */
  notice: TestNotice | null
  /** how many came too fast to be shown */
  left_out: number
  /** rows received up to then were cleared, in ms */
  cleared_until_ms: number
}

export const NOTHING_FOLLOWED: Followed = {
  rows: [],
  paused: null,
  journeys: {},
  notice: null,
  left_out: 0,
  cleared_until_ms: 0,
}

/** What the stream says that is kept. @source docs/test-events.md, "By HTTP" */
export type Told =
  | { kind: 'row'; row: FollowedRow }
  | { kind: 'journey'; journey: Journey }
  | { kind: 'notice'; notice: TestNotice }
  | { kind: 'left_out'; count: number }

export type FollowedAction = { kind: 'told'; told: readonly Told[] } | { kind: 'pause' | 'resume' | 'clear' }

/** As many rows stay; the oldest go. The server keeps fewer. */
export const ROWS_MAX = 500

export function follow(followed: Followed, action: FollowedAction): Followed {
  if (action.kind === 'pause') return { ...followed, paused: followed.paused ?? followed.rows }
  if (action.kind === 'resume') return { ...followed, paused: null }
  if (action.kind === 'told') return action.told.reduce(take, followed)
  const cleared_until_ms = Math.max(
    followed.cleared_until_ms,
    ...followed.rows.map(({ received_at_ms }) => received_at_ms),
  )
  const paused = followed.paused === null ? null : []
  return { ...followed, rows: [], paused, left_out: 0, cleared_until_ms }
}

function take(followed: Followed, told: Told): Followed {
  if (told.kind === 'notice') return { ...followed, notice: told.notice }
  if (told.kind === 'left_out') return { ...followed, left_out: followed.left_out + told.count }
  if (told.kind === 'row') return takeRow(followed, told.row)
  const { journey } = told
  return { ...followed, journeys: { ...followed.journeys, [journey.test_event_code]: journey } }
}

/** One that comes again takes its own place; a stream that is opened anew tells old ones once more. */
function takeRow(followed: Followed, row: FollowedRow): Followed {
  if (row.received_at_ms <= followed.cleared_until_ms) return followed
  const at = followed.rows.findIndex(({ id }) => id === row.id)
  if (at >= 0) {
    const is_new = followed.rows[at]?.is_new === true
    return { ...followed, rows: followed.rows.with(at, { ...row, is_new }) }
  }
  // A refusal is told at once, others wait for their verdict: so one may come before an older one.
  const below = followed.rows.findIndex(({ received_at_ms }) => received_at_ms <= row.received_at_ms)
  const place = below < 0 ? followed.rows.length : below
  return { ...followed, rows: followed.rows.toSpliced(place, 0, row).slice(0, ROWS_MAX) }
}

/** What is to be seen: while it is paused, what stood there then. */
export const shownRows = ({ rows, paused }: Followed): readonly FollowedRow[] => paused ?? rows

/** How many have come since it was paused. */
export function heldCount({ rows, paused }: Followed): number {
  if (paused === null) return 0
  const shown = new Set(paused.map(({ id }) => id))
  return rows.filter(({ id }) => !shown.has(id)).length
}
