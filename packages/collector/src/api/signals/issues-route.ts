import { ISSUE_MARKS } from '@countersign/core'
import { Type } from 'typebox'
import { type ApiRoute, callerIn, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { IssueShown } from './diagnostics-schema.js'
import { oneOf } from './shapes.js'

const Params = Type.Object({
  ...DatasetParams.properties,
  issue_id: Type.String({ pattern: '^[0-9]{1,15}$', description: 'The id of an issue.' }),
})
const Body = Type.Object(
  {
    state: oneOf(
      ISSUE_MARKS,
      'resolved: it is mended, and comes back only if it is seen again; ignored: it is no matter; restored: neither.',
    ),
  },
  { additionalProperties: false },
)

/** POST /api/datasets/{id}/issues/{issue_id}: what a person says of an issue. */
export const issuesRoute: ApiRoute = (scope, api) => {
  scope.addSchema(IssueShown)
  scope.post(
    '/datasets/:dataset_id/issues/:issue_id',
    {
      config: { audit: 'issue.marked' },
      schema: {
        operationId: 'markIssue',
        summary: 'Say that an issue is resolved, or ignored, or neither',
        tags: ['Signal quality'],
        params: Params,
        body: Body,
        response: { 200: Type.Ref('Issue'), ...REFUSALS },
      },
    },
    async (request) => {
      const { configuration } = api.stage.edge
      const dataset = datasetIn(request, api)
      const id = Number(request.params.issue_id)
      const is_its = configuration.issue(id)?.dataset_id === dataset.id
      const issue = is_its
        ? configuration.markIssue(id, request.body.state, callerIn(request).who)
        : undefined
      if (issue === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'issue_id' })
      return issue
    },
  )
}
