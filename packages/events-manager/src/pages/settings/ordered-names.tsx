import { ActionIcon, Button, Input, TextInput } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import IconX from '@tabler/icons-react/icons/IconX'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import { moved } from './moved.js'
import styles from './ordered-names.module.css'

const { ordered } = words.settings

interface OrderedNamesProps {
  label: ReactNode
  description: ReactNode
  error: ReactNode
  disabled: boolean
  names: readonly string[]
  onChange(names: string[]): void
}

/** Event names in an order of their own: Alt and an arrow moves one, as its buttons do. */
export function OrderedNames({ label, description, error, disabled, names, onChange }: OrderedNamesProps) {
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const is_new = name !== '' && !names.includes(name)
  const add = () => {
    if (!is_new) return
    onChange([...names, name])
    setTyped('')
  }
  const keys = (at: number) => (event: KeyboardEvent) => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (step === undefined || disabled) return
    event.preventDefault()
    onChange(moved(names, at, step))
  }
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <ol className={styles.ordered}>
        {names.map((each, at) => (
          <li key={each} className={styles.ordered_row} onKeyDown={keys(at)}>
            <span className={styles.ordered_at}>{at + 1}</span>
            <ForeignText text={each} />
            {!disabled && (
              <span className={styles.ordered_buttons}>
                <Step label={ordered.up(each)} off={at === 0} onClick={() => onChange(moved(names, at, -1))}>
                  <IconArrowUp size={15} aria-hidden />
                </Step>
                <Step
                  label={ordered.down(each)}
                  off={at === names.length - 1}
                  onClick={() => onChange(moved(names, at, 1))}
                >
                  <IconArrowDown size={15} aria-hidden />
                </Step>
                <Step
                  label={ordered.remove(each)}
                  onClick={() => onChange(names.filter((one) => one !== each))}
                >
                  <IconX size={15} aria-hidden />
                </Step>
              </span>
            )}
          </li>
        ))}
      </ol>
      {!disabled && (
        <div className={styles.add_row}>
          <TextInput
            aria-label={ordered.name}
            placeholder={ordered.name}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <Button variant="default" disabled={!is_new} onClick={add}>
            {ordered.add}
          </Button>
        </div>
      )}
    </Input.Wrapper>
  )
}

interface StepProps {
  label: string
  off?: boolean
  onClick(): void
  children: ReactNode
}

const Step = ({ label, off = false, onClick, children }: StepProps) => (
  <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} disabled={off} onClick={onClick}>
    {children}
  </ActionIcon>
)
