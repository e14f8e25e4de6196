import type { Dataset } from '../../client/queries.js'
import { formatCount } from '../../format/count.js'

const HOURS = 'hours'
const MINUTES = 'minutes'
const DAYS = 'days'

const choices = {
  business_type: {
    shop: 'A shop: ViewContent, AddToCart, InitiateCheckout, Purchase',
    leads: 'Leads: ViewContent, Lead',
    own: 'Your own steps, given below',
  },
  pixel_automatic_events: {
    button_click: 'Clicks on buttons',
    microdata: 'Microdata of a page',
    engagement: 'Engagement with a page',
  },
  aem_consent_policy: {
    opt_out: 'opt_out on the event',
    limited_data_use: 'Limited data use',
    consent_withdrawn: 'Consent taken back here',
    no_consent: 'The site says denied',
  },
  data_use_setting: {
    EMPTY: 'Not said',
    ADVERTISING_AND_ANALYTICS: 'Advertising and analytics',
    ANALYTICS_ONLY: 'Analytics only',
  },
  automatic_matching_fields: {
    em: 'Email',
    ph: 'Phone',
    fn: 'First name',
    ln: 'Last name',
    ge: 'Gender',
    db: 'Date of birth',
    ct: 'City',
    st: 'State',
    zp: 'Postal code',
    country: 'Country',
    external_id: 'External ID',
  },
  aem_window_days: { 1: '1 day', 7: '7 days' },
  aem_noise: { off: 'Off', laplace: 'Laplace', gaussian: 'Gaussian' },
} as const

const units: { [name: string]: string | undefined } = {
  deduplication_window_hours: HOURS,
  browser_preferred_minutes: MINUTES,
  merge_window_minutes: MINUTES,
  beacons_per_minute_per_address: 'a minute',
  retention_sightings_days: DAYS,
  retention_events_days: DAYS,
  retention_hourly_days: DAYS,
  aem_edit_delay_hours: HOURS,
  orders_tripwire_percent: '%',
}

const fields = {
  name: { label: 'Name', says: 'As you would say it.' },
  domain: {
    label: 'Domain',
    says: 'The dataset’s own site, such as shop.example. Cookies are kept for it; it blocks nothing.',
  },
  ad_account_id: { label: 'Ad account', says: 'act_ and digits, for delivery to Meta.' },
  time_zone: { label: 'Time zone', says: 'Whose midnight begins a day in reports. It changes no count.' },
  deduplication_window_hours: {
    label: 'Deduplication window',
    says: 'How long after its first copy another copy of an event is still the same event.',
  },
  browser_preferred_minutes: {
    label: 'Browser preferred for',
    says: 'How long after the first copy the browser’s copy is still the one whose fields are shown.',
  },
  merge_window_minutes: {
    label: 'Merge window',
    says: 'How long after the first copy another copy still fills in what is missing.',
  },
  business_type: { label: 'Business type', says: 'Whose funnel of key events is shown.' },
  key_events: {
    label: 'Steps of your own funnel',
    says: 'Event names in their order. They hold where the business type is your own.',
  },
  pixel_once: {
    label: 'Send a Purchase once',
    says: 'The same Purchase is sent only once in 48 hours, by its eventID or order_id.',
  },
  pixel_mirror: { label: 'Send to Meta’s endpoint as well', says: 'The pixel sends each event there, too.' },
  pixel_automatic_events: { label: 'Automatic events', says: 'What the pixel sends by itself.' },
  first_party_cookies: {
    label: 'Keep _fbp and _fbc',
    says: 'For 90 days: the pixel writes them, and a beacon to the dataset’s own site refreshes them.',
  },
  allowed_domains: {
    label: 'Allowed domains',
    says: 'Only events from these and their subdomains are counted. None: off.',
  },
  blocked_domains: {
    label: 'Blocked domains',
    says: 'Events from these and their subdomains are blocked. Not together with allowed domains.',
  },
  block_bots: {
    label: 'Block bots',
    says: 'Beacons whose sender says that it is a bot, or a browser driven by a program. Off: they are recorded as such.',
  },
  beacons_per_minute_per_address: {
    label: 'Beacons from one address',
    says: 'What one public address sends beyond this is blocked. 0: no limit.',
  },
  count_test_events: {
    label: 'Count test events',
    says: 'Events with a test code, and those of a marked browser. Off: they are shown in Test Events and blocked.',
  },
  aem: {
    label: 'Aggregated Event Measurement',
    says: 'What people restrict is reported as counts only. Off: it is counted and flagged.',
  },
  aem_consent_policy: { label: 'What restricts an event', says: 'Any of these.' },
  aem_consent_parameter: {
    label: 'Consent parameter',
    says: 'The parameter by which your site says denied, in custom_data or in a beacon. Empty: none.',
  },
  data_use_setting: {
    label: 'Data use',
    says: 'What the dataset’s events may be used for. Kept for Meta’s API; nothing here acts on it.',
  },
  enable_automatic_matching: {
    label: 'Automatic advanced matching',
    says: 'The pixel looks for match keys in the forms of a page, and hashes them before they leave it.',
  },
  automatic_matching_fields: { label: 'Match keys', says: 'Which of them it looks for.' },
  retention_sightings_days: {
    label: 'What was received',
    says: 'How long it is kept, sighting by sighting.',
  },
  retention_events_days: { label: 'Counted events', says: 'How long they are kept.' },
  retention_hourly_days: { label: 'Hourly books', says: 'How long they are kept.' },
  aem_window_days: {
    label: 'Conversion window',
    says: 'How long a person’s conversion window is. A change waits as long as an edit of the priorities.',
  },
  aem_edit_delay_hours: {
    label: 'Delay of edits',
    says: 'How long after an edit of the priorities the old order stays in force.',
  },
  aem_minimum: { label: 'Smallest count shown', says: 'Smaller counts are withheld.' },
  aem_noise: { label: 'Noise', says: 'The mechanism that blurs counts.' },
  aem_epsilon: { label: 'Epsilon a day', says: 'What a day of a domain spends of its privacy budget.' },
  aem_delta: { label: 'Delta', says: 'How likely the guarantee of blurred counts may fail.' },
  aem_epsilon_per_month: {
    label: 'Epsilon a month',
    says: 'A domain’s privacy budget. Once it is spent, counts wait for the next month.',
  },
  orders_tripwire_percent: {
    label: 'Purchases beyond paid orders',
    says: 'By how much counted Purchases may exceed the paid orders of the same 24 hours.',
  },
  orders_tripwire_pauses_purchase: {
    label: 'Pause delivery of Purchase',
    says: 'When they exceed them by more, until it is released.',
  },
} as const

