import type { Channel } from '@countersign/core'
import { type EventRule, meetsEventRule, REPORTED_AS, reportedText } from '@countersign/core/rules'
import { lookAtNewest, type SampleSources } from './newest-events.js'

/** What an event rule would have made events of, of a sample. */
export interface EventRulePreview {
  since_ms: number
  /** by which event browsers report what it looks for */
  reported_as: string
  /** how many of those were looked at, the newest first */
  looked_at: number
  /** those were all that there are since then */
  is_all: boolean
  matched: number
  samples: {
    received_at_ms: number
    channel: Channel
    event_source_url: string | null
    /** the pressed button's text, masked; null where a page was opened */
    text: string | null
  }[]
}

const SAMPLES_MAX = 10

/** Tries a rule on what browsers have reported lately: pages that were opened, or buttons that were pressed. */
export function previewEventRule(
  dataset_id: string,
  rule: EventRule,
  since_ms: number,
  sources: SampleSources,
): EventRulePreview {
  const reported_as = REPORTED_AS[rule.on]
  const samples: EventRulePreview['samples'] = []
  let matched = 0
  let looked_at = 0
  const { is_all } = lookAtNewest(dataset_id, reported_as, since_ms, sources, ({ line, received_at_ms }) => {
    const { channel, event } = line
    // The pixel makes events in a browser: what only a server told of is no page that it saw.
    if (channel !== 'browser') return
    looked_at += 1
    if (!meetsEventRule(event, rule)) return
    matched += 1
    const { event_source_url = null } = event
    const text = rule.on === 'click' ? reportedText(event) : null
    if (samples.length < SAMPLES_MAX) samples.push({ received_at_ms, channel, event_source_url, text })
  })
  return { since_ms, reported_as, looked_at, is_all, matched, samples }
}
