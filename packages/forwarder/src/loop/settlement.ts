import { type Blame, type Decision, type Refusal, splitForBlame } from '@countersign/core'
import type { Outcome } from '@countersign/storage'
import type { Condition } from './condition.js'
import { divided, dueAgain, refused, surelyNotTaken, taken, waiting, wordsOf } from './outcomes.js'
import { bytesOf, type Held, type Piece } from './piece.js'
import type { Holding } from './room.js'
import { type Judged, Siblings } from './siblings.js'
import type { Surroundings } from './surroundings.js'

/** Into so many parts or more, it can be told whether a split was refused as a whole. */
const SIBLINGS_MIN = 4

/** Writes into the ledger what came of a destination's events, and gives their memory back. */
export class Settlement {
  constructor(
    private readonly destination_id: number,
    private readonly sender: Holding & { condition: Condition },
    private readonly around: Surroundings,
  ) {}

  /** @returns what goes out again at once */
  settle(judged: Judged): Piece[] {
    const { piece, answer, decision, is_alike, time } = judged
    if (is_alike && decision.do !== 'accept') {
      const why = 'refusal' in decision ? wordsOf(decision.refusal) : decision.why
      this.sender.condition.fail(time, why, true)
      this.again(piece, judged, why)
      return []
    }
    if (decision.do === 'blame') return this.part(judged, decision)
    if (decision.do === 'accept') {
      this.record(piece, taken(piece.events, answer, decision))
      this.told('sent', piece.events.length)
    } else if (decision.do === 'refuse') this.refuse(judged, decision.refusal)
    else this.again(piece, judged, decision.why)
    return []
  }

  /** It waits in the outbox again, due at once. */
  putOff(piece: Piece, why: string, surely_not_taken: boolean): void {
    const due_ms = this.around.now_ms()
    this.wait(
      piece,
      waiting(
        piece.events.map(({ seq }) => ({ seq, due_ms, surely_not_taken })),
        null,
        why,
      ),
    )
  }

  /** What is too large for one request becomes several. */
  divide(request_id: number, lists: Held[][]): Piece[] {
    const ids = this.around.recorder.record(request_id, divided(lists))
    return this.pieces(ids, lists, { round: 0, of: 'batch', siblings: null, is_probe: false })
  }

  private part({ piece, answer }: Judged, blame: Blame): Piece[] {
    const { places, too_large } = blame
    const { round, events } = piece
    const ways = this.around.limits.parts_in_flight_max
    const split = splitForBlame(places, events.length, { round, too_large, ways })
    const at = (places: readonly number[]) => places.flatMap((place) => events[place] ?? [])
    const aside = at(split.aside)
    const parts = split.parts.map(at)
    const ids = this.around.recorder.record(piece.request_id, refused(aside, parts, answer, blame.refusal))
    this.release(aside)
    this.told('refused', aside.length)
    const is_search = places === null && !too_large && parts.length >= SIBLINGS_MIN
    const siblings = is_search ? new Siblings(parts.length) : null
    return this.pieces(ids, parts, { round: round + 1, of: 'split', siblings, is_probe: false })
  }

  private pieces(ids: number[], lists: Held[][], like: Omit<Piece, 'request_id' | 'events'>): Piece[] {
    return lists.flatMap((events, at) => {
      const request_id = ids[at]
      if (request_id !== undefined) return { ...like, request_id, events }
      // The outbox could not be written: they wait there again.
      this.release(events)
      this.told('again', events.length)
      return []
    })
  }

  private refuse({ piece, answer }: Judged, refusal: Refusal): void {
    this.record(piece, refused(piece.events, [], answer, refusal))
    this.told('refused', piece.events.length)
  }

  private again(piece: Piece, { answer, decision }: { answer: Judged['answer']; decision: Decision }, why: string) {
    const { now_ms, random } = this.around
    const surely = surelyNotTaken(answer, decision)
    // One that has stopped is asked for nothing until it goes on: then at once.
    const due = dueAgain(piece.events, now_ms(), decision.do === 'stop' ? () => 0 : random, surely)
    this.wait(piece, waiting(due, answer, why))
  }

  private wait(piece: Piece, outcome: Outcome): void {
    this.record(piece, outcome)
    this.told('again', piece.events.length)
  }

  private record(piece: Piece, outcome: Outcome): void {
    this.around.recorder.record(piece.request_id, outcome)
    this.release(piece.events)
  }

  private release(events: readonly Held[]): void {
    this.around.room.hold(this.sender, -bytesOf(events))
  }

  private told(outcome: 'sent' | 'refused' | 'again', events: number): void {
    if (events > 0) this.around.report.settled(this.destination_id, outcome, events)
  }
}
