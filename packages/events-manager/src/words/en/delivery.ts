import { formatCount, formatCountOf, formatShare } from '../../format/count.js'

const events = (count: number) => formatCountOf(count, 'event', 'events')

const SUPPRESSED: { [reason: string]: string | undefined } = {
  consent_revoked: 'consent taken back',
  event_not_selected: 'not among its events',
  browser_only: 'reported by the browser alone',
  no_match_keys: 'nothing tells who it was',
  imported: 'imported, reported elsewhere',
  erased: 'past its retention',
  cannot_be_composed: 'a fault of ours',
}
/** The same of one event, as the end of a sentence. */
const WITHHELD: { [reason: string]: string | undefined } = {
  ...SUPPRESSED,
  consent_revoked: 'who it was has taken back consent',
  event_not_selected: 'its name is not among the events of this destination',
  browser_only: 'only the browser reported it, and this destination takes none of those',
  erased: 'what it said is past its retention',
  held: 'Purchases are held back',
  undecided: 'it is being counted anew',
}

/** Delivery: what destinations have taken, what stops them, and the events that were not taken. */
export const delivery = {
  what: 'Delivery',
  answer: {
    // One event for three destinations is delivered three times.
    taken: (sent: number, all: number, destinations: number) =>
      destinations === 1
        ? `${formatCount(sent)} of ${events(all)}`
        : `${formatCount(sent)} of ${formatCount(all)} deliveries`,
    taken_by: (destinations: number) =>
      destinations === 1 ? 'were taken by' : `to ${formatCount(destinations)} destinations were taken`,
    rest: (waiting: number, dead: number) =>
      [
        waiting > 0 && formatCountOf(waiting, 'waits', 'wait'),
        dead > 0 && `${formatCountOf(dead, 'was', 'were')} not taken`,
      ]
        .filter((part) => part !== false)
        .join(', '),
    nothing: 'Nothing has been counted since this destination was added.',
  },
  standing: {
    stopped: 'Stopped until its token or its address is mended',
    failing: 'Not answering; tried again by itself',
    behind: 'Behind',
    paused: 'Paused',
    sending: 'Sending',
    idle: 'Ready; nothing to send yet',
  },
  /** in a table */
  standing_short: {
    stopped: 'Stopped',
    failing: 'Not answering',
    behind: 'Behind',
    paused: 'Paused',
    sending: 'Sending',
    idle: 'Ready',
  },
  standing_text: {
    stopped: 'Nothing is sent. What is counted meanwhile waits, up to seven days.',
    failing: 'What is counted meanwhile waits, and goes out once it answers.',
    behind: 'Conversions go first.',
    paused: 'What is counted meanwhile waits until it is resumed, up to seven days.',
    sending: '',
    idle: '',
  },
  table: 'Destinations',
  columns: {
    name: 'Destination',
    standing: 'State',
    lag: 'Lag',
    waiting: 'Waiting',
    sent: 'Sent',
    dead: 'Not taken',
  },
  to: (target_id: string) => `dataset ${target_id}`,
  kind: { meta: 'Meta', conversions_api: 'Conversions API' },
  test_code: (code: string) => `All of it goes to Test Events, under ${code}`,
  lag: 'Lag',
  no_lag: 'None',
  lag_rule:
    'For how long the event that waits longest has been due. The time that each event is held for its copies is no lag.',
  the_lag: 'the lag',
  since: 'Since',
  last_sent: 'Last sent',
  last_error: 'Last failure',
  next_try: 'Next try',
  failures: (count: number) => `${formatCount(count)} failures in a row`,
  never: 'Never',
  pause: 'Pause',
  resume: 'Resume',
  paused: 'Paused',
  resumed: 'Resumed',
  settings: 'Settings',
  mend: 'Mend it in settings',
  not_yours: 'An administrator can change this.',
  token: {
    check: 'Check token',
    standing: {
      valid: 'The token holds.',
      invalid: 'The token is not valid.',
      unknown: 'Nothing was said about the token.',
    },
    todo: {
      valid: 'The destination lets it read its dataset.',
      invalid: 'Generate a new one in Meta’s Events Manager, and give it in settings.',
      unknown: 'That does not mean that it is bad: see how sending goes.',
    },
  },
  fates: {
    title: 'What became of each event',
    fate: 'Fate',
    events: 'Events',
    share: 'Share',
    why: 'Why',
    waiting: 'Waiting',
    sending: 'Under way',
    sent: 'Sent',
    refused: 'Refused',
    expired: 'Expired',
    suppressed: 'Not to be sent',
    all: 'Counted since it was added',
    rule: 'Each event that was counted since the destination was added has one fate. Together they are what was counted.',
    the_sum: 'the sum',
    merged: (count: number) =>
      `${formatCount(count)} of them turned out to be duplicates after they were sent.`,
    of: (count: number, all: number) => formatShare(all === 0 ? null : count / all),
  },
  suppressed: SUPPRESSED,
  because: (count: number, reason: string) => `${formatCount(count)} ${reason}`,
  answers: {
    title: 'Answers',
    note: 'Of the last 1,000 requests to all destinations together, those that went here.',
    code: 'Answer',
    requests: 'Requests',
    events: 'Events',
    last: 'Last',
    none: 'No answer',
    http: (code: number) => `HTTP ${code}`,
    empty: 'Nothing was sent here lately.',
  },
  dead: {
    title: 'Not taken',
    code: 'Code',
    words: 'In the destination’s words',
    events: 'Events',
    see: 'Show these',
    showing: 'Shown below',
    resend: (count: number) => `Resend ${events(count)}`,
    resent: (count: number) =>
      count === 0
        ? 'Nothing was left to resend'
        : `${events(count)} ${count === 1 ? 'is' : 'are'} sent again`,
    note: 'Meta knows again what it has taken within 48 hours. What is refused once more comes back here.',
    none: 'No event was refused, and none has expired.',
    expired: 'Not delivered in the time there was',
  },
  letters: {
    title: (code: string | undefined) =>
      code === undefined ? 'Events that were not taken' : `Events with ${code}`,
    all: 'Show all codes',
    event: 'Event',
    words: 'Why',
    code: 'Code',
    tried: 'Last try',
    attempts: 'Tries',
    edited: 'edited',
    none: 'No event is dead with this code any more.',
    what: 'The events that were not taken',
  },
  letter: {
    title: 'An event that was not taken',
    gone: 'This event is not among those that were not taken. It may have been sent again.',
    what: 'The event',
    said: 'What was answered',
    trace: 'fbtrace_id',
    code: 'Code',
    tries: 'Tries',
    until: 'May be sent until',
    stripped: 'Taken out before it went',
    counted: 'See it as counted',
    resend: 'Resend this event',
    save: 'Save and resend',
    edit: 'What is sent',
    withheld: (reason: string) => `Nothing would be sent of it: ${WITHHELD[reason] ?? reason}.`,
    foreseen: (edited: boolean) =>
      edited
        ? 'As it was edited it would be refused now, and is not sent:'
        : 'As it stands it would be refused, and is not sent:',
    hint: 'An empty field is left out. Match keys are hashed.',
    add: 'Add a field',
    add_path: 'Its path, e.g. custom_data.currency',
    add_button: 'Add',
    reader: 'Administrators see what is sent, and may mend and resend it.',
    json: 'JSON',
    not_json: 'This is not JSON. Give a number, a text in quotes, a list or an object.',
    not_number: 'Give a number with a point, such as 12.34.',
    refused_here: (said: string) => `Refused: ${said}`,
  },
  todo: {
    stopped: (name: string) => `${name} is stopped`,
    unreadable: (name: string) => `The token of ${name} can’t be read`,
    unreadable_text: 'The key of secrets is missing or another one. Put it back, or give the token again.',
    failing: (name: string) => `${name} does not answer`,
    behind: (name: string, lag: string) => `${name} is ${lag} behind`,
    behind_text: 'Nothing is lost. If it goes on, look at how it answers.',
    paused: (name: string) => `${name} is paused`,
    paused_text: (waiting: number) =>
      waiting === 0
        ? 'Nothing waits yet.'
        : `${events(waiting)} wait. Meta takes none that is older than seven days.`,
    dead: (count: number, name: string) =>
      `${events(count)} ${count === 1 ? 'was' : 'were'} not taken by ${name}`,
    dead_text: 'See why, mend the cause, then resend.',
    held: 'Purchases are held back',
    release: 'Release purchases',
    released: 'Purchases are delivered again',
  },
  held_others: 'Everything else goes on.',
  behind: 'Some of what was counted is not in these figures yet.',
  empty: {
    title: 'Send what is counted on to Meta',
    text: 'Each counted event goes out once, with all that both channels knew of it.',
    steps: [
      'In Meta’s Events Manager, under the dataset’s settings, generate an access token for the Conversions API.',
      'Add the destination here, with that token and the id of Meta’s dataset.',
      'Watch the first events arrive with a code of Meta’s Test Events, then take the code off.',
    ],
    action: 'Add a destination',
    reader: 'An administrator adds a destination.',
    command: 'Or by command; the token is asked for',
  },
}
