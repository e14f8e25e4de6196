import { BATCH_BYTES_MAX } from '@countersign/core'
import type { Destination } from '@countersign/storage'
import { PLATFORMS } from '../platform/platforms.js'
import { Condition } from './condition.js'
import { Dispatch } from './dispatch.js'
import { bytesOf, hold, inRequests, type Piece } from './piece.js'
import type { Holding, Standing } from './room.js'
import { Settlement } from './settlement.js'
import type { Heard, Judged } from './siblings.js'
import type { Surroundings } from './surroundings.js'

/** A usual event's JSON, until it is known what is usual here. */
const EVENT_BYTES = 1_500
/** What is asked for in vain is not asked for again at once. */
const IN_VAIN_MS = 50

/** Sends to one destination: takes batches as its condition and the room allow, and sees each through to its outcome. */
export class Sender implements Holding {
  requests = 0
  bytes = 0
  readonly condition: Condition
  /** Parts of refused batches: they go before anything new. */
  private queue: Piece[] = []
  private readonly dispatch: Dispatch
  private readonly settlement: Settlement
  private event_bytes = EVENT_BYTES
  private ready_at_ms: number
  private is_closing = false

  constructor(
    private destination: Destination,
    private readonly around: Surroundings,
  ) {
    this.condition = new Condition(destination, around)
    this.dispatch = new Dispatch(this, around)
    this.settlement = new Settlement(destination.id, this, around)
    this.ready_at_ms = this.due()
  }

  get standing(): Standing {
    return this.condition.standing
  }

  get is_idle(): boolean {
    return this.requests === 0 && this.queue.length === 0
  }

  look(destination: Destination): void {
    this.destination = destination
    this.condition.look(destination)
    this.putOffWhereHeldBack()
    this.lookForDue()
  }

  /** Begins one request, if one may begin. @returns whether it did, or may at once ask again */
  start(): boolean {
    const now_ms = this.around.now_ms()
    if (this.is_closing) return false
    const mode = this.condition.mode(now_ms)
    if (mode !== 'closed' && mode !== 'probe') return false
    if (this.queue.length > 0) return this.startPart()
    if (now_ms < this.condition.not_before_ms || now_ms < this.ready_at_ms) return false
    if (this.dispatch.under_way.batch >= Math.floor(this.condition.pace.window)) return false
    return this.take(mode === 'probe')
  }

  /** When it may be able to begin a request without anything happening before; null: it never is */
  wakeAt(): number | null {
    const free_at = this.condition.freeAt()
    const at_ms = free_at === null ? null : Math.max(free_at, this.ready_at_ms)
    return at_ms === null || at_ms === Number.POSITIVE_INFINITY ? null : at_ms
  }

  /** Takes nothing any more, and gives back what waits here. */
  close(): void {
    this.is_closing = true
    this.putOffWhereHeldBack()
  }

  giveUp(): void {
    this.dispatch.giveUp()
  }

  status() {
    const { stopped, open_until_ms, pace } = this.condition
    const mode = this.condition.mode(this.around.now_ms())
    return {
      destination_id: this.destination.id,
      state: mode === 'closed' && this.is_idle ? ('idle' as const) : mode,
      requests: this.requests,
      window: Math.floor(pace.window),
      open_until_ms,
      stopped,
    }
  }

  /** A batch that is not full waits a little for more, from when its first event was due. */
  private due(): number {
    const due_ms = this.around.recorder.nextDue(this.destination.id)
    return due_ms === null ? Number.POSITIVE_INFINITY : due_ms + this.around.limits.gather_ms
  }

  /** There may be events that are due earlier than was known. */
  private lookForDue(): void {
    if (this.ready_at_ms > this.around.now_ms()) this.ready_at_ms = this.due()
  }

  private take(is_probe: boolean): boolean {
    const { room, recorder, limits, now_ms } = this.around
    const events_max = is_probe ? limits.probe_events : limits.batch_events_max
    // Each event once by itself and once in a body.
    const likely_bytes = 2 * Math.min(events_max * this.event_bytes, BATCH_BYTES_MAX, limits.bytes_max / 8)
    if (!room.mayBegin(this, likely_bytes)) return false
    const bytes_max = Math.min(BATCH_BYTES_MAX, room.bytesFree(this))
    const batch = recorder.take(this.destination, events_max, bytes_max)
    if (batch === null) {
      this.ready_at_ms = Math.max(this.due(), now_ms() + IN_VAIN_MS)
      return false
    }
    const events = batch.events.map(hold)
    const bytes = bytesOf(events)
    const is_full = events.length >= events_max || bytes > bytes_max / 2
    if (!is_full) this.ready_at_ms = this.due()
    if (events.length === 0) return true
    this.event_bytes = (this.event_bytes + bytes / events.length) / 2
    room.hold(this, bytes)
    const lists = inRequests(events, limits.batch_events_max)
    const { request_id } = batch
    if (lists.length === 1) this.send({ request_id, events, round: 0, of: 'batch', siblings: null, is_probe })
    else this.queue.push(...this.settlement.divide(request_id, lists))
    return true
  }

  private startPart(): boolean {
    const [piece] = this.queue
    if (!piece || this.dispatch.under_way.split >= this.around.limits.parts_in_flight_max) return false
    if (!this.around.room.mayBeginPart(this, bytesOf(piece.events))) return false
    this.queue.shift()
    this.send(piece)
    return true
  }

  private send(piece: Piece): void {
    const begun_ms = this.around.now_ms()
    const time = this.condition.begin(begun_ms)
    const why = this.dispatch.send(this.destination, piece, (answer) => {
      if (answer === null) {
        this.condition.ended(time)
        this.gone(piece, 'The process stopped before an answer came.', false)
      } else {
        const decision = PLATFORMS[this.destination.kind].decide(answer, piece.events.length)
        this.heard({ piece, answer, decision, time }, begun_ms)
      }
      this.lookForDue()
      this.around.turn()
    })
    if (why !== null) this.heard({ piece, answer: null, decision: { do: 'stop', why }, time }, begun_ms)
  }

  private heard(one: Heard, begun_ms: number): void {
    const { decision, piece } = one
    // A destination that has just refused everything alike is not believed that this one event is at fault.
    if (piece.is_probe && 'refusal' in decision && !decision.sure) {
      this.settle([{ ...one, is_alike: true }])
      return
    }
    this.condition.heard(decision, one.time, begun_ms)
    this.settle(piece.siblings?.heard(one) ?? [{ ...one, is_alike: false }])
  }

  private settle(judged: readonly Judged[]): void {
    for (const one of judged) this.queue.push(...this.settlement.settle(one))
    this.putOffWhereHeldBack()
  }

  /** A piece is not seen through here. */
  private gone(piece: Piece, why: string, surely_not_taken: boolean): void {
    this.settlement.putOff(piece, why, surely_not_taken)
    this.settle(piece.siblings?.gone() ?? [])
  }

  /** Parts do not wait in memory for a destination that is left alone. */
  private putOffWhereHeldBack(): void {
    const mode = this.condition.mode(this.around.now_ms())
    if (mode === 'closed' && !this.is_closing) return
    for (let piece = this.queue.shift(); piece; piece = this.queue.shift())
      this.gone(piece, 'Put off: nothing is sent to the destination for now.', true)
  }
}
