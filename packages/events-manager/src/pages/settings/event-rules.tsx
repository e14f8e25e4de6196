import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { FormDrawer } from '../../parts/form-drawer.js'
import { words } from '../../words/words.js'
import { isSame } from './draft.js'
import { EventRuleForm } from './event-rule-form.js'
import { RuleList } from './rule-list.js'
import { type EventRule, eventDraftOf, eventRuleOf, NEW_EVENT_RULE } from './rules.js'
import { tellFailure, useChangeDataset } from './use-change-dataset.js'
import { useMay } from './use-may.js'

const { rules, events } = words.settingsRules

const rulesOf = ({ settings }: Dataset) => settings.pixel_event_rules as EventRule[]

/** A rule has no id: it is known by what it says, wherever it stands by now. */
function without(rules: readonly EventRule[], rule: EventRule | undefined): EventRule[] {
  const at = rules.findIndex((each) => isSame(each, rule))
  return at < 0 ? [...rules] : rules.toSpliced(at, 1)
}

/** Events that the pixel makes of clicks on buttons and of pages. */
export function EventRules({ dataset }: { dataset: Dataset }) {
  const { search, set } = useAddress()
  const may = useMay()
  const { mutate, error, isPending, reset } = useChangeDataset(dataset)
  const list = rulesOf(dataset)
  const at = list.findIndex((_rule, index) => search.open === `rule:${index}`)
  const known = list[at]
  const opened = may.change && (known !== undefined || search.open === 'new-rule')
  const close = () => {
    reset()
    set({ open: undefined }, { replace: true })
  }
  return (
    <RuleList
      setting="pixel_event_rules"
      title={events.title}
      add={events.add}
      empty={events.empty}
      items={list.map((rule, index) => ({
        id: String(index),
        name: rule.event_name,
        says: events.says(rule),
      }))}
      may_change={may.change}
      onAdd={() => set({ open: 'new-rule' })}
      onEdit={(id) => set({ open: `rule:${id}` })}
      onDelete={(id) =>
        mutate(
          {
            changes: (saved) => ({ pixel_event_rules: without(rulesOf(saved), list[Number(id)]) }),
            said: events.deleted,
          },
          { onError: tellFailure },
        )
      }
    >
      <FormDrawer
        opened={opened}
        onClose={close}
        title={known === undefined ? events.new_title : rules.edit_of(known.event_name)}
      >
        <EventRuleForm
          key={search.open}
          dataset={dataset}
          first={known === undefined ? NEW_EVENT_RULE : eventDraftOf(known)}
          error={error}
          busy={isPending}
          onSave={(draft) => {
            const rule = eventRuleOf(draft)
            const pixel_event_rules = known === undefined ? [...list, rule] : list.with(at, rule)
            mutate({ changes: { pixel_event_rules }, said: events.saved }, { onSuccess: close })
          }}
        />
      </FormDrawer>
    </RuleList>
  )
}
