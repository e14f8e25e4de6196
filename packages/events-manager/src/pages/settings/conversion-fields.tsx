import { Select, TagsInput, TextInput } from '@mantine/core'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { Conditions } from './conditions.js'
import { ConversionPreview } from './conversion-preview.js'
import { InputRow } from './edited-rows.js'
import { EventName } from './rule-form.js'
import { type ConversionDraft, ruleOf, TEXT_OPERATORS, withUrlPicked } from './rules.js'
import { SeenChoices } from './seen-choices.js'
import styles from './settings.module.css'

const { rules, conversions } = words.settingsRules

interface ConversionFieldsProps {
  dataset: Dataset
  draft: ConversionDraft
  onChange(changed: Partial<ConversionDraft>): void
}

/** A custom conversion's name and rule, and what the rule would have matched. */
export function ConversionFields({ dataset, draft, onChange }: ConversionFieldsProps) {
  const { name, event_name, url, params } = draft
  return (
    <>
      <TextInput
        label={conversions.name}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <EventName
        description={conversions.event_says}
        value={event_name}
        onChange={(typed) => onChange({ event_name: typed })}
      />
      <fieldset className={styles.fieldset}>
        <legend>{conversions.url}</legend>
        <InputRow inputs={2}>
          <Select
            aria-label={rules.operator}
            allowDeselect={false}
            data={TEXT_OPERATORS.map((value) => ({ value, label: rules.operators[value] }))}
            value={url.operator}
            onChange={(operator) => operator !== null && onChange({ url: { ...url, operator } })}
          />
          <TagsInput
            aria-label={conversions.url_values}
            placeholder={url.values.length === 0 ? conversions.url_hint : ''}
            acceptValueOnBlur
            value={url.values}
            onChange={(values) => onChange({ url: { ...url, values } })}
          />
        </InputRow>
        <SeenChoices
          dataset={dataset}
          event_name={event_name.trim()}
          what="urls"
          ways={['contains', 'starts_with', 'equals']}
          typed=""
          onPick={(pick) => onChange({ url: withUrlPicked(url, pick) })}
        />
      </fieldset>
      <Conditions params={params} onChange={(changed) => onChange({ params: changed })} />
      <ConversionPreview dataset={dataset} rule={ruleOf(draft)} />
    </>
  )
}
