import type { Answer, Decision } from '@countersign/core'
import type { Destination, DestinationSecrets } from '@countersign/storage'
import type { OutgoingRequest } from '../fetcher.js'
import type { Addressed } from '../guard/allowed-address.js'

/** To whom, as whom, and by what way a request goes. */
export interface Sending {
  destination: Addressed & Pick<Destination, 'test_event_code'>
  secrets: DestinationSecrets
  /** COUNTERSIGN_META_URL; null: it is not set */
  meta_url: string | null
  /** null: none is sent */
  partner_agent: string | null
}

/** How events are sent to a kind of destination: all that another platform has to bring, in a folder of its own. */
export interface Platform {
  /**
   * @param events  JSON texts, each in the Conversions API's words
   * @returns `forbidden`: why nothing may be sent, in a sentence for its owner
   */
  compose(sending: Sending, events: readonly string[]): OutgoingRequest | { forbidden: string }
  /** What an answer asks for. Never throws. */
  decide(answer: Answer, events: number): Decision
}
