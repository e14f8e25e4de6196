import { COUNTING_DEFAULTS, mergeEvent, type Reported } from '@countersign/core'
import type { EventReport } from '@countersign/storage'
import type { ReceivedEvent } from './kept-events.js'

/** A counted event with all of its reports, in the shape of `countersign events --json`. */
export type Conversion = EventReport

/** Puts reports together to the events that they count as. */
export class Conversions {
  private readonly reports = new Map<number, ReceivedEvent[]>()

  /** @returns the number of the event that it belongs to */
  add(report: ReceivedEvent): number {
    const { event_seq } = report
    const others = this.reports.get(event_seq)
    if (others !== undefined) others.push(report)
    // A copy of an event that was dropped or cleared is shown with no other.
    else if (report.verdict === 'counted') this.reports.set(event_seq, [report])
    return event_seq
  }

  at(event_seq: number): Conversion | undefined {
    const reports = this.reports.get(event_seq)
    return reports && conversionOf(reports)
  }

  /** In the order in which they were first reported. */
  *all(): Generator<Conversion> {
    for (const reports of this.reports.values()) yield conversionOf(reports)
  }
}

function conversionOf(reports: readonly ReceivedEvent[]): Conversion {
  const said = reports.map((report) => ({ report, reported: reportedOf(report) }))
  const [anchor, ...others] = said
  if (anchor === undefined) throw new Error('A conversion has at least one report')
  const copies = others.map(({ reported }) => reported)
  const { event, channels, primary } = mergeEvent(anchor.reported, copies, COUNTING_DEFAULTS)
  return {
    dataset_id: anchor.report.dataset_id,
    event_name: event.event_name,
    event_id: event.event_id ?? reports.find(({ event_id }) => event_id !== null)?.event_id ?? null,
    event_time: event.event_time,
    action_source: event.action_source,
    event_source_url: event.event_source_url ?? null,
    channels,
    counted_at_ms: anchor.report.received_at_ms,
    custom_data: event.custom_data,
    user_data: { ...event.user_data, fbp: event.user_data.fbp ?? null, fbc: event.user_data.fbc ?? null },
    sightings: said.map(({ report, reported }) => ({
      channel: report.channel,
      received_at_ms: report.received_at_ms,
      verdict: report.verdict,
      method: report.method,
      primary: reported === primary,
      sighting_id: reported.sighting_id,
      event_id: report.event_id,
      warnings: report.warnings ?? [],
    })),
  }
}

const reportedOf = (report: ReceivedEvent): Reported => ({
  channel: report.channel,
  received_at_ms: report.received_at_ms,
  sighting_id: String(report.seq).padStart(16, '0'),
  event: report,
})
