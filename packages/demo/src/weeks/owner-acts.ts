import type { IssueMark } from '@countersign/core'
import type { Configuration } from '@countersign/storage'
import type { TROUBLES } from '../troubles/troubles.js'
import { type DemoDatasets, okOrThrow } from './set-up.js'

/** What an owner does on some day. */
export interface Act {
  days_ago: number
  act(configuration: Configuration, datasets: DemoDatasets): void
}

/** Whoever is said to have done it. */
const OWNER = 'ada@store.example'
/** An address on this machine, which alerts may not be sent to: each try is refused, and says so. */
const REFUSED_WEBHOOK = 'https://127.0.0.1:9/countersign'

/** In the order of time. */
export const ACTS: readonly Act[] = [
  {
    days_ago: 27,
    act({ alerts }, { troubled: { dataset_id } }) {
      const target = { kind: 'webhook' as const, url: REFUSED_WEBHOOK }
      okOrThrow(alerts.create({ dataset_id, target }, 'a-key-of-the-demo-only'))
    },
  },
  { days_ago: 20.5, act: marking('invalid_value', 'resolved') },
  { days_ago: 10.5, act: marking('nonstandard_event_name', 'ignored') },
  { days_ago: 9, act: marking('invalid_contents', 'resolved') },
]

/** Says the same of all issues of a diagnosis. */
function marking(code: (typeof TROUBLES)[number]['found']['code'], as: IssueMark): Act['act'] {
  return (configuration, { troubled }) => {
    for (const issue of configuration.issues(troubled.dataset_id))
      if (issue.code === code) configuration.markIssue(issue.id, as, OWNER)
  }
}
