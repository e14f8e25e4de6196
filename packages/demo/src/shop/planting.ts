import type { Beacon, EventName, ServerReport } from './action.js'
import type { Random } from './random.js'
import { DAY_MS } from './times.js'
import type { Traffic } from './traffic.js'
import type { Visitor } from './visitor.js'

/** What the pixel sends of these events; without names, of all. */
export const beacons = ({ reports }: Traffic, ...names: EventName[]): Beacon[] =>
  reports.filter(
    (report): report is Beacon => report.channel === 'browser' && isOf(names, report.action.event_name),
  )

/** What the server sends of these events; without names, of all. */
export const serverReports = ({ reports }: Traffic, ...names: EventName[]): ServerReport[] =>
  reports.filter(
    (report): report is ServerReport => report.channel === 'server' && isOf(names, report.action.event_name),
  )

const isOf = (names: readonly EventName[], name: EventName): boolean =>
  names.length === 0 || names.includes(name)

export const daysAgo = ({ now_ms }: Traffic, days: number): number => now_ms - days * DAY_MS

/** Takes reports out. */
export function drop(traffic: Traffic, which: (report: Traffic['reports'][number]) => boolean): void {
  traffic.reports = traffic.reports.filter((report) => !which(report))
}

/** The same beacon, sent again. */
export function again(beacon: Beacon, after_ms: number): Beacon {
  const ts = String(Number(beacon.params.ts) + after_ms)
  return { ...beacon, at_ms: beacon.at_ms + after_ms, params: { ...beacon.params, ts } }
}

/** Chooses a share of the visitors, each of them for all that they do. */
export function someVisitors(share: number, random: Random): (visitor: Visitor) => boolean {
  const chosen = new Map<Visitor, boolean>()
  return (visitor) => {
    const known = chosen.get(visitor) ?? random.chance(share)
    chosen.set(visitor, known)
    return known
  }
}
