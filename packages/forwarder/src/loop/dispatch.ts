import type { Answer } from '@countersign/core'
import type { Destination } from '@countersign/storage'
import type { OutgoingRequest } from '../fetcher.js'
import { composeRequest } from '../send/compose-request.js'
import { type Attempt, attempt } from './attempt.js'
import type { Piece } from './piece.js'
import type { Holding } from './room.js'
import type { Surroundings } from './surroundings.js'

/** One destination's requests that are under way. */
export class Dispatch {
  readonly under_way = { batch: 0, split: 0 }
  private readonly attempts = new Set<Attempt>()

  constructor(
    private readonly sender: Holding,
    private readonly around: Surroundings,
  ) {}

  /**
   * Sends a piece.
   * @param then  is told the answer; null: it was given up
   * @returns why there was no request; null: it is under way
   */
  send(destination: Destination, piece: Piece, then: (answer: Answer | null) => void): string | null {
    const { room, fetcher, timers, limits, now_ms, report } = this.around
    const texts = piece.events.map(({ text }) => text)
    const request = this.compose(destination, texts)
    if ('forbidden' in request) return request.forbidden
    const begun_ms = now_ms()
    const bytes = request.body.byteLength
    const leave = room.begin(this.sender)
    room.hold(this.sender, bytes)
    this.under_way[piece.of] += 1
    const one = attempt(fetcher, request, timers, limits.attempt_ms)
    this.attempts.add(one)
    void one.answer.then((answer) => {
      this.attempts.delete(one)
      this.under_way[piece.of] -= 1
      room.hold(this.sender, -bytes)
      leave()
      const of = { destination_id: destination.id, events: texts.length, bytes }
      if (answer !== null) report.requested({ ...of, answer, latency_ms: now_ms() - begun_ms })
      then(answer)
    })
    return null
  }

  giveUp(): void {
    for (const one of this.attempts) one.giveUp()
  }

  private compose(
    destination: Destination,
    events: readonly string[],
  ): OutgoingRequest | { forbidden: string } {
    const { meta_url, partner_agent } = this.around
    try {
      const secrets = this.around.secrets(destination.id)
      if (!secrets) return { forbidden: 'There is no access token. Set one for this destination.' }
      return composeRequest({ destination, secrets, meta_url, partner_agent }, events)
    } catch (error) {
      return { forbidden: error instanceof Error ? error.message : String(error) }
    }
  }
}
