import { type ConversionRule, parseCustomConversions } from '@countersign/core'
import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { Count, orNull, TimeMs } from '../signals/shapes.js'
import { refuseFaults } from './refused.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

/** How far back rules are tried, and what they could be made of is gathered. */
export const LOOKED_BACK_MS = 7 * 24 * 3_600_000

const Body = Type.Object(
  {
    rule: Type.Unknown({
      description: 'As in the setting custom_conversions: event_name, url, params.',
    }),
  },
  exact,
)
const Preview = Type.Object(
  {
    since_ms: TimeMs,
    looked_at: Type.Integer({ description: 'How many counted events of its name, the newest first.' }),
    is_all: Type.Boolean({ description: 'Those were all that there are of the last 7 days.' }),
    matched: Count,
    samples: Type.Array(
      Type.Object(
        {
          counted_at_ms: TimeMs,
          event_source_url: orNull(Type.String()),
          custom_data: Type.Record(Type.String(), Type.Unknown()),
        },
        exact,
      ),
    ),
  },
  { $id: 'RulePreview', title: 'What a rule would have counted', ...exact },
)

/** POST /api/datasets/{id}/custom-conversions/preview: tries a rule; it changes nothing. */
export const rulePreviewRoute: ApiRoute = (scope, api) => {
  scope.post(
    '/datasets/:dataset_id/custom-conversions/preview',
    {
      ...STRICT,
      config: { may: 'test', audit: false },
      schema: {
        operationId: 'previewCustomConversion',
        summary: 'What a rule would have counted in the last 7 days, of a bounded sample',
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
      return api.reports.previewRule(id, rule, api.stage.edge.now_ms() - LOOKED_BACK_MS)
    },
  )
}

/** @throws ApiRefusal with what the setting would say of it */
function ruleIn(rule: unknown): ConversionRule {
  const read = parseCustomConversions(JSON.stringify([{ id: 'preview', name: 'Preview', rule }]))
  if (typeof read === 'string')
    refuseFaults([{ at: 'rule', says: `give ${read.replace(/,? in custom conversion 1$/, '')}` }])
  return rule as ConversionRule
}
