import { Group, Radio, TextInput } from '@mantine/core'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { EditedRows, ParamName } from './edited-rows.js'
import { EventRulePreview } from './event-rule-preview.js'
import { EventName } from './rule-form.js'
import { type EventRuleDraft, eventRuleOf } from './rules.js'
import type { Picked } from './seen.js'
import { SeenChoices } from './seen-choices.js'

const { rules, events } = words.settingsRules

interface EventRuleFieldsProps {
  dataset: Dataset
  draft: EventRuleDraft
  onChange(changed: Partial<EventRuleDraft>): void
}

/** When the pixel sends which event, with which parameters; and what it would have made of what was seen. */
export function EventRuleFields({ dataset, draft, onChange }: EventRuleFieldsProps) {
  const { event_name, on, text, url, match, params } = draft
  return (
    <>
      <EventName
        description={events.event_says}
        value={event_name}
        onChange={(typed) => onChange({ event_name: typed })}
      />
      <Radio.Group
        label={events.on}
        value={on}
        onChange={(chosen) => onChange({ on: chosen === 'page' ? 'page' : 'click' })}
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
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
          <SeenChoices
            dataset={dataset}
            event_name="SubscribedButtonClick"
            what="texts"
            ways={WAYS}
            typed={text}
            onPick={(pick) => onChange({ text: pick.value, match: matchOf(pick) })}
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
          onChange={(event) => onChange({ url: event.currentTarget.value })}
        />
        <SeenChoices
          dataset={dataset}
          event_name="PageView"
          what="urls"
          ways={WAYS}
          typed={url}
          onPick={(pick) => onChange({ url: pick.value, match: matchOf(pick) })}
        />
      </div>
      <Radio.Group
        label={events.match}
        value={match}
        onChange={(chosen) => onChange({ match: chosen === 'contains' ? 'contains' : 'equals' })}
      >
        <Group gap="lg" mt={8}>
          <Radio value="equals" label={events.equals} />
          <Radio value="contains" label={events.contains} />
        </Group>
      </Radio.Group>
      <Params params={params} onChange={(changed) => onChange({ params: changed })} />
      <EventRulePreview dataset={dataset} rule={eventRuleOf(draft)} />
    </>
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
