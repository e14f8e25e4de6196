import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { ConversionFields } from './conversion-fields.js'
import { RuleSection } from './rule-section.js'
import {
  type ConversionDraft,
  type CustomConversion,
  conversionOf,
  draftOf,
  NEW_CONVERSION,
} from './rules.js'

const { conversions } = words.settingsRules

/** What is counted besides events: those of one name that meet a rule. */
export function Conversions({ dataset }: { dataset: Dataset }) {
  const list = dataset.settings.custom_conversions as CustomConversion[]
  return (
    <RuleSection
      dataset={dataset}
      setting="custom_conversions"
      list={list}
      kind="conversion"
      said={conversions}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      saysOf={({ rule }) => conversions.says(rule)}
      draftOf={(known) => (known === undefined ? NEW_CONVERSION : draftOf(known))}
      ruleOf={(draft: ConversionDraft, known) => conversionOf(list, known, draft)}
    >
      {(draft, change) => <ConversionFields dataset={dataset} draft={draft} onChange={change} />}
    </RuleSection>
  )
}
