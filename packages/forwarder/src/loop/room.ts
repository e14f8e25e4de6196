import type { ForwarderLimits } from '../limits.js'

/** What one destination holds. */
export interface Holding {
  requests: number
  bytes: number
  /** Of its last request: `good` will give back soon what it takes, `failed` may not. */
  standing: Standing
}
export type Standing = 'new' | 'good' | 'failed'

/** This much of the room is for destinations that hold none of it. */
const FIRST_SHARE = 1 / 4
/** And those that have failed hold no more than this together. */
const FAILED_SHARE = 1 / 2
/** One destination holds no more bytes than this. */
const BYTES_SHARE = 1 / 2

/**
 * What all destinations share: requests under way and bytes in memory. One that hangs holds a request at most where it
 * is not known as good, its window where it was until now, and never what others need for their first.
 */
export class Room {
  requests = 0
  bytes = 0
  private failed = 0

  constructor(private readonly limits: Pick<ForwarderLimits, 'requests_max' | 'bytes_max'>) {}

  /** Whether a destination may take a batch and send it. @param bytes  that it will hold, or about so many */
  mayBegin(of: Holding, bytes: number): boolean {
    return this.hasRequest(of) && this.hasBytes(of, bytes)
  }

  /** Whether it may send what it holds already. @param bytes  of the body. One goes in any case: it makes room. */
  mayBeginPart(of: Holding, bytes: number): boolean {
    return this.hasRequest(of) && (of.requests === 0 || this.hasBytes(of, bytes))
  }

  /** How many bytes of events a destination may still take, a body of the same size beside them. */
  bytesFree(of: Holding): number {
    const { bytes_max } = this.limits
    const own = of.bytes > 0 ? bytes_max * BYTES_SHARE - of.bytes : bytes_max
    return Math.max(0, Math.floor(Math.min(own, bytes_max - this.bytes) / 2))
  }

  /** @returns gives the place back; once */
  begin(of: Holding): () => void {
    const has_failed = of.standing === 'failed'
    this.requests += 1
    of.requests += 1
    if (has_failed) this.failed += 1
    return () => {
      this.requests -= 1
      of.requests -= 1
      if (has_failed) this.failed -= 1
    }
  }

  /** @param bytes  more, or fewer where it is negative */
  hold(of: Holding, bytes: number): void {
    this.bytes += bytes
    of.bytes += bytes
  }

  private hasRequest(of: Holding): boolean {
    const { requests_max } = this.limits
    if (this.requests >= Math.max(1, Math.floor(requests_max * shareOf(of)))) return false
    if (of.standing !== 'good' && of.requests > 0) return false
    return of.standing !== 'failed' || this.failed < Math.max(1, requests_max * FAILED_SHARE)
  }

  private hasBytes(of: Holding, bytes: number): boolean {
    const { bytes_max } = this.limits
    if (this.bytes === 0) return true
    if (of.bytes > 0 && of.bytes + bytes > bytes_max * BYTES_SHARE) return false
    return this.bytes + bytes <= bytes_max * shareOf(of)
  }
}

const shareOf = (of: Holding): number => (of.requests === 0 ? 1 : 1 - FIRST_SHARE)
