import {
  type Channel,
  COUNTING_DEFAULTS,
  claimsOf,
  type Held,
  type Holder,
  judge,
  keysOf,
  type Method,
  OFFLINE_WINDOW_MS,
  sightingOf,
  windowOnly,
} from '@countersign/core'
import type { SightingLine } from '@countersign/storage'
import { CompactClaims, type Digest, digestOf } from './compact-claims.js'

/** What became of a report. `event_seq` is its own number where it was counted, else that of the one counted. */
export interface Verdict {
  seq: number
  event_seq: number
  verdict: 'counted' | 'duplicate'
  method: Method | null
  /** this report is the first that the event has from its channel */
  first_of_channel: boolean
  /** with it the event has been reported on both channels */
  both_now: boolean
}

/** Of so many of the latest reports it is known on which channels their events came: a byte each. */
const CHANNELS_KEPT = 2 ** 22
const BIT: { [channel in Channel]: number } = { browser: 1, server: 2 }

/** Says of each report whether it counts, by the core's rule, holding no more of the past than the rule asks for. */
export class Deduplication {
  /** method A's and offline's keys */
  private readonly windows = new CompactClaims(OFFLINE_WINDOW_MS)
  /** method B's: the latest browser report with a key, and the latest of those that had no event_id */
  private readonly browser = new CompactClaims(COUNTING_DEFAULTS.deduplication_window_ms)
  private readonly browser_without_id = new CompactClaims(COUNTING_DEFAULTS.deduplication_window_ms)
  private channels = new Uint8Array(CHANNELS_KEPT)
  private seq = 0
  private hashed: { key: string; digest: Digest } = { key: '', digest: digestOf('') }
  private readonly held: Held = {
    claim: (key) => this.claim(key),
    sightingId: (seq) => String(seq).padStart(16, '0'),
  }

  get keys_forgotten(): number {
    return this.windows.forgotten + this.browser.forgotten
  }

  /** @param received_at_ms  never before that of an earlier one */
  take({ dataset_id, channel, event }: SightingLine, received_at_ms: number): Verdict {
    this.seq += 1
    const { seq } = this
    const sighting = sightingOf(dataset_id, '', channel, received_at_ms, event)
    // No browser has reported yet: nothing that a server sends can be met by method B.
    const met_by_window_only = channel === 'server' && this.browser.size === 0
    const keys = met_by_window_only ? windowOnly(sighting) : keysOf(sighting)
    const { verdict, method, event_seq, opens } = judge(sighting, keys, this.held, COUNTING_DEFAULTS)
    const of = event_seq ?? seq
    claimsOf(sighting, keys, opens, { seq, received_at_ms, event_seq: of }, (key, slot, holder) =>
      this.setClaim(key, slot, holder),
    )
    return { seq, event_seq: of, verdict, method, ...this.noteChannel(of, channel) }
  }

  clear(): void {
    this.windows.clear()
    this.browser.clear()
    this.browser_without_id.clear()
    this.channels = new Uint8Array(CHANNELS_KEPT)
    this.seq = 0
  }

  private noteChannel(event_seq: number, channel: Channel) {
    const at = event_seq % CHANNELS_KEPT
    // The place of an event that is older than what is kept belongs to another one now.
    if (this.seq - event_seq >= CHANNELS_KEPT) return { first_of_channel: false, both_now: false }
    const before = event_seq === this.seq ? 0 : (this.channels[at] ?? 0)
    const after = before | BIT[channel]
    this.channels[at] = after
    return { first_of_channel: after !== before, both_now: after !== before && after === 3 }
  }

  private claim(key: string) {
    const digest = this.digest(key)
    if (isWindowKey(key)) return claimed(this.windows.get(digest), undefined)
    return claimed(this.browser.get(digest), this.browser_without_id.get(digest))
  }

  private setClaim(key: string, slot: 'latest' | 'both', holder: Holder): void {
    const digest = this.digest(key)
    if (isWindowKey(key)) {
      this.windows.set(digest, holder)
      return
    }
    this.browser.set(digest, holder)
    if (slot === 'both') this.browser_without_id.set(digest, holder)
  }

  /** A key is looked up and then claimed: hashed once for both. */
  private digest(key: string): Digest {
    if (this.hashed.key !== key) this.hashed = { key, digest: digestOf(key) }
    return this.hashed.digest
  }
}

/** The core's window keys begin with these; method B's with others. @source core's keys.ts */
const isWindowKey = (key: string): boolean => key.startsWith('a') || key.startsWith('o')

const claimed = (latest: Holder | undefined, latest_without_id: Holder | undefined) => ({
  ...(latest && { latest }),
  ...(latest_without_id && { latest_without_id }),
})
