import { Button, Group, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import { useUnsaved } from '../../parts/form-drawer.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { isSame } from './draft.js'
import { EditedRows, ParamName } from './edited-rows.js'
import { EventRulePreview } from './event-rule-preview.js'
import { type EventRuleDraft, eventRuleOf } from './rules.js'
import type { Picked } from './seen.js'
import { SeenChoices } from './seen-choices.js'
import styles from './settings.module.css'

const { rules, events } = words.settingsRules

interface EventRuleFormProps {
  dataset: Dataset
  first: EventRuleDraft
  error: unknown
  busy: boolean
  onSave(draft: EventRuleDraft): void
}

/** When the pixel sends which event, with which parameters. */
export function EventRuleForm({ dataset, first, error, busy, onSave }: EventRuleFormProps) {
  const [draft, setDraft] = useState(first)
  useUnsaved(!isSame(draft, first))
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
        <div>
          <TextInput
            label={events.text}
            description={events.text_says}
            value={text}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          />
          <SeenChoices
            dataset={dataset}
            event_name="SubscribedButtonClick"
            what="texts"
            ways={WAYS}
            typed={text}
            onPick={(pick) => setDraft({ ...draft, text: pick.value, match: matchOf(pick) })}
          />
        </div>
      )}
      <div>
        <TextInput
          label={events.url}
          description={on === 'click' ? events.url_perhaps : events.url_says}
          value={url}
          maxLength={2048}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
        />
        <SeenChoices
          dataset={dataset}
          event_name="PageView"
          what="urls"
          ways={WAYS}
          typed={url}
          onPick={(pick) => setDraft({ ...draft, url: pick.value, match: matchOf(pick) })}
        />
      </div>
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
      <EventRulePreview dataset={dataset} rule={eventRuleOf(draft)} />
      <Refusal error={error} />
      <Group>
        <Button type="submit" loading={busy}>
          {rules.save}
        </Button>
      </Group>
    </form>
  )
}

/** An event rule compares in these ways, its text and its address alike. */
const WAYS = ['contains', 'equals'] as const
const matchOf = ({ how }: Picked): EventRuleDraft['match'] => (how === 'equals' ? 'equals' : 'contains')

const PARAMS_MAX = 20

interface ParamsProps {
  params: EventRuleDraft['params']
  onChange(params: EventRuleDraft['params']): void
}

const Params = ({ params, onChange }: ParamsProps) => (
  <EditedRows
    legend={events.params}
    rows={params}
    inputs={3}
    max={PARAMS_MAX}
    add={events.add_param}
    fresh={{ name: '', value: '' }}
    onChange={onChange}
  >
    {({ name, value }, change) => (
      <>
        <ParamName value={name} onChange={(typed) => change({ name: typed })} />
        <TextInput
          aria-label={rules.value}
          placeholder={rules.value}
          value={value}
          autoComplete="off"
          onChange={(event) => change({ value: event.currentTarget.value })}
        />
      </>
    )}
  </EditedRows>
)
