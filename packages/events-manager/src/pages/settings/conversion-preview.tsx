import type { Dataset } from '../../client/queries.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import { RulePreview } from './rule-preview.js'
import type { ConversionRule } from './rules.js'
import { usePreview } from './use-preview.js'

const { preview } = words.settingsRules

/** What a custom conversion would have counted. */
export function ConversionPreview({ dataset, rule }: { dataset: Dataset; rule: ConversionRule }) {
  const tried = rule.event_name === '' ? null : rule
  const { data, error, is_stale } = usePreview(dataset.id, 'custom-conversions', tried)
  return (
    <RulePreview
      dataset={dataset}
      said={data === undefined ? null : preview.counted(data)}
      is_stale={is_stale}
      error={error}
      samples={(data?.samples ?? []).map(({ counted_at_ms, event_source_url, custom_data }) => ({
        at_ms: counted_at_ms,
        url: event_source_url,
        shown: <ForeignText text={JSON.stringify(custom_data)} chars={120} mono />,
      }))}
    />
  )
}
