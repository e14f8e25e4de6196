import { Button, Group, Select, TagsInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import { useUnsaved } from '../../parts/form-drawer.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { Conditions } from './conditions.js'
import { ConversionPreview } from './conversion-preview.js'
import { isSame } from './draft.js'
import { type ConversionDraft, ruleOf, TEXT_OPERATORS, withUrlPicked } from './rules.js'
import { SeenChoices } from './seen-choices.js'
import styles from './settings.module.css'

const { rules, conversions } = words.settingsRules

interface ConversionFormProps {
  dataset: Dataset
  first: ConversionDraft
  error: unknown
  busy: boolean
  onSave(draft: ConversionDraft): void
}

/** A custom conversion's name and rule, and what the rule would have matched. */
export function ConversionForm({ dataset, first, error, busy, onSave }: ConversionFormProps) {
  const [draft, setDraft] = useState(first)
  useUnsaved(!isSame(draft, first))
  const { name, event_name, url, params } = draft
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(draft)
  }
  return (
    <form onSubmit={submit} className={styles.fields} noValidate>
      <TextInput
        label={conversions.name}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        label={rules.event_name}
        description={conversions.event_says}
        value={event_name}
        maxLength={256}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft({ ...draft, event_name: event.currentTarget.value })}
      />
      <fieldset className={styles.fieldset}>
        <legend>{conversions.url}</legend>
        <div className={styles.condition} data-of="2">
          <Select
            aria-label={rules.operator}
            allowDeselect={false}
            data={TEXT_OPERATORS.map((value) => ({ value, label: rules.operators[value] }))}
            value={url.operator}
            onChange={(operator) => operator !== null && setDraft({ ...draft, url: { ...url, operator } })}
          />
          <TagsInput
            aria-label={conversions.url_values}
            placeholder={url.values.length === 0 ? conversions.url_hint : ''}
            acceptValueOnBlur
            value={url.values}
            onChange={(values) => setDraft({ ...draft, url: { ...url, values } })}
          />
        </div>
        <SeenChoices
          dataset={dataset}
          event_name={event_name.trim()}
          what="urls"
          ways={['contains', 'starts_with', 'equals']}
          typed=""
          onPick={(pick) => setDraft({ ...draft, url: withUrlPicked(url, pick) })}
        />
      </fieldset>
      <Conditions params={params} onChange={(changed) => setDraft({ ...draft, params: changed })} />
      <ConversionPreview dataset={dataset} rule={ruleOf(draft)} />
      <Refusal error={error} />
      <Group>
        <Button type="submit" loading={busy}>
          {rules.save}
        </Button>
      </Group>
    </form>
  )
}
