import { formatCount } from '../../format/count.js'

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** What arrives while somebody tests. */
export const testEvents = {
  received: (count: number) => counted(count, 'report', 'reports'),
  arrived: (counts: { counted: number; duplicate: number; refused: number; waiting: number }) => {
    const parts = [
      counts.counted > 0 && `${formatCount(counts.counted)} counted`,
      counts.duplicate > 0 && counted(counts.duplicate, 'duplicate', 'duplicates'),
      counts.refused > 0 && `${formatCount(counts.refused)} kept out`,
      counts.waiting > 0 && `${formatCount(counts.waiting)} not judged yet`,
    ]
    return ` arrived: ${parts.filter(Boolean).join(', ')}.`
  },
  none: 'Nothing has arrived for a test yet.',
  line: {
    opening: 'Connecting',
    live: 'Live',
    lost: (time: string) => `Not connected since ${time}, trying again`,
  },
  what: 'The live rows',
  start: 'Start a test',
  by: { browser: 'In the browser', server: 'From your server' },
  by_label: 'What to test',
  code: 'Test code',
  new_code: 'New code',
  browser: {
    site: 'Your site’s address',
    open: 'Open website',
    hint: 'It opens in a new tab, which is marked for this test until it is closed. Its events appear below within a second.',
    wrong: 'Give an address of the web, such as shop.example/cart.',
    no_domain: 'shop.example',
  },
  server: {
    hint: 'A request with the test code, as test_event_code, belongs to this test. Write one here: it is checked as you type, by the rules of the server.',
    template: 'Begin with',
    request: 'Request',
    command: 'Or send it from your server',
    token: 'COUNTERSIGN_ACCESS_TOKEN is an access token of this dataset.',
    make_token: 'Make one',
  },
  send: {
    send: 'Send',
    hint: 'Sends it from this page, as your server would. It needs no token.',
    may_not: 'Administrators and developers may send test events.',
    answer: 'The answer',
    taken: (http: number, events: number) =>
      `Answered ${http}: ${counted(events, 'event', 'events')} received`,
    refused: (http: number, why: string | null) => `Answered ${http}: ${why ?? 'not taken'}`,
  },
  lint: {
    valid: (events: number) => `${counted(events, 'event', 'events')} that the server will take`,
    not_json: 'This is not JSON yet',
    not_json_at: (line: number | null, column: number | null) =>
      line === null || column === null
        ? 'Look for a comma, a quote or a bracket too many or too few.'
        : `Look at line ${line}, column ${column}: a comma, a quote or a bracket is too many or too few.`,
    no_code: 'No test_event_code: it will not be shown here',
    other_code: 'Its test_event_code is another test’s',
    give_code: (code: string) => `Give "test_event_code": "${code}" beside data.`,
  },
  journey: {
    title: (code: string) => `Journey of ${code}`,
    steps: 'Steps to a purchase',
    none: 'not yet',
    browser: 'by browser',
    server: 'by server',
    separate: 'by both, counted apart',
    both: 'by both, deduplicated',
  },
  list: 'Live reports',
  filter: {
    label: 'Filter the reports',
    text: 'Event or event_id',
    channel: 'Channel',
    channels: { all: 'All', browser: 'Browser', server: 'Server' },
    verdict: 'Verdict',
    verdicts: {
      all: 'All verdicts',
      counted: 'Counted',
      duplicate: 'Duplicate',
      refused: 'Kept out',
      remarked: 'With problems',
    },
    only: (code: string) => `Only ${code}`,
    off: 'Show all reports',
    nothing: 'No report passes the filter',
    hidden: (count: number) => `${counted(count, 'report is', 'reports are')} hidden by it.`,
  },
  pause: 'Pause',
  resume: (held: number) => (held === 0 ? 'Go on' : `Go on, ${formatCount(held)} new`),
  paused: 'Paused: what comes in waits.',
  clear: 'Clear',
  cleared: (rows: number) => `${counted(rows, 'report', 'reports')} cleared from this page`,
  share: 'Save as a file',
  left_out: (count: number) => `${formatCount(count)} came too fast to be shown.`,
  empty: {
    title: 'Reports of your test appear here',
    text: (code: string) =>
      `Open your site above, or send an event with test_event_code ${code}. Each report appears within a second, with its verdict.`,
  },
  status: {
    received: 'Received',
    counted: 'Counted',
    duplicate: 'Duplicate',
    repeated: 'Sent again',
    rejected: 'Rejected',
    blocked: 'Blocked',
    restricted: 'Restricted',
  },
  no_name: '(no event_name)',
  no_id: 'no event_id',
  remarks: (count: number) => counted(count, 'problem', 'problems'),
  detail: {
    problems: 'What is wrong',
    parameters: 'Parameters',
    match_keys: 'Match keys',
    page: 'Page',
    setup: 'Set up by',
    setups: { pixel: 'Pixel', manual: 'By hand', partner: 'Partner' },
    source: 'Action source',
    time: 'Event time',
    automation: 'Signs of a machine',
    none: 'None',
    copy: 'Copy as curl',
    counted: 'See how it was counted',
    at: (at: string, seen: string | null) => (seen === null ? at : `${at} ${seen}`),
  },
  heard: (name: string, channel: string, status: string) => `${name}, ${channel}: ${status}`,
  remark_of: (rows: number, names: string) => `${counted(rows, 'report', 'reports')}: ${names}`,
}
