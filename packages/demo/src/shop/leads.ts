import type { Action } from './action.js'
import { beaconOf } from './beacon.js'
import { serverReportOf } from './server-report.js'
import type { Traffic } from './traffic.js'
import type { Visitor } from './visitor.js'

/** Of all visitors, those who sign up for the newsletter: more than buy, fewer than fill a cart. */
const LEADS_SHARE = 0.09

/** Some visitors leave their address for the newsletter soon after they came: both channels report a Lead. */
export function addLeads(traffic: Traffic): void {
  const { random } = traffic
  const seen = new Set<Visitor>()
  const first = traffic.reports.filter(({ action }) => {
    if (action.event_name !== 'PageView' || seen.has(action.visitor)) return false
    seen.add(action.visitor)
    return true
  })
  for (const { action } of first) {
    if (action.visitor.user_agent.includes('bot') || !random.chance(LEADS_SHARE)) continue
    const lead: Action = {
      ...action,
      event_name: 'Lead',
      event_id: random.uuid(),
      at_ms: action.at_ms + random.int(8_000, 50_000),
      lines: [],
      order_id: null,
      is_known: true,
    }
    if (!action.visitor.blocks_pixel) traffic.reports.push(beaconOf(lead, random))
    traffic.reports.push(serverReportOf(lead, random))
  }
}
