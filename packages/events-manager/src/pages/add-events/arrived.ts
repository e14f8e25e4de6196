/** A counted event, as far as it says how it came in. */
interface Arrived {
  event_name: string
  sightings: readonly { channel: 'browser' | 'server'; received_at_ms: number }[]
}

/** The newest report by a channel. @returns null where none came by it */
export function newestBy(
  events: readonly Arrived[],
  channel: 'browser' | 'server',
): { event_name: string; at_ms: number } | null {
  const reports = events.flatMap(({ event_name, sightings }) =>
    sightings
      .filter((sighting) => sighting.channel === channel)
      .map(({ received_at_ms }) => ({ event_name, at_ms: received_at_ms })),
  )
  return reports.reduce<(typeof reports)[number] | null>(
    (newest, each) => (newest === null || each.at_ms > newest.at_ms ? each : newest),
    null,
  )
}

/** Who our tag template says that it is. */
const GTM_AGENT = 'countersign-gtm'

/** The newest report that the tag template made, among those of tests. @returns null where there is none */
export function newestByTemplate(
  rows: readonly {
    event_name: string
    received_at_ms: number
    setup: { partner_agent: string | null }
  }[],
): { event_name: string; at_ms: number } | null {
  const made = rows.filter(({ setup }) => setup.partner_agent === GTM_AGENT)
  const [first] = made.toSorted((a, b) => b.received_at_ms - a.received_at_ms)
  return first === undefined ? null : { event_name: first.event_name, at_ms: first.received_at_ms }
}
