import { type Answer, allRefusedAlike, type Decision } from '@countersign/core'
import type { Piece } from './piece.js'

/** What came of a piece. */
export interface Heard {
  piece: Piece
  /** null: there was no request, or it was given up */
  answer: Answer | null
  decision: Decision
  /** number of the breaker's time in which it began */
  time: number
}

/** With `is_alike`, the events are not at fault: they are tried again. */
export type Judged = Heard & { is_alike: boolean }

/**
 * The parts of one split of which none is known to hold the culprit. Until one of them is taken, refusals that may be
 * the destination's own fault are held: where all parts are refused alike, no event is set aside for it.
 */
export class Siblings {
  private held: Heard[] = []
  private is_cleared = false

  constructor(private expected: number) {}

  /** @returns what may be carried out now */
  heard(one: Heard): Judged[] {
    if (this.is_cleared) return [judged(one)]
    const { decision } = one
    if (decision.do === 'retry' || decision.do === 'stop') return [judged(one), ...this.gone()]
    if (decision.do !== 'accept' && !decision.sure) {
      this.held.push(one)
      return this.whenAll()
    }
    this.is_cleared = true
    return [...this.release(false), judged(one)]
  }

  /** One of them tells nothing any more. */
  gone(): Judged[] {
    this.expected -= 1
    return this.is_cleared ? [] : this.whenAll()
  }

  private whenAll(): Judged[] {
    if (this.held.length === 0 || this.held.length < this.expected) return []
    this.is_cleared = true
    return this.release(allRefusedAlike(this.held.map(({ decision }) => decision)))
  }

  private release(is_alike: boolean): Judged[] {
    const held = this.held.map((one) => judged(one, is_alike))
    this.held = []
    return held
  }
}

const judged = (one: Heard, is_alike = false): Judged => ({ ...one, is_alike })
