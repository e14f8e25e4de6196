import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS, sinceIn } from './api.js'
import { DatasetParams, Since } from './parameters.js'
import { StatsShown } from './stats-schema.js'

/** GET /api/datasets/{id}/stats: the books, from the hour of `since` on. */
export const statsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(StatsShown)
  scope.get(
    '/datasets/:dataset_id/stats',
    {
      schema: {
        operationId: 'getStats',
        summary: 'What was received, and what became of it',
        tags: ['Events'],
        params: DatasetParams,
        querystring: Type.Object({ since: Since }),
        response: { 200: Type.Ref('Stats'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const since_ms = sinceIn(request.query.since, api)
      await counted(api)
      return api.reports.stats(id, since_ms)
    },
  )
}
