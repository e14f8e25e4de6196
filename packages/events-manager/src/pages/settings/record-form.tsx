import { Button, Group } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useUnsaved } from '../../parts/form-drawer.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { faultsOf, isSame } from './draft.js'
import { FieldInput } from './field-input.js'
import { emptyOf, type RecordField } from './record-fields.js'
import styles from './settings.module.css'
import { useFocusOnFault } from './use-focus-on-fault.js'

const { settings } = words
type Values = { readonly [name: string]: unknown }

interface FieldWords {
  label: string
  says: string
  unit?: string
  choices?: { readonly [value: string]: string }
  hint?: string
}

interface RecordFormProps {
  fields: readonly RecordField[]
  /** what is known of it; null: it is being made */
  known: Values | null
  /** what a new one begins with */
  first?: Values
  words: { readonly [name: string]: FieldWords | undefined }
  /** the verb on the button */
  action: string
  error: unknown
  busy: boolean
  /** above the fields, such as which kind it is */
  children?: ReactNode
  onSubmit(draft: Values): void
}

/** Fields of something that is made or changed as a whole. */
export function RecordForm(props: RecordFormProps) {
  const { fields, known, first = {}, action, error, busy, children, onSubmit } = props
  const [draft, setDraft] = useState<Values>(first)
  useUnsaved(!isSame(draft, first))
  const shown = fields.filter(({ fixed }) => known === null || fixed !== true)
  const form = useFocusOnFault(error)
  const faults = faultsOf(
    error,
    shown.map(({ name }) => name),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(draft)
  }
  return (
    <form ref={form} onSubmit={submit} className={styles.fields} noValidate>
      {children}
      {shown.map(({ name, field }) => {
        const said = props.words[name] ?? { label: name, says: '' }
        const is_kept = field.kind === 'secret' && known !== null
        return (
          <FieldInput
            key={name}
            field={field}
            label={said.label}
            description={said.says}
            error={faults.at[name] ?? null}
            disabled={false}
            value={name in draft ? draft[name] : (known?.[name] ?? emptyOf(field))}
            choices={said.choices}
            unit={said.unit}
            hint={is_kept ? settings.secret_kept : said.hint}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
          />
        )
      })}
      <Refusal error={faults.rest} />
      <Group>
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
