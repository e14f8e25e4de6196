import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { EventRuleFields } from './event-rule-fields.js'
import { RuleSection } from './rule-section.js'
import { type EventRule, type EventRuleDraft, eventDraftOf, eventRuleOf, NEW_EVENT_RULE } from './rules.js'

const { events } = words.settingsRules

/** Events that the pixel makes of clicks on buttons and of pages. They have no ids: each is known by its place. */
export const EventRules = ({ dataset }: { dataset: Dataset }) => (
  <RuleSection
    dataset={dataset}
    setting="pixel_event_rules"
    list={dataset.settings.pixel_event_rules as EventRule[]}
    kind="rule"
    said={events}
    idOf={(_rule, at) => String(at)}
    nameOf={({ event_name }) => event_name}
    saysOf={(rule) => events.says(rule)}
    draftOf={(known) => (known === undefined ? NEW_EVENT_RULE : eventDraftOf(known))}
    ruleOf={(draft: EventRuleDraft) => eventRuleOf(draft)}
  >
    {(draft, change) => <EventRuleFields dataset={dataset} draft={draft} onChange={change} />}
  </RuleSection>
)
