import type { CartLine } from './catalogue.js'
import type { Visitor } from './visitor.js'

export type EventName = 'PageView' | 'ViewContent' | 'AddToCart' | 'InitiateCheckout' | 'Purchase' | 'Lead'

/** One thing that a visitor did, of which the pixel and the shop's server may each tell. */
export interface Action {
  event_name: EventName
  event_id: string
  at_ms: number
  visitor: Visitor
  /** the page's full address, and the one before it */
  url: string
  referrer: string
  /** what it is about: a product, a cart; empty for a PageView */
  lines: readonly CartLine[]
  order_id: string | null
  /** whether the shop knows the visitor's name and address by then */
  is_known: boolean
}

/** What the pixel sends: its parameters by their wire names. @source reference 2.2 */
export interface Beacon {
  channel: 'browser'
  at_ms: number
  action: Action
  params: { [name: string]: string }
  /** the address and the browser that the request comes with */
  ip: string
  user_agent: string
}

/** What the official SDK sends, an event a request. @source reference 5.1, 5.3, 5.4 */
export interface ServerReport {
  channel: 'server'
  at_ms: number
  action: Action
  event: {
    event_name: string
    event_time: number
    event_id?: string
    event_source_url?: string
    action_source?: string
    opt_out?: boolean
    user_data: { [key: string]: string | string[] }
    custom_data: { [key: string]: unknown }
  }
}

export type Report = Beacon | ServerReport
