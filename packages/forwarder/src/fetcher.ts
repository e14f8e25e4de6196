import type { Answer } from '@countersign/core'

/** A request as it is put on the wire. */
export interface OutgoingRequest {
  /** left out: POST; a GET has an empty body */
  method?: 'GET'
  url: string
  headers: { [name: string]: string }
  body: Uint8Array
  /** Its host is allowed by name: it may have a private address. */
  may_be_private: boolean
}

/**
 * Sends a request and reads its answer. It never rejects: what goes wrong is an answer of kind `network`.
 * @param signal  when it fires, nobody waits for the answer any more
 */
export type Fetcher = (request: OutgoingRequest, signal: AbortSignal) => Promise<Answer>
