import type { Dataset } from '../../client/queries.js'
import { formatCount, formatCountOf } from '../../format/count.js'

const listed = (names: readonly unknown[]) => names.map(String).join(', ')

/** What holds now, in a sentence a section. */
export const answers = {
  general: ({ name, domain, settings: { deduplication_window_hours, time_zone } }: Dataset) =>
    `${name}${domain === null ? '' : `, of ${domain},`} counts copies of an event within ${formatCount(deduplication_window_hours)} hours once. Its days are those of ${time_zone}.`,
  'key-events': ({ settings: { business_type, key_events } }: Dataset) =>
    business_type === 'own'
      ? key_events.length === 0
        ? 'Your own funnel has no steps yet.'
        : `Your own funnel has ${formatCountOf(key_events.length, 'step', 'steps')}.`
      : `The funnel is that of ${business_type === 'shop' ? 'a shop' : 'leads'}.`,
  rules: ({ settings: { custom_conversions, pixel_event_rules } }: Dataset) =>
    `${formatCountOf(custom_conversions.length, 'custom conversion is', 'custom conversions are')} counted besides events; ${formatCountOf(pixel_event_rules.length, 'event rule makes', 'event rules make')} events on the site.`,
  pixel: ({ settings: { pixel_once, pixel_mirror, pixel_automatic_events } }: Dataset) =>
    [
      pixel_once
        ? 'The pixel sends the same Purchase once in 48 hours'
        : 'The pixel sends a Purchase as often as it is told to',
      pixel_mirror ? 'each event to Meta’s endpoint as well' : null,
      pixel_automatic_events.length === 0
        ? 'nothing by itself'
        : `${formatCount(pixel_automatic_events.length)} kinds of events by itself`,
    ]
      .filter((part) => part !== null)
      .join(', ')
      .concat('.'),
  traffic: ({ settings: { allowed_domains, blocked_domains, block_bots } }: Dataset) =>
    `${
      allowed_domains.length > 0
        ? `Only events from ${listed(allowed_domains.slice(0, 3))}${allowed_domains.length > 3 ? ` and ${formatCount(allowed_domains.length - 3)} more` : ''} are counted`
        : blocked_domains.length > 0
          ? `Events from ${formatCountOf(blocked_domains.length, 'domain', 'domains')} are blocked`
          : 'Events from every domain are counted'
    }; bots are ${block_bots ? 'blocked' : 'recorded'}.`,
  privacy: ({ settings: { aem, retention_sightings_days } }: Dataset) =>
    `What people restrict is ${aem ? 'reported as counts only' : 'counted and flagged'}. What was received is kept for ${formatCount(retention_sightings_days)} days.`,
  orders: ({ settings: { orders_tripwire_percent, orders_tripwire_pauses_purchase } }: Dataset) =>
    `More than ${formatCount(orders_tripwire_percent)} % Purchases beyond paid orders ${orders_tripwire_pauses_purchase ? 'pause their delivery' : 'are told, and delivery goes on'}.`,
  delivery: (count: number, sending: number) => {
    if (count === 0) return 'Counted events are sent nowhere.'
    const all = formatCountOf(count, 'destination', 'destinations')
    return `Counted events are sent to ${sending === count ? all : `${formatCount(sending)} of ${all}`}.`
  },
  alerts: (count: number, failing: number) =>
    count === 0
      ? 'Nobody is told of new issues.'
      : `New issues are told by ${formatCountOf(count, 'channel', 'channels')}${failing === 0 ? '' : `, of which ${formatCountOf(failing, 'fails', 'fail')}`}.`,
  last_sent: 'The last message went out',
} as const
