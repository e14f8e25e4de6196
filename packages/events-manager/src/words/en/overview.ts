import { formatCount } from '../../format/count.js'

type Event = string

/** Purchases are spoken of as people speak; other events by their names. */
const many = (event: Event) => (event === 'Purchase' ? 'purchases' : `${event} events`)
const Many = (event: Event) => (event === 'Purchase' ? 'Purchases' : `${event} events`)

export const overview = {
  what: { events: 'The events', chart: 'The numbers over time', quality: 'Coverage and freshness' },
  explain: {
    what: 'what is counted',
    rule: 'Reports of one conversion share an event_id, or a person and a time: they are counted once, and the copies are deduplicated. What was refused, blocked or limited is not counted.',
    browser: 'Received, browser',
    server: 'Received, server',
    counted: 'Counted',
    duplicate: 'Deduplicated',
    refused: 'Refused or limited',
    rows: 'See this event',
  },
  once: (event: Event) => `${Many(event)} are counted once:`,
  twice: (event: Event) => `Some ${many(event)} are probably counted twice:`,
  unsafe: (event: Event) => `${Many(event)} may be counted twice:`,
  apart: (event: Event) =>
    `No ${event === 'Purchase' ? 'purchase' : event} of the browser has met its copy from the server:`,
  one_path: (event: Event, channel: 'browser' | 'server') =>
    `${Many(event)} come from the ${channel} alone, so no copy of them can come by another path:`,
  nothing: (event: Event) => `No ${many(event)} were received in these days.`,
  no_events: 'Nothing was received in these days.',
  counted: (count: number) => `${formatCount(count)} counted`,
  from_reports: (count: number) => ` from ${formatCount(count)} ${count === 1 ? 'report' : 'reports'}`,
  both: (both: number) => `; ${formatCount(both)} arrived on both paths and were deduplicated`,
  copies: (count: number) => `; ${formatCount(count)} copies were deduplicated`,
  against: (days: string) => `against the ${days} before`,
  days: (days: number) => (days === 1 ? 'day' : `${formatCount(days)} days`),
  hours: (hours: number) => `${formatCount(hours)} hours`,
  see_issue: 'See what is wrong',
  empty: {
    title: 'No event has come in yet',
    text: 'Once the browser or the server reports one, it is counted here, and copies of it are deduplicated.',
  },
  behind: (rows: number) =>
    `${formatCount(rows)} ${rows === 1 ? 'report is' : 'reports are'} not counted yet; the numbers grow as they are.`,
  chart: {
    title: (event: Event | null) => (event === null ? 'All events' : event),
    label: (event: Event | null) => `${event ?? 'All events'} received and counted over time`,
    event: 'Event',
    all: 'All events',
    view: 'Show as',
    views: { counts: 'Counts', share: 'Share', table: 'Table' },
    received_browser: 'Received, browser',
    received_server: 'Received, server',
    counted: 'Counted',
    before: 'Counted in the period before',
    gap: 'What stands out over the counted column was deduplicated or refused.',
    share: 'Deduplicated share',
    duplicate: 'Deduplicated',
    refused: 'Refused or limited',
    change: (count: number) =>
      count === 1 ? '1 change of settings' : `${formatCount(count)} changes of settings`,
    changes: 'Changes in these days',
    day: 'Day',
    hour: 'Hour',
    since: (step: 'hour' | 'day') => (step === 'hour' ? 'Hour' : 'Day'),
  },
  figures: {
    title: (event: Event) => `${event}: how well both paths agree`,
    figure: 'Figure',
    now: 'These days',
    before: 'Before',
    share: 'Deduplicated share',
    share_what: 'the deduplicated share',
    share_rule:
      'Of all reports that were judged, the share that was a copy of one already counted. Both paths complete: 50 %.',
    both: 'Came on both paths',
    both_what: 'the share that came on both paths',
    both_rule: 'Of all counted events, the share that was reported by browser and server.',
    coverage: 'Coverage',
    coverage_what: 'coverage',
    coverage_rule: (goal: string) =>
      `Of the events that the browser reported today and in the 7 days before, the share that the server reported as well. The goal is ${goal}.`,
    freshness: 'Freshness',
    freshness_what: 'freshness',
    freshness_rule:
      'The time from event_time to receipt within which half of the server events of the last 48 hours came.',
    frequency: {
      real_time: 'Real time',
      hourly: 'Within hours',
      daily: 'Within a day',
      weekly: 'Over a day',
    },
    half_within: (duration: string) => `half within ${duration}`,
    value: (currency: string) => `Value, ${currency}`,
    value_what: 'the value',
    value_rule: 'The sum of value over the counted events, by the currency that came. Copies add nothing.',
    judged: 'Counted + deduplicated',
    with_browser: 'Reported by the browser',
    matched: 'Of these by the server too',
    sightings: 'Server events looked at',
    late: 'Came late',
    none: 'Not told yet',
    eight_days: 'last 8 days',
    two_days: 'last 48 hours',
  },
  by_event: {
    title: 'By event',
    label: 'Events and how they are counted',
    all: (count: number) => `All ${formatCount(count)} events`,
    open: 'Events',
    event: 'Event',
    browser: 'Browser',
    server: 'Server',
    counted: 'Counted',
    share: 'Deduplicated',
    trend: 'Change',
    last: 'Last received',
    explain: 'this table',
    rules: {
      share: 'Of all reports that were judged, the share that was a copy of one already counted.',
      trend: 'Counted in these days against the same time before.',
    },
  },
  by: (who: string) => `by ${who}`,
}
