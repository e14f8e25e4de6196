import type { Action, ServerReport } from './action.js'
import { customDataOf } from './custom-data.js'
import { digest, type Person } from './person.js'
import type { Random } from './random.js'

/** Of how many customers the shop knows this; the rest left the field empty, and nothing is sent. */
const KNOWN: readonly [key: keyof Person, share: number][] = [
  ['em', 0.995],
  ['ph', 0.8],
  ['fn', 0.99],
  ['ln', 0.99],
  ['ct', 0.98],
  ['st', 0.85],
  ['zp', 0.98],
  ['country', 0.99],
]
/** Of the server's events few are late, and very few are very late: a queue that was retried. */
const LATE_SHARE = 0.015
const VERY_LATE_SHARE = 0.002
/** A phone between two networks, a private relay: the shop saw another address than the pixel's request came from. */
const OTHER_ADDRESS_SHARE = 0.006

/** The same action as the shop's server reports it by the official SDK, some seconds later. */
export function serverReportOf(action: Action, random: Random): ServerReport {
  const { visitor, event_name } = action
  const user_data: ServerReport['event']['user_data'] = {
    external_id: [digest(visitor.external_id)],
    client_ip_address: random.chance(OTHER_ADDRESS_SHARE) ? visitor.ip4 : visitor.ip,
    client_user_agent: visitor.user_agent,
  }
  if (action.is_known)
    for (const [key, share] of KNOWN) if (random.chance(share)) user_data[key] = [digest(visitor.person[key])]
  // Where the pixel is blocked, its cookie mostly is not there either.
  if (!visitor.blocks_pixel || random.chance(0.4)) user_data.fbp = visitor.fbp
  if (visitor.fbc !== null) user_data.fbc = visitor.fbc
  return {
    channel: 'server',
    at_ms: action.at_ms + delayOf(event_name === 'Purchase', random),
    action,
    event: {
      event_name,
      event_time: Math.floor(action.at_ms / 1000),
      event_id: action.event_id,
      event_source_url: action.url,
      action_source: 'website',
      user_data,
      custom_data: customDataOf(action),
    },
  }
}

/** ms from what happened to the server's request: an order's webhook takes longer than a page. */
function delayOf(is_order: boolean, random: Random): number {
  if (random.chance(VERY_LATE_SHARE)) return random.int(65, 100) * 60_000
  if (random.chance(LATE_SHARE)) return random.int(4, 40) * 60_000
  return is_order ? random.int(3_000, 18_000) : random.int(700, 7_000)
}
