import { PATTERNS, type Pattern } from '@countersign/core'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { asOf, Count, oneOf, orNull } from './shapes.js'

const NAMES = Object.keys(PATTERNS) as Pattern[]
const Params = Type.Object({
  ...DatasetParams.properties,
  pattern: Type.String({ maxLength: 40, description: `What you see: ${NAMES.join(', ')}.` }),
})
const Text = Type.String()
const Troubleshot = Type.Object(
  {
    ...asOf,
    pattern: oneOf(NAMES),
    title: Text,
    answer: Type.String({ description: 'What the data says, in a sentence.' }),
    checks: Type.Array(
      Type.Object(
        {
          asks: Text,
          state: oneOf(['cause', 'clear', 'unknown']),
          says: Text,
          explains: orNull(Count),
          fix: orNull(Text),
          codes: Type.Array(Text, { description: 'The diagnoses that it rests on.' }),
          see: orNull(oneOf(['orders', 'aem'], 'Where the rest of it is told.')),
        },
        { additionalProperties: false },
      ),
      { description: 'Causes first, the one that explains most before the others.' },
    ),
  },
  { $id: 'Troubleshot', title: 'A guided check', additionalProperties: false },
)

/** GET /api/datasets/{id}/troubleshoot/{pattern}: a guided check on the last 7 days. */
export const troubleshootRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Troubleshot)
  scope.get(
    '/datasets/:dataset_id/troubleshoot/:pattern',
    {
      schema: {
        operationId: 'troubleshoot',
        summary: "A guided check that answers with the cause that the dataset's own data shows",
        tags: ['Signal quality'],
        params: Params,
        response: { 200: Type.Ref('Troubleshot'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const pattern = NAMES.find((name) => name === request.params.pattern)
      if (pattern === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'pattern' })
      const { patterns, ...as_of } = await api.reports.troubleshoot(id, [pattern], api.stage.edge.now_ms())
      return { ...as_of, ...patterns[0] }
    },
  )
}
