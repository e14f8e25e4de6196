import { type EventRule, parseEventRules } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { Channel, orNull, TimeMs } from '../signals/shapes.js'
import { ButtonText, lookedAt } from './looked-back.js'
import { matchedOf, previewRoute } from './preview-route.js'
import { exact } from './shapes.js'

/** POST /api/datasets/{id}/event-rules/preview. */
export const eventRulePreviewRoute = previewRoute({
  path: 'event-rules',
  operationId: 'previewEventRule',
  summary: 'Of what the pixel would have made events in the last 7 days, of a bounded sample',
  rule: 'As in the setting pixel_event_rules: event_name, on, text, url, match, params.',
  answer: Type.Object(
    {
      reported_as: Type.String({
        description:
          'By which event browsers report what the rule looks for: PageView or SubscribedButtonClick.',
      }),
      ...lookedAt('of those'),
      ...matchedOf({
        received_at_ms: TimeMs,
        channel: Channel,
        event_source_url: orNull(Type.String()),
        text: orNull(ButtonText),
      }),
    },
    { $id: 'EventRulePreview', title: 'What an event rule would have made events of', ...exact },
  ),
  wrongIn(rule) {
    const read = parseEventRules(JSON.stringify([rule]))
    return typeof read === 'string' ? read.replace(/,? in rule 1$/, '') : null
  },
  preview: (reports, dataset_id, rule: EventRule, since_ms) =>
    reports.previewEventRule(dataset_id, rule, since_ms),
})
