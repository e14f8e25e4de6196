/** What a rule of the owner's says where it keeps a report out, and how it is let in. */
interface BlockKind {
  title: string
  fix: string
}

/** Every code under which the books count what is blocked. @source docs/settings.md, "Who may report" */
export const BLOCKS = {
  dataset_archived: {
    title: 'The dataset is archived',
    fix: 'Use another dataset: an archived one takes nothing in.',
  },
  traffic_permissions: {
    title: 'Its domain is not permitted',
    fix: 'Change allowed_domains or blocked_domains, or report from a domain that they let in.',
  },
  bot: {
    title: 'Its sender says that it is a bot, or a browser driven by a program',
    fix: 'Set block_bots to false, or test with a browser that a person drives.',
  },
  address_over_limit: {
    title: 'Too many beacons from one address',
    fix: 'Wait a minute, or raise beacons_per_minute_per_address.',
  },
  test_event: {
    title: 'Test events are not counted',
    fix: 'Set count_test_events to true to count them.',
  },
} as const satisfies Record<string, BlockKind>

export const blockKindOf = (code: string): BlockKind =>
  Object.hasOwn(BLOCKS, code)
    ? BLOCKS[code as keyof typeof BLOCKS]
    : { title: code, fix: "See the dataset's settings." }
