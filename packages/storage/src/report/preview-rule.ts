import type { ConversionRule, JsonObject } from '@countersign/core'
import { meetsRule } from '@countersign/core/quality'
import { lookAtNewest, type SampleSources } from './newest-events.js'

/** What a rule would have counted, of a sample. */
export interface RulePreview {
  since_ms: number
  /** how many counted events of its name were looked at, the newest first */
  looked_at: number
  /** those were all that there are since then */
  is_all: boolean
  matched: number
  samples: { counted_at_ms: number; event_source_url: string | null; custom_data: JsonObject }[]
}

const SAMPLES_MAX = 10

/** Tries a rule on the newest counted events of its name, as each was first reported. */
export function previewRule(
  dataset_id: string,
  rule: ConversionRule,
  since_ms: number,
  sources: SampleSources,
): RulePreview {
  const samples: RulePreview['samples'] = []
  let matched = 0
  const looked = lookAtNewest(dataset_id, rule.event_name, since_ms, sources, ({ line, received_at_ms }) => {
    if (!meetsRule(line.event, rule)) return
    matched += 1
    const { event_source_url = null, custom_data } = line.event
    if (samples.length < SAMPLES_MAX)
      samples.push({ counted_at_ms: received_at_ms, event_source_url, custom_data })
  })
  return { since_ms, ...looked, matched, samples }
}
