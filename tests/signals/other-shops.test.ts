import type { Report, Traffic } from '@countersign/demo/shop'
import { type Scene, testScenes } from './planted-faults.js'

/** Shops in good order that are set up in another way, or have few visitors yet. */
const KINDS: { [kind: string]: (traffic: Traffic) => void } = {
  'a shop like the others': () => {},
  'a site that collects leads': collectLeads,
  'only a server reports': keep(({ channel }) => channel === 'server'),
  'only a pixel reports': keep(({ channel }) => channel === 'browser'),
  'the server reports orders only': keep(
    ({ channel, action }) => channel === 'browser' || action.event_name === 'Purchase',
  ),
}
const VISITORS_PER_DAY = [5, 40]

testScenes(
  Object.entries(KINDS).flatMap(([kind, reshape]) =>
    VISITORS_PER_DAY.map(
      (visitors_per_day): Scene => ({
        shop: `${kind}, ${visitors_per_day} visitors a day`,
        seed: 31,
        visitors_per_day,
        faults: [],
        reshape,
      }),
    ),
  ),
)

function keep(is_kept: (report: Report) => boolean) {
  return (traffic: Traffic): void => {
    traffic.reports = traffic.reports.filter(is_kept)
  }
}

/** What buys in a shop leaves an email, a phone number and a first name here, and nothing is sold. */
function collectLeads(traffic: Traffic): void {
  keep(({ action }) => ['PageView', 'ViewContent', 'Purchase'].includes(action.event_name))(traffic)
  for (const report of traffic.reports) {
    if (report.action.event_name !== 'Purchase') continue
    if (report.channel === 'browser') {
      report.params.ev = 'Lead'
      for (const name of Object.keys(report.params))
        if (name.startsWith('cd[') || NOT_ASKED.some((key) => name === `ud[${key}]`))
          delete report.params[name]
    } else {
      Object.assign(report.event, { event_name: 'Lead', custom_data: {} })
      for (const key of NOT_ASKED) delete report.event.user_data[key]
    }
  }
}
const NOT_ASKED = ['ln', 'ct', 'st', 'zp', 'country']
