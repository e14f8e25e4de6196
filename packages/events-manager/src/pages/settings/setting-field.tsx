import { Checkbox, Radio, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { savedValue } from './draft.js'
import { type EditedField, FIELDS } from './fields.js'
import { OrderedNames } from './ordered-names.js'
import styles from './settings.module.css'
import { zonesWith } from './zones.js'

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

/** One field with its label, what it means, whether it is changed, and what is wrong with it. */
export function SettingField(props: SettingFieldProps) {
  const { dataset, name, value, changed, fault, disabled, onChange } = props
  const field = FIELDS[name]
  const { label, says } = settings.fields[name]
  const marked = <Label text={label} was={changed ? settings.was(name, savedValue(dataset, name)) : null} />
  const common = { label: marked, description: says, error: fault, disabled }
  const choices = (settings.choices as { [name: string]: { [value: string]: string } })[name] ?? {}
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          {...common}
          value={String(value ?? '')}
          spellCheck={false}
          autoComplete="off"
          maw={460}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'number':
      return (
        <TextInput
          {...common}
          value={typeof value === 'number' ? plain(value) : String(value)}
          inputMode="decimal"
          autoComplete="off"
          w={200}
          classNames={{ root: styles.number, input: 'cs-number' }}
          rightSection={<Unit name={name} />}
          rightSectionWidth={76}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'switch':
      return (
        <Switch
          {...common}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'zone':
      return (
        <Select
          {...common}
          searchable
          allowDeselect={false}
          limit={100}
          maw={460}
          data={zonesWith(String(value))}
          value={String(value)}
          onChange={(zone) => zone !== null && onChange(zone)}
        />
      )
    case 'list':
      return (
        <TagsInput
          {...common}
          value={value as string[]}
          splitChars={[',', ' ']}
          acceptValueOnBlur
          maw={640}
          placeholder={(value as string[]).length === 0 ? settings.list_hint : ''}
          onChange={onChange}
        />
      )
    case 'ordered_names':
      return <OrderedNames {...common} names={value as string[]} onChange={onChange} />
    case 'one':
      return (
        <Radio.Group
          {...common}
          value={String(value)}
          onChange={(text) => onChange(field.of.find((each) => String(each) === text))}
        >
          <Stack gap={6} mt={8}>
            {field.of.map((each) => (
              <Radio key={each} value={String(each)} label={choices[each]} disabled={disabled} />
            ))}
          </Stack>
        </Radio.Group>
      )
    case 'some':
      return (
        <Checkbox.Group
          {...common}
          value={value as string[]}
          onChange={(chosen) => onChange(field.of.filter((each) => chosen.includes(each)))}
        >
          <div className={styles.some}>
            {field.of.map((each) => (
              <Checkbox key={each} value={each} label={choices[each]} disabled={disabled} />
            ))}
          </div>
        </Checkbox.Group>
      )
  }
}

const Label = ({ text, was }: { text: string; was: string | null }): ReactNode => (
  <span className={styles.label}>
    {text}
    {was !== null && <span className={styles.was}>{was}</span>}
  </span>
)

const Unit = ({ name }: { name: EditedField }) => {
  const unit = (settings.units as { [name: string]: string | undefined })[name]
  return unit === undefined ? null : <span className={styles.unit}>{unit}</span>
}

/** 0.00001 rather than 1e-5. */
const plain = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-4
    ? value
        .toFixed(20)
        .replace(/0+$/, '')
        .replace(/(\.\d*?[1-9]\d{0,3})\d*$/, '$1')
    : String(value)
