import type { Answer, Decision, GraphEvent } from '@countersign/core'
import type { Fetcher } from '../fetcher.js'
import type { Sending } from '../platform/platform.js'
import { PLATFORMS } from '../platform/platforms.js'
import { withoutSecrets } from './without-secrets.js'

export interface BatchSent {
  /** null: no request was made */
  answer: Answer | null
  decision: Decision
  /** of the request's body */
  bytes: number
}

/** An event as JSON; one that is text is that already. */
export const textOf = (event: GraphEvent | string): string =>
  typeof event === 'string' ? event : JSON.stringify(event)

/**
 * Sends events to a destination in one request, and says what its answer means. It keeps no count and tries nothing
 * twice: that is the loop's part.
 * @param events  1 to 1,000
 */
export async function sendBatch(
  sending: Sending,
  events: readonly (GraphEvent | string)[],
  fetcher: Fetcher,
  signal: AbortSignal = new AbortController().signal,
): Promise<BatchSent> {
  const platform = PLATFORMS[sending.destination.kind]
  const request = platform.compose(sending, events.map(textOf))
  if ('forbidden' in request)
    return { answer: null, decision: { do: 'stop', why: request.forbidden }, bytes: 0 }
  const answer = withoutSecrets(await fetcher(request, signal), sending.secrets)
  return { answer, decision: platform.decide(answer, events.length), bytes: request.body.byteLength }
}
