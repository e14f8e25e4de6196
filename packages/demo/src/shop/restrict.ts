import { someVisitors } from './planting.js'
import type { Traffic } from './traffic.js'

const CAMPAIGNS = ['spring', 'summer', 'brand']

/**
 * A share of the visitors has opted out: the pixel says that the use of their data is limited, the server that they opted
 * out. The pages of their advertisements name a campaign.
 */
export function restrictSome(traffic: Traffic, share: number): void {
  const { random } = traffic
  const hasOptedOut = someVisitors(share, random)
  const campaigns = new Map<unknown, string>()
  for (const report of traffic.reports) {
    const { visitor } = report.action
    if (!hasOptedOut(visitor)) continue
    const campaign = campaigns.get(visitor) ?? random.pick(CAMPAIGNS)
    campaigns.set(visitor, campaign)
    const named = (url = '') => url.replace('utm_source=ig', `utm_source=ig&utm_campaign=${campaign}`)
    if (report.channel === 'browser')
      Object.assign(report.params, { dpo: 'LDU', dpoco: '0', dpost: '0', dl: named(report.params.dl) })
    else
      Object.assign(report.event, { opt_out: true, event_source_url: named(report.event.event_source_url) })
  }
}
