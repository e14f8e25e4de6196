import { hash } from 'node:crypto'
import type { Holder } from '@countersign/core'

/** Slots at the start, and at most: 16 million of 32 bytes are 512 MB. Powers of two. */
const SLOTS_MIN = 2 ** 12
const SLOTS_MAX = 2 ** 24
/** Beyond this share of taken slots a search gets long. */
const FULL_SHARE = 0.75

/**
 * Who holds which key, in 32 bytes a key: the table knows a key by the first 64 bits of its SHA-256. Two of ten
 * million keys share those once in some 400,000 runs.
 */
export class CompactClaims {
  private slots = SLOTS_MIN
  private columns = columnsOf(SLOTS_MIN)
  private taken = 0
  /** keys that were given up because the table may not grow any more; those too old to matter do not count */
  forgotten = 0

  /** @param matters_ms  how long after its sighting a key may still meet another */
  constructor(
    private readonly matters_ms: number,
    private readonly slots_max = SLOTS_MAX,
  ) {}

  get size(): number {
    return this.taken
  }

  get(key: Digest): Holder | undefined {
    const at = this.find(key)
    const { seq, event_seq, received_at_ms } = this.columns
    const held = seq[at]
    if (held === undefined || held === 0) return undefined
    return { seq: held, event_seq: event_seq[at] ?? 0, received_at_ms: received_at_ms[at] ?? 0 }
  }

  /** @param holder  its `seq` is from 1: 0 marks a free slot */
  set(key: Digest, holder: Holder): void {
    if (this.taken >= this.slots * FULL_SHARE) this.makeRoom(holder.received_at_ms)
    const at = this.find(key)
    const { high, low, seq, event_seq, received_at_ms } = this.columns
    if (seq[at] === 0) this.taken += 1
    high[at] = key.high
    low[at] = key.low
    seq[at] = holder.seq
    event_seq[at] = holder.event_seq
    received_at_ms[at] = holder.received_at_ms
  }

  clear(): void {
    this.slots = SLOTS_MIN
    this.columns = columnsOf(SLOTS_MIN)
    this.taken = 0
    this.forgotten = 0
  }

  /** The slot that holds a key, or the free one where it would go. */
  private find(key: Digest): number {
    const mask = this.slots - 1
    const { high, low, seq } = this.columns
    let at = key.low & mask
    while (seq[at] !== 0 && !(low[at] === key.low && high[at] === key.high)) at = (at + 1) & mask
    return at
  }

  /** Leaves out what is too old to meet anything, then doubles; at the limit the older half of the time goes. */
  private makeRoom(now_ms: number): void {
    const before = this.taken
    this.rebuild(this.slots, now_ms - this.matters_ms)
    if (this.taken <= before / 2) return
    if (this.slots < this.slots_max) {
      this.rebuild(this.slots * 2, 0)
      return
    }
    const held = this.taken
    this.rebuild(this.slots, this.middleOfTime())
    // All of one moment: then none is older than the others.
    if (this.taken === held) this.rebuild(this.slots, Number.POSITIVE_INFINITY)
    this.forgotten += held - this.taken
  }

  private rebuild(slots: number, from_ms: number): void {
    const old = this.columns
    this.slots = slots
    this.columns = columnsOf(slots)
    this.taken = 0
    const { high, low, seq, event_seq, received_at_ms } = this.columns
    for (let at = 0; at < old.seq.length; at += 1) {
      const received = old.received_at_ms[at] ?? 0
      if (old.seq[at] === 0 || received < from_ms) continue
      const to = this.find({ high: old.high[at] ?? 0, low: old.low[at] ?? 0 })
      high[to] = old.high[at] ?? 0
      low[to] = old.low[at] ?? 0
      seq[to] = old.seq[at] ?? 0
      event_seq[to] = old.event_seq[at] ?? 0
      received_at_ms[to] = received
      this.taken += 1
    }
  }

  private middleOfTime(): number {
    const { seq, received_at_ms } = this.columns
    let [first_ms, last_ms] = [Number.POSITIVE_INFINITY, 0]
    for (let at = 0; at < seq.length; at += 1) {
      if (seq[at] === 0) continue
      const received = received_at_ms[at] ?? 0
      first_ms = Math.min(first_ms, received)
      last_ms = Math.max(last_ms, received)
    }
    return Math.ceil((first_ms + last_ms) / 2)
  }
}

/** The first 64 bits of a key's SHA-256. */
export interface Digest {
  high: number
  low: number
}

export function digestOf(key: string): Digest {
  const bytes = hash('sha256', key, 'binary')
  return { high: word(bytes, 0), low: word(bytes, 4) }
}

const word = (bytes: string, at: number): number =>
  ((bytes.charCodeAt(at) << 24) |
    (bytes.charCodeAt(at + 1) << 16) |
    (bytes.charCodeAt(at + 2) << 8) |
    bytes.charCodeAt(at + 3)) >>>
  0

const columnsOf = (slots: number) => ({
  high: new Uint32Array(slots),
  low: new Uint32Array(slots),
  seq: new Float64Array(slots),
  event_seq: new Float64Array(slots),
  received_at_ms: new Float64Array(slots),
})
