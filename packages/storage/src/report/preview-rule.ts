import type { ConversionRule, JsonObject } from '@countersign/core'
import { meetsRule } from '@countersign/core/quality'
import { DecodedRows } from '../journal/decoded-rows.js'
import type { JournalReader } from '../journal/port.js'
import type { FactsReader } from './facts-reader.js'

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

const EVENTS_MAX = 2_000
const SAMPLES_MAX = 10
const LOOK_MS = 80

/**
 * Tries a rule on the newest counted events of its name, as each was first reported. Bounded by number and by time: rows
 * of large batches take a while to decode.
 */
export function previewRule(
  dataset_id: string,
  rule: ConversionRule,
  since_ms: number,
  { facts, journal, steady_ms }: { facts: FactsReader; journal: JournalReader; steady_ms: () => number },
): RulePreview {
  const lines = new DecodedRows(journal)
  const end_ms = steady_ms() + LOOK_MS
  const rows = facts.events(dataset_id, rule.event_name, since_ms, EVENTS_MAX)
  const preview: RulePreview = { since_ms, looked_at: 0, is_all: true, matched: 0, samples: [] }
  for (const { seq, received_at_ms } of rows) {
    if (preview.looked_at > 0 && steady_ms() > end_ms) return { ...preview, is_all: false }
    preview.looked_at += 1
    const event = lines.line(seq)?.event
    if (!event || !meetsRule(event, rule)) continue
    preview.matched += 1
    const { event_source_url = null, custom_data } = event
    if (preview.samples.length < SAMPLES_MAX)
      preview.samples.push({ counted_at_ms: received_at_ms, event_source_url, custom_data })
  }
  return { ...preview, is_all: rows.length < EVENTS_MAX }
}
