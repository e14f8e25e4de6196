import type { CountedEvent, Delivery, Sighting, Why } from '../../client/shapes.js'
import { formatCount, formatCountOf } from '../../format/count.js'
import { formatDuration } from '../../format/time.js'

type Channel = 'browser' | 'server'
const KEY = {
  event_id_same: 'event_id',
  fbp_same: 'fbp',
  external_id_same: 'external_id',
  offline_same: 'person, value and item',
}

/** Which of the two that met by something else carry no event_id. */
function missing(which: 'neither' | 'this' | 'that' | 'both'): string {
  if (which === 'neither') return ''
  if (which === 'both') return ' Neither carries an event_id.'
  return which === 'this' ? ' It carries no event_id.' : ' The earlier one carries no event_id.'
}

export const counted = {
  what: 'The counted event',
  title: (event_name: string) => event_name,
  back: 'All of this event',
  unknown: {
    title: 'No counted event is at this address',
    text: 'It may be older than what is kept, or was refused and never counted.',
    action: 'See all events',
  },
  answer: {
    one: (channel: Channel) => `Counted once, from 1 report of the ${channel}.`,
    many: (reports: number, has_more: boolean) =>
      `Counted once from ${has_more ? 'more than ' : ''}${formatCount(reports)} reports: `,
    won: {
      only_one: () => '',
      first: (channel: Channel) => `the ${channel}’s won because it came first.`,
      browser_preferred: (channel: Channel, after_ms: number, within_ms: number) =>
        `the ${channel}’s won: it came ${formatDuration(after_ms)} after the first, and a browser’s report is preferred up to ${formatDuration(within_ms)} after it.`,
    } satisfies {
      [why in CountedEvent['primary']['why']]: (
        channel: Channel,
        after_ms: number,
        within_ms: number,
      ) => string
    },
    merged: (keys: number) =>
      keys === 0 ? '' : ` ${formatCountOf(keys, 'key was', 'keys were')} taken over from the others.`,
  },
  explain: {
    what: 'what is counted',
    rule: (within: string, merge: string) =>
      `The first report opens the event. A browser’s report is preferred to a server’s up to ${within} after it; what the winner did not say is taken from reports up to ${merge} after the first.`,
    reports: 'Reports',
    after: 'The winner came after',
    taken: 'Keys taken over',
  },
  archived: 'This event is archived: what its reports said is no longer kept, only that they came.',
  sightings: {
    title: 'Its reports side by side',
    label: 'The reports of this event, side by side',
    shown: 'What is counted',
    won: 'Won',
    taken: 'taken',
    more: (count: number, has_more: boolean) =>
      `${has_more ? 'More than ' : ''}${formatCount(count)} more reports are not shown.`,
    rows: {
      received: 'Received',
      verdict: 'Verdict',
      why: 'Why',
      part: 'Its part',
      event_id: 'event_id',
      event_time: 'event_time',
      action_source: 'action_source',
      event_source_url: 'event_source_url',
      warnings: 'Warnings',
      sighting_id: 'Sighting',
    },
    groups: { custom_data: 'Parameters', user_data: 'Match keys' },
    none: 'none',
    absent: '–',
    carries: { hashed: 'hashed', plain: 'as sent' },
    from: (channel: Channel) => `from the ${channel}`,
    after: (after_ms: number) => (after_ms === 0 ? 'first' : `${formatDuration(after_ms)} later`),
    hint: 'Match keys are shown by name only; their values are never shown. A mark says from which report the counted value was taken.',
    not_kept: 'no longer kept',
  },
  verdict: { counted: 'Counted', duplicate: 'Duplicate' } satisfies {
    [verdict in Sighting['verdict']]: string
  },
  why(why: Why): string {
    if (why.code === 'first') return 'The first report of this event.'
    const { channel } = why.with
    const same =
      why.code === 'event_id_same' ? 'same event_name and event_id' : `same event_name and ${KEY[why.code]}`
    return `Duplicate of the ${channel} event received ${formatDuration(why.after_ms)} earlier: ${same}, within ${formatDuration(why.within_ms)}.${missing(why.event_id_missing)}`
  },
  part(part: Sighting['part'], merge_within_ms: number): string {
    if (part === null) return 'What it gave is no longer known.'
    return {
      primary: 'What is counted is what this one said.',
      gave: 'Gave what the winner did not say.',
      nothing_to_give: 'Said nothing that the winner did not say.',
      too_late: `Came more than ${formatDuration(merge_within_ms)} after the first: nothing is taken from it.`,
    }[part]
  },
  deliveries: {
    title: 'What Meta answered',
    none: 'No destination is set for this event, so it was sent nowhere.',
    set_up: 'Set up delivery',
    label: 'Where this event was sent, and the answers',
    destination: 'Destination',
    fate: 'State',
    at: 'When',
    attempts: 'Tries',
    answer: 'Answer',
    fates: {
      waiting: 'Waiting',
      sending: 'Being sent',
      sent: 'Sent',
      refused: 'Refused',
      expired: 'Gave up',
      suppressed: 'Held back',
    } satisfies { [state in Delivery['state']]: string },
    due: (time: string) => `due ${time}`,
    http: (http: number) => `HTTP ${http}`,
    received: (count: number) => `events_received ${formatCount(count)} (of the whole request)`,
    trace: (id: string) => `fbtrace_id ${id}`,
    none_yet: 'No answer yet',
    later_merged: 'It turned out to be a duplicate of another event.',
    refusal: ({ title, message, code, subcode }: NonNullable<Delivery['refusal']>) =>
      `${title}: ${message}${code === null ? '' : ` (${code}${subcode === null ? '' : `/${subcode}`})`}`,
    stripped: (names: string) => `Left out: ${names}`,
    edited: 'Sent as edited by hand.',
  },
}
