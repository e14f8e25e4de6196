import type { Report } from './action.js'
import { SHOP } from './journey.js'

/** The same report from a page of another site: its address, and the one before it. */
export function moveTo(report: Report, origin: string): void {
  const move = (url = '') => url.replace(SHOP, origin)
  if (report.channel === 'browser')
    Object.assign(report.params, { dl: move(report.params.dl), rl: move(report.params.rl) })
  else report.event.event_source_url = move(report.event.event_source_url)
}
