import type { ForwarderLimits } from '../limits.js'

/** What one destination holds. */
export interface Holding {
  requests: number
  bytes: number
  /** Its last request was answered as it should be: it will give back soon what it takes. */
  is_trusted: boolean
}

/** This much of the room is for destinations that hold none of it. */
const FIRST_SHARE = 1 / 4
/** And those that are not trusted hold no more than this together. */
const UNTRUSTED_SHARE = 1 / 2
/** One destination holds no more bytes than this. */
const BYTES_SHARE = 1 / 2

/**
 * What all destinations share: requests under way and bytes in memory. One that hangs holds a request at most where it
 * is not trusted, its window where it was until now, and never what others need for their first.
 */
export class Room {
  requests = 0
  bytes = 0
  private untrusted = 0

  constructor(private readonly limits: Pick<ForwarderLimits, 'requests_max' | 'bytes_max'>) {}

  /** Whether one more request of a destination may begin. @param bytes  that it will hold, or about so many */
  mayBegin(of: Holding, bytes: number): boolean {
    const { requests_max, bytes_max } = this.limits
    const share = of.requests === 0 ? 1 : 1 - FIRST_SHARE
    if (this.requests >= Math.max(1, Math.floor(requests_max * share))) return false
    if (!of.is_trusted && of.requests > 0) return false
    if (!of.is_trusted && this.untrusted >= Math.max(1, requests_max * UNTRUSTED_SHARE)) return false
    if (this.bytes === 0) return true
    if (of.bytes > 0 && of.bytes + bytes > bytes_max * BYTES_SHARE) return false
    return this.bytes + bytes <= bytes_max * share
  }

  /** How many bytes of events a destination may still take, a body of the same size beside them. */
  bytesFree(of: Holding): number {
    const { bytes_max } = this.limits
    const own = of.bytes > 0 ? bytes_max * BYTES_SHARE - of.bytes : bytes_max
    return Math.max(0, Math.floor(Math.min(own, bytes_max - this.bytes) / 2))
  }

  /** @returns gives the place back; once */
  begin(of: Holding): () => void {
    const was_trusted = of.is_trusted
    this.requests += 1
    of.requests += 1
    if (!was_trusted) this.untrusted += 1
    return () => {
      this.requests -= 1
      of.requests -= 1
      if (!was_trusted) this.untrusted -= 1
    }
  }

  /** @param bytes  more, or fewer where it is negative */
  hold(of: Holding, bytes: number): void {
    this.bytes += bytes
    of.bytes += bytes
  }
}
