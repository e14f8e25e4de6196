import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconX from '@tabler/icons-react/icons/IconX'
import type { ReactNode } from 'react'
import { words } from '../../words/words.js'
import styles from './edited-rows.module.css'
import shared from './settings.module.css'

const { rules } = words.settingsRules

interface EditedRowsProps<Row extends { name: string }> {
  legend: string
  rows: readonly Row[]
  /** how many inputs a row has, with the one that removes it */
  inputs: 3 | 4
  max: number
  /** the verb on the button, and what it adds */
  add: string
  fresh: Row
  onChange(rows: Row[]): void
  /** a row's inputs */
  children(row: Row, change: (changed: Partial<Row>) => void): ReactNode
}

/** Parameters, one under the other: each can be changed and removed, and one more be added. */
export function EditedRows<Row extends { name: string }>(props: EditedRowsProps<Row>) {
  const { legend, rows, inputs, max, add, fresh, onChange, children } = props
  return (
    <fieldset className={shared.fieldset}>
      <legend>{legend}</legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place while it is typed.
        <InputRow key={at} inputs={inputs}>
          {children(row, (changed) => onChange(rows.with(at, { ...row, ...changed })))}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={rules.remove_param(row.name)}
            onClick={() => onChange(rows.toSpliced(at, 1))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </InputRow>
      ))}
      {rows.length < max && (
        <Button
          variant="default"
          size="xs"
          className={shared.start}
          onClick={() => onChange([...rows, fresh])}
        >
          {add}
        </Button>
      )}
    </fieldset>
  )
}

/** Inputs that are read together, side by side where there is room. */
export const InputRow = ({ inputs, children }: { inputs: 2 | 3 | 4; children: ReactNode }) => (
  <div className={styles.row} data-of={inputs}>
    {children}
  </div>
)

interface ParamNameProps {
  value: string
  onChange(name: string): void
}

/** A parameter's name, as a row's first input. */
export const ParamName = ({ value, onChange }: ParamNameProps) => (
  <TextInput
    aria-label={rules.param_name}
    placeholder={rules.param_name}
    value={value}
    autoComplete="off"
    spellCheck={false}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
