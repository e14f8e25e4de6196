import type { Answer } from '@countersign/core'
import type { Destination, DestinationSecrets } from '@countersign/storage'
import type { OutgoingRequest } from '../fetcher.js'
import { PLATFORMS } from '../platform/platforms.js'
import { withoutSecrets } from '../send/without-secrets.js'
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
    const composed = this.compose(destination, texts)
    if ('forbidden' in composed) return composed.forbidden
    const { request, secrets } = composed
    const begun_ms = now_ms()
    const bytes = request.body.byteLength
    const leave = room.begin(this.sender)
    room.hold(this.sender, bytes)
    this.under_way[piece.of] += 1
    const one = attempt(fetcher, request, timers, limits.attempt_ms)
    this.attempts.add(one)
    void one.answer.then((heard) => {
      const answer = heard && withoutSecrets(heard, secrets)
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
  ): { request: OutgoingRequest; secrets: DestinationSecrets } | { forbidden: string } {
    const { meta_url, partner_agent } = this.around
    try {
      const secrets = this.around.secrets(destination.id)
      if (!secrets) return { forbidden: 'There is no access token. Set one for this destination.' }
      const sending = { destination, secrets, meta_url, partner_agent }
      const request = PLATFORMS[destination.kind].compose(sending, events)
      return 'forbidden' in request ? request : { request, secrets }
    } catch (error) {
      return { forbidden: error instanceof Error ? error.message : String(error) }
    }
  }
}
