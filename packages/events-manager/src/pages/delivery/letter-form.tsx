import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Failure } from '../../client/failure.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { emptyField, eventOf, fieldsOf, isPath, type LetterField, placed, placeIn } from './letter-fields.js'

const { letter: said } = words.delivery
type Event = { [key: string]: unknown }

interface LetterFormProps {
  event: Event
  /** the destination's words, which may name a place */
  refused: string
  busy: boolean
  /** why what was given last was not taken */
  error: Error | null
  /** null: as it is */
  send(event: Event | null): void
}

/** What is sent of an event, a field a place; a refusal stands at the field that it is about. */
export function LetterForm({ event, refused, busy, error, send }: LetterFormProps) {
  const place = placeIn(refused)
  const first = [{ at: place === null ? null : `event.${place}`, message: said.refused_here(refused) }]
  const [fields, setFields] = useState(() => placed(fieldsOf(event), place === null ? [] : first).fields)
  const [is_changed, setChanged] = useState(false)
  const [wrong, setWrong] = useState<{ [path: string]: 'not_json' | 'not_number' }>({})
  // What the server refuses now counts for more than what the destination refused then.
  const problems = error instanceof Failure ? problemsOf(error) : place === null ? [] : first
  const shown = placed(fields, problems)

  const change = (path: string, text: string) => {
    setFields(shown.fields.map((field) => (field.path === path ? { ...field, text } : field)))
    setChanged(true)
  }
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!is_changed) return send(null)
    const read = eventOf(shown.fields)
    setWrong('wrong' in read ? read.wrong : {})
    if ('event' in read) send(read.event)
  }
  const form = useRef<HTMLFormElement>(null)
  // What was refused just now may stand far above the button.
  useEffect(() => {
    if (error !== null || Object.keys(wrong).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error, wrong])
  const saidAt = (path: string) => (wrong[path] ? said[wrong[path]] : shown.said[path])
  return (
    <form ref={form} onSubmit={submit} className={styles.fields} noValidate>
      <div>
        <h3 className={styles.section_title}>{said.edit}</h3>
        <p className={styles.note}>{said.hint}</p>
      </div>
      {shown.fields.map((field) => (
        <Field key={field.path} field={field} error={saidAt(field.path)} change={change} />
      ))}
      <AddField
        add={(path) => {
          if (!shown.fields.some((field) => field.path === path))
            setFields([...shown.fields, emptyField(path)])
        }}
      />
      {error !== null && shown.rest.length > 0 && <Refusal error={error}>{shown.rest.join(' ')}</Refusal>}
      {error !== null && !(error instanceof Failure) && <Refusal error={error} />}
      <div>
        <Button type="submit" loading={busy}>
          {is_changed ? said.save : said.resend}
        </Button>
      </div>
    </form>
  )
}

const problemsOf = ({ problems, at, message }: Failure) =>
  problems.length > 0 ? problems : [{ at, message }]

interface FieldProps {
  field: LetterField
  error: string | undefined
  change(path: string, text: string): void
}

function Field({ field: { path, text, kind }, error, change }: FieldProps) {
  const given = {
    label: path,
    value: text,
    error,
    classNames: { input: styles.field_input },
    spellCheck: false,
    autoComplete: 'off',
  }
  if (kind === 'json')
    return (
      <Textarea
        {...given}
        autosize
        minRows={1}
        maxRows={10}
        onChange={({ currentTarget }) => change(path, currentTarget.value)}
      />
    )
  return (
    <TextInput
      {...given}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      onChange={({ currentTarget }) => change(path, currentTarget.value)}
    />
  )
}

function AddField({ add }: { add(path: string): void }) {
  const [path, setPath] = useState('')
  const press = () => {
    add(path)
    setPath('')
  }
  return (
    <div className={styles.add}>
      <TextInput
        label={said.add}
        description={said.add_path}
        value={path}
        onChange={({ currentTarget }) => setPath(currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (isPath(path)) press()
        }}
        spellCheck={false}
        autoComplete="off"
      />
      <Button variant="default" disabled={!isPath(path)} onClick={press}>
        {said.add_button}
      </Button>
    </div>
  )
}
