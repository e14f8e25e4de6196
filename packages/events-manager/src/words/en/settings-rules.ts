import { formatCount, formatCountOf } from '../../format/count.js'

/** Custom conversions and event rules. */
const operators = {
  eq: 'is',
  neq: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  i_contains: 'contains, in any case',
  i_not_contains: 'does not contain, in any case',
  starts_with: 'starts with',
  i_starts_with: 'starts with, in any case',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
} as const

const rules = {
  operators,
  save: 'Save rule',
  event_name: 'Event name',
  operator: 'Compared how',
  values: 'One or more values',
  value: 'Value',
  param_name: 'Parameter',
  remove_param: (name: string) => (name === '' ? 'Remove this parameter' : `Remove ${name}`),
}

interface Condition {
  operator: string
  value: unknown
}
const condition = (what: string, { operator, value }: Condition) =>
  `${what} ${operators[operator as keyof typeof operators] ?? operator} ${(Array.isArray(value) ? value : [value]).join(' or ')}`

const conversions = {
  title: 'Custom conversions',
  add: 'Add custom conversion',
  new_title: 'New custom conversion',
  name: 'Name',
  event_says: 'Counted are events of this name that meet all of the following.',
  url: 'Address of the page',
  url_values: 'Addresses, or parts of them',
  url_hint: '/thanks',
  params: 'Parameters',
  add_param: 'Add a parameter',
  saved: 'Custom conversion saved.',
  deleted: 'Custom conversion deleted.',
  empty: {
    title: 'Custom conversions stand here',
    text: 'They count the events of one name whose address or parameters meet a rule, such as a thank-you page.',
  },
  says: ({
    event_name,
    url,
    params = [],
  }: {
    event_name: string
    url?: Condition
    params?: readonly (Condition & { name: string })[]
  }) =>
    [
      event_name,
      ...(url === undefined ? [] : [condition('the address', url)]),
      ...params.map((param) => condition(param.name, param)),
    ].join(' · '),
}

const events = {
  title: 'Event rules',
  add: 'Add event rule',
  new_title: 'New event rule',
  event_says: 'What the pixel sends.',
  on: 'When',
  click: 'A button is pressed',
  page: 'A page is opened',
  text: 'Text of the button',
  text_says: 'Compared without regard to case and runs of spaces.',
  url: 'Address of the page',
  url_says: 'Of the page that is opened.',
  url_perhaps: 'Empty: on every page. Else both must match.',
  match: 'They are compared',
  equals: 'as a whole',
  contains: 'by a part',
  params: 'Parameters of the event',
  add_param: 'Add a parameter',
  saved: 'Event rule saved.',
  deleted: 'Event rule deleted.',
  empty: {
    title: 'Event rules stand here',
    text: 'They make events of clicks on buttons and of pages, without a change to the site’s code.',
  },
  says: ({
    on,
    text,
    url,
    match = 'equals',
    params = {},
  }: {
    on: 'click' | 'page'
    text?: string
    url?: string
    match?: string
    params?: object
  }) => {
    const is = match === 'equals' ? 'is' : 'contains'
    return [
      on === 'click' ? `when a button whose text ${is} “${text}” is pressed` : 'when a page is opened',
      ...(url === undefined ? [] : [`the address ${is} ${url}`]),
      ...Object.entries(params).map(([name, value]) => `${name} ${value}`),
    ].join(' · ')
  },
}

interface Previewed {
  matched: number
  looked_at: number
  is_all: boolean
}
const REPORTED = { page: 'page views', click: 'clicks on buttons' } as const

const preview = {
  title: 'What it would have matched',
  incomplete: 'Shown as soon as the rule says what it looks for.',
  counted: ({ matched, looked_at, is_all }: Previewed) =>
    looked_at === 0
      ? 'No event of this name was counted in the last 7 days.'
      : `${formatCount(matched)} of ${is_all ? 'the' : 'the newest'} ${formatCount(looked_at)} counted events of this name in the last 7 days.`,
  made: (on: keyof typeof REPORTED, { matched, looked_at, is_all }: Previewed) =>
    looked_at === 0
      ? `Browsers reported no ${REPORTED[on]} in the last 7 days.`
      : `It would have made ${formatCountOf(matched, 'event', 'events')} of ${is_all ? 'the' : 'the newest'} ${formatCount(looked_at)} ${REPORTED[on]} that browsers reported in the last 7 days.`,
  knows_pages:
    'Known are pages whose PageView was reported. What stands in an address for a person was taken out of it.',
  knows_clicks:
    'Known are buttons that were reported as SubscribedButtonClick. In their texts digits are 0 and email addresses @, so texts that differ in those alone look alike. Links that do not look like buttons are not reported, and a rule may still match them.',
  no_clicks: 'The pixel does not report clicks now: switch on “Clicks on buttons” under Pixel.',
  no_url: 'no address',
}

const ways = { contains: 'contains', starts_with: 'starts with', equals: 'is' } as const
const seen = {
  open: { urls: 'Pick an address that was seen', texts: 'Pick a text that was seen' },
  close: 'Hide what was seen',
  none: {
    urls: 'No address was reported in the last 7 days.',
    texts: 'No clicks on buttons were reported in the last 7 days.',
  },
  name_first: 'Give the event’s name first.',
  counts: (addresses: number, events: number) =>
    `${addresses === 1 ? '' : `${formatCount(addresses)} addresses · `}${formatCount(events)}`,
  ways,
  pick_of: ({ how, value }: { how: keyof typeof ways; value: string }) => `${ways[how]} ${value}`,
}

export const settingsRules = { rules, conversions, events, preview, seen }
