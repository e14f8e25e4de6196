import { formatCount, formatCountOf } from '../../format/count.js'

const DEFAULT = 'Default'

/** The lists among the settings: destinations, alert channels, rules, and the orders' secret. */
const destinations = {
  title: 'Destinations',
  add: 'Add destination',
  new_title: 'New destination',
  how: 'How delivery goes',
  kind: 'Where to',
  kinds: { meta: 'Meta’s Conversions API', conversions_api: 'Conversions API' },
  kind_says: {
    meta: 'Meta’s Conversions API',
    conversions_api: 'Another server that speaks it',
  },
  first: { browser_only_events: true },
  pause: 'Pause',
  pause_of: (name: string) => `Pause ${name}`,
  resume: 'Resume',
  resume_of: (name: string) => `Resume ${name}`,
  delete_text:
    'Nothing more is sent to it. What waits is dropped, what was sent is no longer shown, and its access token is forgotten. None of it comes back.',
  was_paused: (name: string) => `${name} is paused: what comes in waits.`,
  was_resumed: (name: string) => `${name} sends again.`,
  was_deleted: (name: string) => `${name} is deleted.`,
  saved: 'Destination saved.',
  sends: (events: readonly string[]) =>
    events.length === 0
      ? 'Sends every counted event.'
      : `Sends ${events.slice(0, 4).join(', ')}${events.length > 4 ? ` and ${formatCount(events.length - 4)} more` : ''}.`,
  paused: 'Paused since',
  testing: (code: string) => `Under the test code ${code}.`,
  unreadable: 'Its secrets cannot be read: put the secret key back, or give the access token again.',
  private_host: (host: string) =>
    `Nothing is sent: ${host} is a private address. Add it to its private hosts to allow it.`,
  empty_title: 'Destinations stand here',
  empty_text:
    'With Meta’s access token, what is counted here is sent to your dataset there, each event once.',
  fields: {
    target_id: { label: 'Dataset there', says: 'The digits of Meta’s dataset (pixel) id.' },
    name: { label: 'Name', says: 'What you call it.' },
    access_token: { label: 'Access token', says: 'Of the other side. It is never shown again.' },
    app_secret: { label: 'App secret', says: 'For Meta’s appsecret_proof. It is never shown again.' },
    test_event_code: {
      label: 'Test event code',
      says: 'A code of Meta’s Test Events, under which events are shown there. Empty: none.',
    },
    events: { label: 'Events', says: 'Only events of these names are sent. None: all.' },
    browser_only_events: {
      label: 'Browser-only events',
      says: 'Events that no server reported are sent, too.',
    },
    hold_seconds: {
      label: 'Hold',
      says: 'How long an event waits, so that its other copies can enrich it.',
      unit: 'seconds',
      hint: DEFAULT,
    },
    retry_hours: {
      label: 'Try again for',
      says: 'After 48 hours Meta may count an event twice.',
      unit: 'hours',
      hint: DEFAULT,
    },
    restricted_parameters: {
      label: 'Restricted parameters',
      says: 'Parameters of custom_data that are never sent.',
    },
    url: { label: 'Address', says: 'The base address of its Conversions API. Empty: Meta’s.' },
    api_version: { label: 'API version', says: 'Such as v24.0.', hint: DEFAULT },
    allowed_private_hosts: {
      label: 'Private hosts',
      says: 'Hosts that may have a private address. To any other such host nothing is sent.',
    },
  },
}

const alerts = {
  title: 'Alert channels',
  add: 'Add channel',
  new_title: 'New alert channel',
  kind: 'How',
  kinds: { webhook: 'Webhook', slack: 'Slack', email: 'Mail' },
  first: { severities: ['error', 'warning'] },
  test: 'Send a test',
  test_of: (name: string) => `Send a test to ${name}`,
  test_sent: (rejected: number) =>
    rejected === 0
      ? 'The test was taken.'
      : `The test was taken; ${formatCount(rejected)} recipients were not.`,
  test_failed: 'The test was not taken:',
  delete_text:
    'Nothing more is told by it, and its secret is forgotten: whoever sets it up again gives it anew.',
  was_deleted: 'The channel is deleted.',
  saved: 'Channel saved.',
  tells: (severities: readonly string[]) =>
    `Tells of ${severities.map((each) => ({ error: 'errors', warning: 'warnings', info: 'notes' })[each] ?? each).join(', ')}.`,
  nothing_sent: 'Nothing was sent yet.',
  last_sent: 'Last message',
  waiting: (count: number) => `${formatCountOf(count, 'issue waits', 'issues wait')}.`,
  dropped: (count: number) => `${formatCountOf(count, 'was', 'were')} dropped.`,
  failures: (count: number) =>
    count === 1 ? 'The last try failed:' : `The last ${formatCount(count)} tries failed:`,
  next_try: 'Tried again',
  empty_title: 'Alert channels stand here',
  empty_text: 'By a webhook, Slack or mail you hear of new and returning issues.',
  secrets: {
    webhook: {
      label: 'Signing key',
      says: '16 to 500 characters by which you know our messages. It is never shown again.',
    },
    slack: { label: 'Slack’s address', says: 'That of an incoming webhook. It is never shown again.' },
    email: { label: 'Password', says: 'For the user at the mail server. It is never shown again.' },
  },
  fields: {
    url: {
      label: 'Address',
      says: 'Where messages are sent. Of one that is saved only the beginning is told: leave it empty to keep it.',
    },
    host: { label: 'Mail server', says: 'Such as smtp.shop.example.' },
    port: { label: 'Port', says: '465 with TLS from the start, else STARTTLS.', hint: DEFAULT },
    user: { label: 'User', says: 'Who logs in there. Empty: nobody does.' },
    from: { label: 'Sender', says: 'Such as alerts@shop.example.' },
    to: { label: 'Recipients', says: 'Mail addresses.' },
    severities: {
      label: 'Issues',
      says: 'Issues of these are told.',
      choices: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
    },
    digest_seconds: {
      label: 'Gathered for',
      says: 'How long the first that waits waits for others.',
      unit: 'seconds',
      hint: DEFAULT,
    },
    per_hour_max: { label: 'At most', says: 'Messages within an hour.', unit: 'an hour', hint: DEFAULT },
    allowed_private_hosts: { label: 'Private hosts', says: 'Hosts that may have a private address.' },
  },
}

const orders = {
  webhook_title: 'Webhook of the shop’s orders',
  secret_title: 'Webhook secret',
  secrets: {
    none: 'There is no secret: orders can be sent with an access token, and none can be signed.',
    kept: 'The shop signs its orders with a secret. It was shown when it was made.',
    unreadable:
      'The secret cannot be read, since the key that it was encrypted with is not there: signed orders are refused. Put the key back, make a new secret, or remove this one.',
  },
  taken: 'Signed orders last came',
  not_taken: 'No signed order was taken yet.',
  refused: 'The last request that was refused came',
  secret_make: 'Make a secret',
  secret_make_new: 'Make a new secret',
  secret_remove: 'Remove secret',
  secret_remove_title: 'Remove the webhook secret',
  secret_remove_text:
    'Signed orders are refused from then on. The secret does not come back: the shop would need a new one.',
  secret_removed: 'The webhook secret is removed.',
  secret_first: 'The shop signs its orders with it. It is shown once.',
  secret_replaces:
    'Orders signed with a secret made before are refused from then on, until the shop has the new one.',
  secret_shown: 'Webhook secret, shown this once',
  secret_shown_text: 'Give it to the shop, and have it send its orders to this address:',
  address: 'Address for orders',
}

export const settingsLists = { destinations, alerts, orders }
