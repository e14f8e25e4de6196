import type { Keys } from './keys.js'
import type { Sighting } from './sighting.js'
import { type CountingSettings, OFFLINE_WINDOW_MS } from './windows.js'

export type Method = 'event_id' | 'fbp' | 'external_id' | 'offline'

/** A sighting that holds a key, by the number that the store knows it by, and the event that it belongs to. */
export interface Holder {
  seq: number
  received_at_ms: number
  /** the anchor's number; the sighting's own where it is the anchor */
  event_seq: number
}

/**
 * Who holds a key, among the sightings before the one that is judged. For a window key `latest` is the latest
 * sighting that opened a window; for fbp and external_id it is the latest browser sighting, and `latest_without_id`
 * the latest of those that carry no event_id.
 */
export interface Claim {
  latest?: Holder
  latest_without_id?: Holder
}

/** What the store holds of the sightings before the one that is judged. */
export interface Held {
  claim(key: string): Claim | undefined
  /** asked only to break a tie: two holders received in the same millisecond */
  sightingId(seq: number): string
}

export interface Judgement {
  verdict: 'counted' | 'duplicate'
  method: Method | null
  /** the event that it belongs to; null: it opens one of its own */
  event_seq: number | null
  /** it holds its window key from now on */
  opens: boolean
}

/**
 * Says which event a sighting belongs to, given who holds its keys among the sightings before it.
 * @source reference/counting.md: step 1 is method A, step 2 method B, step 3 a new event
 */
export function judge(s: Sighting, keys: Keys, held: Held, settings: CountingSettings): Judgement {
  const window_ms = s.offline ? OFFLINE_WINDOW_MS : settings.deduplication_window_ms
  if (keys.window !== null) {
    const opener = held.claim(keys.window)?.latest
    if (opener && s.received_at_ms - opener.received_at_ms <= window_ms)
      return duplicate(s.offline ? 'offline' : 'event_id', opener.event_seq, false)
  }
  const opens = keys.window !== null
  if (s.channel === 'server') {
    const met = browserBefore(s, keys, held, settings.deduplication_window_ms)
    if (met) return duplicate(met.method, met.holder.event_seq, opens)
  }
  return { verdict: 'counted', method: null, event_seq: null, opens }
}

/** Method B: the latest browser sighting that shares fbp or an external_id, where one of the two has no event_id. */
function browserBefore(s: Sighting, keys: Keys, held: Held, window_ms: number) {
  let met: { holder: Holder; method: Method } | undefined
  const consider = (key: string, method: Method) => {
    const claim = held.claim(key)
    const holder = s.event_id === null ? claim?.latest : claim?.latest_without_id
    if (!holder || s.received_at_ms - holder.received_at_ms > window_ms) return
    // The same sighting met by two keys was met by fbp, which is considered first.
    if (!met || later(holder, met.holder, held)) met = { holder, method }
  }
  if (keys.fbp !== null) consider(keys.fbp, 'fbp')
  for (const key of keys.external_id) consider(key, 'external_id')
  return met
}

function later(a: Holder, b: Holder, held: Held): boolean {
  if (a.received_at_ms !== b.received_at_ms) return a.received_at_ms > b.received_at_ms
  return a.seq !== b.seq && held.sightingId(a.seq) > held.sightingId(b.seq)
}

const duplicate = (method: Method, event_seq: number, opens: boolean): Judgement => ({
  verdict: 'duplicate',
  method,
  event_seq,
  opens,
})

/**
 * The claims that a judged sighting makes: its window key where it opened a window, and, from the browser, its fbp
 * and external_ids. `seq` and `event_seq` are the store's numbers for it and for its event.
 */
export function claimsOf(
  s: Sighting,
  keys: Keys,
  opens: boolean,
  holder: Holder,
  claim: (key: string, slot: 'latest' | 'both', holder: Holder) => void,
): void {
  if (opens && keys.window !== null) claim(keys.window, 'latest', holder)
  if (s.channel !== 'browser') return
  const slot = s.event_id === null ? 'both' : 'latest'
  if (keys.fbp !== null) claim(keys.fbp, slot, holder)
  for (const key of keys.external_id) claim(key, slot, holder)
}
