import { formatCount, formatCountOf, formatShare } from '../../format/count.js'

const times = (count: number) =>
  count === 1 ? 'once' : count === 2 ? 'twice' : `${formatCount(count)} times`

/** Of what a rule takes its share, by the server's word for it. */
const OF: { readonly [of: string]: string | undefined } = {
  seen: 'reports of the event',
  web: 'website events from the server',
  delay: 'events from the server',
  'pairs:cross': 'conversions reported by both channels',
  'key:fbc': 'events with fbc',
}

/** Diagnostics, one issue, and the guided checks. */
export const diagnostics = {
  what: 'Diagnostics',
  severities: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
  severities_say: {
    error: 'Lose conversions, or count them twice',
    warning: 'Cost quality',
    info: 'For you to confirm',
  },
  tabs: { open: 'Open', ignored: 'Ignored', resolved: 'Resolved' },
  tabs_label: 'Which issues',
  any_severity: 'All severities',
  any_event: 'All events',
  any_channel: 'Both channels',
  severity: 'Severity',
  event: 'Event',
  channel: 'Channel',
  clear_filters: 'Show all',
  answer: {
    never: 'Nothing was received yet, so nothing could be looked at.',
    none: 'Nothing is wrong: all rules were looked at, and none was raised.',
    open: ({ error, warning, info }: { error: number; warning: number; info: number }) => ({
      error: error > 0 ? formatCountOf(error, 'error', 'errors') : '',
      warning: warning > 0 ? formatCountOf(warning, 'warning', 'warnings') : '',
      info: info > 0 ? formatCountOf(info, 'note', 'notes') : '',
    }),
    open_is: (count: number) => (count === 1 ? ' is open.' : ' are open.'),
    and: ' and ',
    comma: ', ',
    first: 'Mend first:',
    fresh: (count: number) => `${formatCount(count)} new in 24 hours`,
    returned: (count: number) => `${formatCount(count)} came back`,
    explain: 'the issues',
    explain_rule:
      'Each rule looks at the last 7 days, or at what the issue says. It is raised once so many events and such a share of them show it. Of issues that explain one another only the cause is told.',
  },
  behind: (rows: number) =>
    `${formatCount(rows)} received reports are not in this yet. It refreshes by itself.`,
  never: {
    title: 'What is wrong with events stands here',
    text: 'Every rule is looked at within a minute of each new event: copies that never meet, missing keys, values that cannot be read. Each comes with its fix.',
  },
  empty_title: {
    open: 'No open issues',
    ignored: 'Nothing is ignored',
    resolved: 'Nothing was resolved yet',
  },
  empty_text: {
    open: 'Every rule is looked at within a minute of each new event. What is wrong appears here with its fix.',
    ignored: 'An issue that is no matter to you can be ignored. It stays here until you restore it.',
    resolved: 'What you mark as resolved stands here, and so does what was not seen for 7 days.',
  },
  none_match: 'No issue fits what you narrowed the list to.',
  group_of: (count: number) => `${formatCount(count)} issues`,
  affected_of: (affected: number, total: number) => `${formatCount(affected)} of ${formatCount(total)}`,
  table: {
    place: 'Where',
    affected: 'Affected',
    share: 'Share',
    seen: 'Last seen',
  },
  all_events: 'All events',
  /** a badge */
  returned: (count: number) => `Came back ${times(count)}`,
  share_label: (share: number, min: number | null) =>
    min === null
      ? `${formatShare(share)} affected`
      : `${formatShare(share)} affected; raised from ${formatShare(min)} on`,
  share_below: '< 0.1 %',
  evidence: {
    title: 'Evidence',
    affected: 'Affected',
    of: 'Of',
    share: 'Share',
    threshold: 'Raised from',
    threshold_is: (share: number, affected: number, sample: number) =>
      [
        share > 0 ? formatShare(share) : '',
        affected > 1 ? `${formatCount(affected)} affected` : '',
        sample > 0 ? `of ${formatCount(sample)} or more` : '',
      ]
        .filter(Boolean)
        .join(', ') || 'the first time',
    over: 'Looked at',
    over_is: (over: string) => `the last ${over}`,
    of_is: (of: string) => OF[of] ?? of,
    explain: 'the share',
    explain_rule: (of: string) =>
      `Affected, of all ${OF[of] ?? of}. Below the threshold a healthy shop has a few of these too.`,
    gone: 'It is not found now. These are the figures of when it was last seen.',
  },
  issue: {
    one: 'Issue',
    back: 'Diagnostics',
    states: {
      active: 'Open',
      ignored: 'Ignored',
      resolved: 'Resolved by itself',
      marked_resolved: 'Resolved',
    },
    quiet_line: (count: number) =>
      `This came back ${times(count)}: it was not seen for 7 days, and then was again.`,
    returned_line: (count: number) =>
      `This came back ${times(count)} after it was resolved: what was changed did not mend it, or was changed back.`,
    resolve: 'Mark as resolved',
    ignore: 'Ignore',
    restore: 'Restore',
    reopen: 'Reopen',
    resolve_says: 'It comes back by itself if it is seen again.',
    may_not: 'Administrators may resolve and ignore issues.',
    no_id: 'Found a moment ago: it can be marked within a minute.',
    over_already: 'It was over before it was first looked at.',
    why: 'Why it matters',
    cause: 'What causes it',
    fix: 'What to do',
    setup: 'How you send events',
    setups: {
      pixel: 'Pixel',
      conversions_api: 'Conversions API',
      gtm: 'Google Tag Manager',
      shopify: 'Shopify',
      woocommerce: 'WooCommerce',
      stripe: 'Stripe',
    },
    once_mended: 'Then mark it as resolved. If it is seen again it comes back here, and says so.',
    urls: 'Affected pages',
    urls_label: 'Pages that it was found on',
    url: 'Page, without its query',
    url_count: 'Events',
    no_urls: 'No page addresses are known for this issue.',
    samples: 'Samples',
    samples_label: 'Events that show it',
    sample: 'Event',
    received: 'Received',
    no_samples: 'This is told from counts: there are no single events to show.',
    history: 'History',
    gone_title: 'This issue is not known',
    gone_text: 'It may be of another dataset, or so long ago that it is no longer remembered.',
    all: 'See all issues',
  },
  history: {
    first_seen: 'First seen',
    last_seen: 'Last seen',
    opened: 'Opened as an issue',
    returned: 'Came back',
    earlier_returns: (count: number) => `Came back ${times(count)} before; when is no longer kept`,
    resolved: 'Marked as resolved',
    ignored: 'Ignored',
    restored: 'Restored',
    quiet: 'Resolved by itself: not seen for 7 days',
    touched: (affected: number, total: number) =>
      total === 0
        ? `${formatCount(affected)} affected`
        : `${formatCount(affected)} of ${formatCount(total)} affected`,
    by: (who: string) => `by ${who}`,
  },
  marked: {
    resolved: (title: string) => `Resolved: ${title}`,
    ignored: (title: string) => `Ignored: ${title}`,
    restored: (title: string) => `Restored: ${title}`,
  },
  mark_failed: (why: string) => `Not changed. ${why}`,
  checks: {
    title: 'What do you see?',
    says: 'Four guided checks find the cause in your own data.',
    label: 'Guided checks',
    names: {
      purchases_missing: 'The shop has purchases that tracking lacks',
      purchases_too_many: 'There are too many purchases',
      roas_wrong: 'ROAS is blank or wrong',
      learning_stuck: 'Optimisation does not leave learning',
    },
    what: 'The check',
    steps: 'What was asked, and what was found',
    state: { cause: 'Cause', unknown: 'Cannot be told', clear: 'Clear' },
    counts: (cause: number, unknown: number, clear: number) =>
      `${formatCount(cause + unknown + clear)} questions asked of the last 7 days: ${formatCount(cause)} found a cause, ${formatCount(unknown)} could not be answered, ${formatCount(clear)} are clear.`,
    explains: (count: number) => `Explains ${formatCount(count)}`,
    next: 'Next step',
    next_none: 'No step is needed: nothing that was asked points at a cause.',
    next_unknown: 'Give what is missing, then look again:',
    cause_is: 'The cause:',
    no_cause: 'No cause was found.',
    issues: 'See the issues behind it',
    see: { orders: 'See the orders', aem: 'See what is reported of them' },
    others: 'Another check',
    unknown_title: 'There is no such check',
    unknown_text: 'These are the ones that there are.',
    explain: 'a check',
    explain_rule:
      'Each question is asked of the counted events, the open issues and, where they are known, the orders of the shop. What explains most stands first.',
  },
}
