import { drop, serverReports, someVisitors } from '../shop/planting.js'
import type { Trouble } from './trouble.js'

/** What both channels should tell, only one does; or what they tell can be matched to nobody. */
export const COMPLETENESS: readonly Trouble[] = [
  {
    says: 'The server asks for a consent that the banner no longer sets: it reports the product pages of half the visitors.',
    lasts: [[12, 0]],
    found: { code: 'coverage_low', event_name: 'ViewContent' },
    issue: 'active',
    plant(traffic, lasts) {
      const is_left_out = someVisitors(0.5, traffic.random)
      drop(
        traffic,
        ({ channel, action }) =>
          channel === 'server' &&
          action.event_name === 'ViewContent' &&
          lasts(action.at_ms) &&
          is_left_out(action.visitor),
      )
    },
  },
  {
    says: 'Since a deploy the server sends address and user agent of those who fill a cart, and nothing else of them.',
    lasts: [[4, 0]],
    found: { code: 'low_match', event_name: 'AddToCart', channel: 'server' },
    issue: 'active',
    plant(traffic, lasts) {
      for (const { event, action } of serverReports(traffic, 'AddToCart'))
        if (lasts(action.at_ms))
          for (const key of Object.keys(event.user_data)) if (!KEPT.has(key)) delete event.user_data[key]
    },
  },
]
const KEPT = new Set(['client_ip_address', 'client_user_agent'])
