import { type EventRule, parseEventRules } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { Channel, Count, orNull, TimeMs } from '../signals/shapes.js'
import { refuseFaults } from './refused.js'
import { LOOKED_BACK_MS } from './rule-preview-route.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

const Body = Type.Object(
  {
    rule: Type.Unknown({
      description: 'As in the setting pixel_event_rules: event_name, on, text, url, match, params.',
    }),
  },
  exact,
)
const Preview = Type.Object(
  {
    since_ms: TimeMs,
    reported_as: Type.String({
      description:
        'By which event browsers report what the rule looks for: PageView or SubscribedButtonClick.',
    }),
    looked_at: Type.Integer({ description: 'How many of those, the newest first.' }),
    is_all: Type.Boolean({ description: 'Those were all that there are of the last 7 days.' }),
    matched: Count,
    samples: Type.Array(
      Type.Object(
        {
          received_at_ms: TimeMs,
          channel: Channel,
          event_source_url: orNull(Type.String()),
          text: orNull(
            Type.String({ description: 'Of the pressed button: digits are 0, email addresses @.' }),
          ),
        },
        exact,
      ),
    ),
  },
  { $id: 'EventRulePreview', title: 'What an event rule would have made events of', ...exact },
)

/** POST /api/datasets/{id}/event-rules/preview: tries a rule; it changes nothing. */
export const eventRulePreviewRoute: ApiRoute = (scope, api) => {
  scope.post(
    '/datasets/:dataset_id/event-rules/preview',
    {
      ...STRICT,
      config: { may: 'test', audit: false },
      schema: {
        operationId: 'previewEventRule',
        summary: 'Of what the pixel would have made events in the last 7 days, of a bounded sample',
        tags: ['Signal quality'],
        params: DatasetParams,
        body: Body,
        response: { 200: Preview, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const rule = ruleIn(request.body.rule)
      await counted(api)
      return api.reports.previewEventRule(id, rule, api.stage.edge.now_ms() - LOOKED_BACK_MS)
    },
  )
}

/** @throws ApiRefusal with what the setting would say of it */
function ruleIn(rule: unknown): EventRule {
  const read = parseEventRules(JSON.stringify([rule]))
  if (typeof read === 'string')
    refuseFaults([{ at: 'rule', says: `give ${read.replace(/,? in rule 1$/, '')}` }])
  return rule as EventRule
}
