import { ActionIcon, Button, Group, Radio, TextInput } from '@mantine/core'
import IconX from '@tabler/icons-react/icons/IconX'
import { type FormEvent, useState } from 'react'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import type { EventRuleDraft } from './rules.js'
import styles from './settings.module.css'

const { rules, events } = words.settingsRules

interface EventRuleFormProps {
  first: EventRuleDraft
  error: unknown
  busy: boolean
  onSave(draft: EventRuleDraft): void
}

/** When the pixel sends which event, with which parameters. */
export function EventRuleForm({ first, error, busy, onSave }: EventRuleFormProps) {
  const [draft, setDraft] = useState(first)
  const { event_name, on, text, url, match, params } = draft
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(draft)
  }
  return (
    <form onSubmit={submit} className={styles.fields} noValidate>
      <TextInput
        label={rules.event_name}
        description={events.event_says}
        value={event_name}
        maxLength={256}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft({ ...draft, event_name: event.currentTarget.value })}
      />
      <Radio.Group
        label={events.on}
        value={on}
        onChange={(chosen) => setDraft({ ...draft, on: chosen === 'page' ? 'page' : 'click' })}
      >
        <Group gap="lg" mt={8}>
          <Radio value="click" label={events.click} />
          <Radio value="page" label={events.page} />
        </Group>
      </Radio.Group>
      {on === 'click' && (
        <TextInput
          label={events.text}
          description={events.text_says}
          value={text}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={events.url}
        description={on === 'click' ? events.url_perhaps : events.url_says}
        value={url}
        maxLength={2048}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
      />
      <Radio.Group
        label={events.match}
        value={match}
        onChange={(chosen) => setDraft({ ...draft, match: chosen === 'contains' ? 'contains' : 'equals' })}
      >
        <Group gap="lg" mt={8}>
          <Radio value="equals" label={events.equals} />
          <Radio value="contains" label={events.contains} />
        </Group>
      </Radio.Group>
      <Params params={params} onChange={(changed) => setDraft({ ...draft, params: changed })} />
      <Refusal error={error} />
      <Group>
        <Button type="submit" loading={busy}>
          {rules.save}
        </Button>
      </Group>
    </form>
  )
}

const PARAMS_MAX = 20

interface ParamsProps {
  params: EventRuleDraft['params']
  onChange(params: EventRuleDraft['params']): void
}

function Params({ params, onChange }: ParamsProps) {
  const change = (at: number, changed: { name?: string; value?: string }) =>
    onChange(params.map((each, index) => (index === at ? { ...each, ...changed } : each)))
  return (
    <fieldset className={styles.fieldset}>
      <legend>{events.params}</legend>
      {params.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parameter is known by its place while it is typed.
        <div key={at} className={styles.condition} data-of="3">
          <TextInput
            aria-label={rules.param_name}
            placeholder={rules.param_name}
            value={name}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={rules.value}
            placeholder={rules.value}
            value={value}
            autoComplete="off"
            onChange={(event) => change(at, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={rules.remove_param(name)}
            onClick={() => onChange(params.toSpliced(at, 1))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {params.length < PARAMS_MAX && (
        <Button
          variant="default"
          size="xs"
          className={styles.start}
          onClick={() => onChange([...params, { name: '', value: '' }])}
        >
          {events.add_param}
        </Button>
      )}
    </fieldset>
  )
}
