import type { Method } from '../../deduplicate/judge.js'
import { mergeEvent, type Reported } from '../../deduplicate/merge.js'
import { byOrder, sightingOf } from '../../deduplicate/sighting.js'
import { type CountingSettings, OFFLINE_WINDOW_MS } from '../../deduplicate/windows.js'
import type { Channel } from '../../event.js'

/** A sighting of a counted event, as counting decided it. */
export interface JudgedSighting {
  reported: Reported
  method: Method | null
  /** it opened a window of its event_id */
  opens: boolean
}

/** Another sighting of the same event. */
export interface Met {
  sighting_id: string
  channel: Channel
  received_at_ms: number
}

/** Why a sighting has its verdict, as a code with its numbers: whoever shows it words it. */
export type Why =
  | { code: 'first' }
  | {
      code: `${Method}_same`
      /** the earlier sighting that it met */
      with: Met
      /** how long after that it was received, and within what time that makes it a copy */
      after_ms: number
      within_ms: number
      /** which of the two carries no event_id: by fbp and external_id they meet only where one does not */
      event_id_missing: 'neither' | 'this' | 'that' | 'both'
    }

/** What a sighting gave to what its event shows. `too_late`: it came after what is missing is taken from others. */
export type Part = 'primary' | 'gave' | 'nothing_to_give' | 'too_late'

export interface ExplainedEvent {
  primary: Met & {
    /** `first`: it opened the event, and no browser's copy came soon enough to be preferred */
    why: 'only_one' | 'first' | 'browser_preferred'
    /** how long after the first sighting it was received, and within what time a browser's copy is preferred */
    after_ms: number
    within_ms: number
  }
  /** from which sighting each key is that the event shows */
  merged: { at: 'custom_data' | 'user_data'; key: string; sighting_id: string; channel: Channel }[]
  /** in the order in which they were given, the anchor first */
  sightings: { why: Why; part: Part }[]
}

/**
 * Says why an event's sightings are one event, and which of them gave what it shows.
 * @param anchor  the sighting that opened the event
 * @param others  its duplicates, in any order
 * @source reference/counting.md: "Which event a sighting belongs to", "What a counted event shows"
 */
export function explainEvent(
  anchor: JudgedSighting,
  others: readonly JudgedSighting[],
  settings: CountingSettings,
): ExplainedEvent {
  const given = [anchor, ...others]
  const { primary } = mergeEvent(
    anchor.reported,
    others.map(({ reported }) => reported),
    settings,
  )
  const merged = mergedFrom(anchor.reported, given, primary, settings)
  const gave = new Set(merged.map(({ sighting_id }) => sighting_id))
  const partOf = ({ reported }: JudgedSighting): Part => {
    if (reported === primary) return 'primary'
    if (isLate(reported, anchor.reported, settings)) return 'too_late'
    return gave.has(reported.sighting_id) ? 'gave' : 'nothing_to_give'
  }
  const preferred = primary === anchor.reported ? 'first' : 'browser_preferred'
  return {
    primary: {
      ...metOf(primary),
      why: given.length === 1 ? 'only_one' : preferred,
      after_ms: primary.received_at_ms - anchor.reported.received_at_ms,
      within_ms: settings.browser_preferred_ms,
    },
    merged,
    sightings: given.map((one) => ({ why: whyOf(one, anchor, given, settings), part: partOf(one) })),
  }
}

/** A key is the primary's, else that of the first in order that has it. @source merge.ts, whose rule this follows */
function mergedFrom(
  anchor: Reported,
  given: readonly JudgedSighting[],
  primary: Reported,
  settings: CountingSettings,
): ExplainedEvent['merged'] {
  const rest = given
    .map(({ reported }) => reported)
    .filter((reported) => reported !== primary && !isLate(reported, anchor, settings))
    .sort(byOrder)
  const sources = [primary, ...rest]
  return (['custom_data', 'user_data'] as const).flatMap((at) => {
    const from = new Map<string, Reported>()
    for (const source of sources)
      for (const [key, value] of Object.entries(source.event[at])) {
        const is_here = value !== null && value !== undefined
        if (is_here && !from.has(key)) from.set(key, source)
      }
    return [...from].map(([key, { sighting_id, channel }]) => ({ at, key, sighting_id, channel }))
  })
}

const isLate = (reported: Reported, anchor: Reported, { merge_window_ms }: CountingSettings): boolean =>
  reported.received_at_ms - anchor.received_at_ms > merge_window_ms

function whyOf(
  one: JudgedSighting,
  anchor: JudgedSighting,
  all: readonly JudgedSighting[],
  settings: CountingSettings,
): Why {
  const { method, reported } = one
  if (method === null) return { code: 'first' }
  const before = all
    .filter((other) => byOrder(other.reported, reported) < 0)
    .sort((a, b) => byOrder(b.reported, a.reported))
  // What it met may be gone since: then the event's first sighting stands for it.
  const met = before.find((other) => hasMet(one, other, method)) ?? anchor
  const [this_missing, that_missing] = [reported, met.reported].map(({ event }) => event.event_id === null)
  const missing = this_missing ? (that_missing ? 'both' : 'this') : that_missing ? 'that' : 'neither'
  return {
    code: `${method}_same`,
    with: metOf(met.reported),
    after_ms: reported.received_at_ms - met.reported.received_at_ms,
    within_ms: method === 'offline' ? OFFLINE_WINDOW_MS : settings.deduplication_window_ms,
    event_id_missing: missing,
  }
}

/** Whether it is by an earlier sighting that counting found a method to hold. @source judge.ts */
function hasMet({ reported }: JudgedSighting, other: JudgedSighting, method: Method): boolean {
  const [a, b] = [reported, other.reported].map((said) =>
    sightingOf('', said.sighting_id, said.channel, said.received_at_ms, said.event),
  )
  if (a === undefined || b === undefined) return false
  if (method === 'event_id') return other.opens && a.event_id === b.event_id
  if (method === 'offline') return other.opens
  if (b.channel !== 'browser' || (a.event_id !== null && b.event_id !== null)) return false
  return method === 'fbp'
    ? a.fbp !== null && a.fbp === b.fbp
    : a.external_id.some((digest) => b.external_id.includes(digest))
}

const metOf = ({ sighting_id, channel, received_at_ms }: Reported): Met => ({
  sighting_id,
  channel,
  received_at_ms,
})
