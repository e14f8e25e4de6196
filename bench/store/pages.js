const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** How long what Events Manager's pages are drawn from takes, each asked as the page asks it. */
export function askPages(reading, dataset_id, now_ms) {
  const [event] = reading.events(dataset_id, { limit: 1, since_ms: 0, event_name: null })
  const { event_name, event_id, sightings } = event
  const month = { since_ms: now_ms - 28 * DAY_MS, until_ms: now_ms }
  const longest = { since_ms: now_ms - 400 * DAY_MS, until_ms: now_ms }
  const steps = (count, step_ms) => Array.from({ length: count }, (_, n) => now_ms - (count - n) * step_ms)
  const asks = {
    summary: () => reading.summaries([dataset_id], now_ms),
    series: () =>
      reading.series(dataset_id, { begins_ms: steps(28, DAY_MS), until_ms: now_ms, event_name: null }),
    series_hours: () =>
      reading.series(dataset_id, { begins_ms: steps(31 * 24, HOUR_MS), until_ms: now_ms, event_name }),
    event_names: () => reading.eventNames(dataset_id, month, now_ms),
    event_name: () => reading.oneName(dataset_id, event_name, month, now_ms),
    series_year: () =>
      reading.series(dataset_id, { begins_ms: steps(400, DAY_MS), until_ms: now_ms, event_name }),
    event_names_year: () => reading.eventNames(dataset_id, longest, now_ms),
    event_name_year: () => reading.oneName(dataset_id, event_name, longest, now_ms),
    counted: () => reading.countedEvent(dataset_id, sightings[0].sighting_id),
    search: () => reading.search(dataset_id, event_id ?? event_name),
    delivery: () => reading.delivery(dataset_id),
  }
  return Object.fromEntries(
    Object.entries(asks).map(([page, ask]) => {
      const asked_ms = performance.now()
      const answer = ask()
      const took_ms = performance.now() - asked_ms
      if (answer === undefined) throw new Error(`${page} has no answer`)
      return [`store.${page}_ms`, took_ms]
    }),
  )
}
