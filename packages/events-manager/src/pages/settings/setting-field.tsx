import type { ReactNode } from 'react'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { savedValue } from './draft.js'
import { FieldInput } from './field-input.js'
import { type EditedField, FIELDS } from './fields.js'
import styles from './setting-field.module.css'

const { settings } = words

interface SettingFieldProps {
  dataset: Dataset
  name: EditedField
  /** what is saved, or what was typed since */
  value: unknown
  /** whether it differs from what is saved */
  changed: boolean
  fault: string | null
  disabled: boolean
  onChange(value: unknown): void
}

/** A setting with what it means, whether it is changed, and what is wrong with it. */
export function SettingField({ dataset, name, changed, fault, ...others }: SettingFieldProps) {
  const { label, says } = settings.fields[name]
  return (
    <div data-setting={name}>
      <FieldInput
        {...others}
        field={FIELDS[name]}
        label={<Label text={label} was={changed ? settings.was(name, savedValue(dataset, name)) : null} />}
        description={says}
        error={fault}
        choices={(settings.choices as { [name: string]: { [value: string]: string } })[name]}
        unit={settings.units[name]}
        hint={FIELDS[name].kind === 'list' ? settings.list_hint : undefined}
      />
    </div>
  )
}

const Label = ({ text, was }: { text: string; was: string | null }): ReactNode => (
  <span className={styles.label}>
    {text}
    {was !== null && <span className={styles.was}>{was}</span>}
  </span>
)
