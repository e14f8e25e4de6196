import {
  Button,
  Checkbox,
  PasswordInput,
  Radio,
  Select,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core'
import type { ReactNode } from 'react'
import { words } from '../../words/words.js'
import styles from './field-input.module.css'
import type { FieldKind } from './fields.js'
import { OrderedNames } from './ordered-names.js'
import { zonesWith } from './zones.js'

const { settings } = words

interface FieldInputProps {
  field: FieldKind
  label: ReactNode
  /** what it means, in a sentence */
  description: ReactNode
  /** what is wrong with it */
  error: ReactNode
  disabled: boolean
  value: unknown
  /** what its values are called */
  choices?: { readonly [value: string]: string } | undefined
  unit?: string | undefined
  /** what stands in it while it is empty */
  hint?: string | undefined
  onChange(value: unknown): void
}

/** A field as its kind is edited. */
export function FieldInput(props: FieldInputProps) {
  const { field, label, description, error, disabled, value, choices = {}, unit, hint = '', onChange } = props
  const common = { label, description, error, disabled }
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          {...common}
          value={String(value ?? '')}
          placeholder={hint}
          spellCheck={false}
          autoComplete="off"
          maw={460}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'secret':
      return (
        <div>
          <PasswordInput
            {...common}
            value={String(value ?? '')}
            placeholder={value === null ? settings.secret_gone : hint}
            autoComplete="off"
            maw={460}
            visibilityToggleButtonProps={{ 'aria-label': words.signIn.show_password, tabIndex: 0 }}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {field.may_be_null && hint !== '' && value !== null && (
            <Button variant="subtle" color="gray" size="compact-sm" mt={4} onClick={() => onChange(null)}>
              {settings.secret_forget}
            </Button>
          )}
        </div>
      )
    case 'number':
      return (
        <TextInput
          {...common}
          value={typeof value === 'number' ? plain(value) : String(value)}
          inputMode="decimal"
          autoComplete="off"
          classNames={{ wrapper: styles.number, input: 'cs-number' }}
          rightSection={unit !== undefined && <span className={styles.unit}>{unit}</span>}
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
          splitChars={field.spaces ? [','] : [',', ' ']}
          acceptValueOnBlur
          maw={640}
          placeholder={(value as string[]).length === 0 ? hint : ''}
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

/** 0.00001 rather than 1e-5. */
const plain = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-4
    ? value
        .toFixed(20)
        .replace(/0+$/, '')
        .replace(/(\.\d*?[1-9]\d{0,3})\d*$/, '$1')
    : String(value)
