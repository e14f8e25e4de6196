import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { AemReport } from './aem-schema.js'

/** GET /api/datasets/{id}/aem: what is reported of people who restrict how they are measured. */
export const aemRoute: ApiRoute = (scope, api) => {
  scope.addSchema(AemReport)
  scope.get(
    '/datasets/:dataset_id/aem',
    {
      schema: {
        operationId: 'getAem',
        summary: 'Aggregated Event Measurement: priorities, counts by campaign and day, books, budget',
        tags: ['Aggregated Event Measurement'],
        params: DatasetParams,
        response: { 200: Type.Ref('AemReport'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const report = await api.reports.aem(id, api.stage.edge.now_ms())
      // Gone between the two.
      if (report === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'dataset_id' })
      return report
    },
  )
}
