import { formatCount } from '../../format/count.js'

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
  edit: 'Edit',
  edit_of: (name: string) => `Edit ${name}`,
  delete: 'Delete',
  delete_of: (name: string) => `Delete ${name}`,
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

const preview = {
  ask: 'See what it would have matched',
  matched: (matched: number, looked_at: number, is_all: boolean) =>
    `${formatCount(matched)} of ${is_all ? 'the' : 'the newest'} ${formatCount(looked_at)} counted events of this name in the last 7 days.`,
  stale: 'The rule was changed since.',
  no_url: 'no address',
}

export const settingsRules = { rules, conversions, events, preview }
