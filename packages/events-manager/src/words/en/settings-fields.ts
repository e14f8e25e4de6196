const HOURS = 'hours'
const MINUTES = 'minutes'
const DAYS = 'days'
const KEPT = 'How long they are kept.'

/** What values are called. */
export const choices = {
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

/** What numbers are of. */
export const units: { [name: string]: string | undefined } = {
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

export const fields = {
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
  retention_events_days: { label: 'Counted events', says: KEPT },
  retention_hourly_days: { label: 'Hourly books', says: KEPT },
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

/** What a value is called where it is said that it was another. */
export function valueSaid(name: string, value: unknown): string {
  const named = (choices as { [name: string]: { [value: string]: string } })[name]
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.map((each) => named?.[String(each)] ?? String(each)).join(', ')
  const unit = units[name]
  return `${named?.[String(value)] ?? String(value)}${unit === undefined ? '' : ` ${unit}`}`
}
