import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useUnsaved } from '../../parts/form-drawer.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { isSame } from './draft.js'
import styles from './settings.module.css'

const { rules } = words.settingsRules

interface RuleFormProps<Draft> {
  first: Draft
  error: unknown
  busy: boolean
  onSave(draft: Draft): void
  /** what is filled in, and what the rule would have matched */
  children(draft: Draft, change: (changed: Partial<Draft>) => void): ReactNode
}

/** A rule while it is typed, until it is saved as a whole. */
export function RuleForm<Draft extends object>(props: RuleFormProps<Draft>) {
  const { first, error, busy, onSave, children } = props
  const [draft, setDraft] = useState(first)
  useUnsaved(!isSame(draft, first))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(draft)
  }
  return (
    <form onSubmit={submit} className={styles.fields} noValidate>
      {children(draft, (changed) => setDraft({ ...draft, ...changed }))}
      <Refusal error={error} />
      <Group>
        <Button type="submit" loading={busy}>
          {rules.save}
        </Button>
      </Group>
    </form>
  )
}

interface EventNameProps {
  description: string
  value: string
  onChange(event_name: string): void
}

/** The name of the event that a rule counts or makes. */
export const EventName = ({ description, value, onChange }: EventNameProps) => (
  <TextInput
    label={rules.event_name}
    description={description}
    value={value}
    maxLength={256}
    autoComplete="off"
    spellCheck={false}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