const listed = (names: readonly unknown[]) => names.map(String).join(', ')

/** What holds now, in a sentence a section. */
const answers = {
  general: ({ name, domain, settings: { deduplication_window_hours, time_zone } }: Dataset) =>
    `${name}${domain === null ? '' : `, of ${domain},`} counts copies of an event within ${formatCount(deduplication_window_hours)} hours once. Its days are those of ${time_zone}.`,
  'key-events': ({ settings: { business_type, key_events } }: Dataset) =>
    business_type === 'own'
      ? key_events.length === 0
        ? 'Your own funnel has no steps yet.'
        : `Your own funnel has ${formatCount(key_events.length)} ${key_events.length === 1 ? 'step' : 'steps'}.`
      : `The funnel is that of ${business_type === 'shop' ? 'a shop' : 'leads'}.`,
  rules: ({ settings: { custom_conversions, pixel_event_rules } }: Dataset) =>
    `${formatCount(custom_conversions.length)} ${custom_conversions.length === 1 ? 'custom conversion is' : 'custom conversions are'} counted besides events; ${formatCount(pixel_event_rules.length)} event ${pixel_event_rules.length === 1 ? 'rule makes' : 'rules make'} events on the site.`,
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
          ? `Events from ${formatCount(blocked_domains.length)} ${blocked_domains.length === 1 ? 'domain' : 'domains'} are blocked`
          : 'Events from every domain are counted'
    }; bots are ${block_bots ? 'blocked' : 'recorded'}.`,
  privacy: ({ settings: { aem, retention_sightings_days } }: Dataset) =>
    `What people restrict is ${aem ? 'reported as counts only' : 'counted and flagged'}. What was received is kept for ${formatCount(retention_sightings_days)} days.`,
  orders: ({ settings: { orders_tripwire_percent, orders_tripwire_pauses_purchase } }: Dataset) =>
    `More than ${formatCount(orders_tripwire_percent)} % Purchases beyond paid orders ${orders_tripwire_pauses_purchase ? 'pause their delivery' : 'are told, and delivery goes on'}.`,
  delivery: (count: number, sending: number) => {
    if (count === 0) return 'Counted events are sent nowhere.'
    const named = count === 1 ? 'destination' : 'destinations'
    return sending === count
      ? `Counted events are sent to ${formatCount(count)} ${named}.`
      : `Counted events are sent to ${formatCount(sending)} of ${formatCount(count)} ${named}.`
  },
  alerts: (count: number, failing: number) =>
    count === 0
      ? 'Nobody is told of new issues.'
      : `New issues are told by ${formatCount(count)} ${count === 1 ? 'channel' : 'channels'}${failing === 0 ? '' : `, of which ${formatCount(failing)} ${failing === 1 ? 'fails' : 'fail'}`}.`,
  last_sent: 'The last message went out',
} as const

/** What a value is called where it is said that it was another. */
function said(name: string, value: unknown): string {
  const named = (choices as { [name: string]: { [value: string]: string } })[name]
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.map((each) => named?.[String(each)] ?? String(each)).join(', ')
  const unit = units[name]
  return `${named?.[String(value)] ?? String(value)}${unit === undefined ? '' : ` ${unit}`}`
}

export const settings = {
  sections: {
    general: 'General',
    'key-events': 'Key events',
    rules: 'Rules',
    pixel: 'Pixel',
    traffic: 'Traffic permissions',
    privacy: 'Privacy',
    tokens: 'Access tokens',
    delivery: 'Delivery to Meta',
    orders: 'Orders',
    alerts: 'Alerts',
  },
  nav: 'Parts of the settings',
  what: 'The settings',
  read_only: 'Only administrators change settings.',
  groups: {
    identity: 'This dataset',
    days: 'Days',
    counting: 'Counting',
    funnel: 'Funnel',
    pixel: 'What the pixel does',
    cookies: 'Cookies',
    domains: 'Where events may come from',
    senders: 'Who may send them',
    consent: 'Consent and limited data use',
    matching: 'Automatic matching',
    retention: 'How long data is kept',
    aggregates: 'Aggregated counts',
    tripwire: 'Tripwire',
  },
  counting_note:
    'A change judges all of the dataset’s sightings again, in the background. Counts may move while it runs.',
  priorities_note: 'Which events have priority is set under',
  answers,
  fields,
  choices,
  units,
  secret_forget: 'Take it away',
  secret_kept: 'Kept as it is',
  secret_gone: 'Is taken away when saved',
  list_hint: 'shop.example',
  was: (name: string, value: unknown) => `not saved · was ${said(name, value)}`,
  unsaved: (count: number) =>
    count === 1 ? '1 change is not saved.' : `${formatCount(count)} changes are not saved.`,
  not_saved: 'Nothing was saved: mend what is marked.',
  save: 'Save changes',
  discard: 'Discard',
  saved: (labels: readonly string[]) =>
    labels.length > 2 ? `${formatCount(labels.length)} settings saved.` : `${labels.join(' and ')} saved.`,
  undone: 'Taken back.',
  cancel: 'Cancel',
  none: 'None',
  ordered: {
    name: 'Event name',
    add: 'Add step',
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    remove: (name: string) => `Remove ${name}`,
  },
  end: {
    title: 'Archive or delete',
    archive: 'Archive dataset',
    archive_text: 'Nothing more is counted; what was stays. It can be taken up again.',
    restore: 'Take up again',
    restore_text: 'The dataset is archived: what comes in is blocked.',
    archived: 'The dataset is archived.',
    restored: 'The dataset counts again.',
    delete: 'Delete dataset',
    delete_text: 'Takes the dataset away with all that was received, counted and set. It does not come back.',
    delete_title: (name: string) => `Delete ${name}`,
    deleted: (name: string) => `${name} is deleted.`,
  },
  tokens: {
    answer: (live: number) =>
      live === 0
        ? 'No access token works: no server can send events by the Conversions API.'
        : `${formatCount(live)} access ${live === 1 ? 'token works' : 'tokens work'}.`,
    newest: 'The newest was made',
    table: 'Access tokens',
    columns: { label: 'For', id: 'Id', created: 'Made', state: 'State', act: 'Revoke' },
    no_label: 'no label',
    works: 'Works',
    revoked: 'Revoked',
    new: 'New token',
    new_title: 'New access token',
    label: 'What is it for?',
    label_hint: 'Such as Shop server. It tells you later which one to revoke.',
    create: 'Create token',
    shown_title: 'Access token, shown this once',
    shown_text:
      'A server sends it along with events by the Conversions API. Keep it where your secrets are: it cannot be shown again.',
    shown_label: 'Access token',
    revoke: 'Revoke',
    revoke_title: (label: string) => `Revoke ${label}`,
    revoke_text: 'Whoever sends events with it is refused at once. It cannot be made to work again.',
    was_revoked: (label: string) => `${label} is revoked.`,
    empty_title: 'Access tokens stand here',
    empty_text: 'A server needs one to send events by the Conversions API.',
    what: 'The access tokens',
    this_one: 'this token',
    refused: 'Only administrators and developers make tokens.',
  },
}
