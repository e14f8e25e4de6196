import { type Answer, type Decision, decide, type GraphEvent } from '@countersign/core'
import type { Fetcher } from '../fetcher.js'
import { composeRequest, type Sending } from './compose-request.js'

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
  const request = composeRequest(sending, events.map(textOf))
  if ('forbidden' in request)
    return { answer: null, decision: { do: 'stop', why: request.forbidden }, bytes: 0 }
  const answer = withoutSecrets(await fetcher(request, signal), sending)
  return { answer, decision: decide(answer, events.length), bytes: request.body.byteLength }
}

/** Graph repeats a token that it cannot read, and what it says goes into the ledger and the log. */
function withoutSecrets(answer: Answer, { secrets }: Sending): Answer {
  if (answer.kind !== 'http') return answer
  const { access_token, app_secret } = secrets
  let { body } = answer
  for (const secret of [access_token, app_secret]) if (secret) body = body.replaceAll(secret, '…')
  return { ...answer, body }
}
