import type { Sender } from '../receive/send.js'
import type { Report } from '../shop/action.js'
import type { Traffic } from '../shop/traffic.js'
import type { DemoDatasets } from './set-up.js'

/** What both shops send, and what stands in their order books. */
export interface Shops {
  healthy: Traffic
  troubled: Traffic
}

/** A report, and who sends it. */
export interface Sent {
  report: Report
  sender: Sender
}

/** Both shops' reports in the order of time. */
export function inOrder({ healthy, troubled }: Shops, senders: DemoDatasets): Sent[] {
  const of = ({ reports }: Traffic, sender: Sender): Sent[] => reports.map((report) => ({ report, sender }))
  return [...of(healthy, senders.healthy), ...of(troubled, senders.troubled)].sort(
    (a, b) => a.report.at_ms - b.report.at_ms,
  )
}
