import { Type } from 'typebox'
import { type ApiRoute, callerIn, datasetIn, REFUSALS } from './api.js'
import { datasetsFor } from './caller.js'
import { DatasetShown, showDataset } from './dataset-schema.js'
import { DatasetParams } from './parameters.js'

const List = Type.Object(
  { data: Type.Array(Type.Ref('Dataset')) },
  { $id: 'DatasetList', title: 'Datasets', additionalProperties: false },
)

/** GET /api/datasets: those that the caller may see; GET /api/datasets/{id}: one of them. */
export const datasetsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(DatasetShown)
  scope.get(
    '/datasets',
    {
      schema: {
        operationId: 'listDatasets',
        summary: 'The datasets that you may see',
        tags: ['Datasets'],
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => ({
      data: datasetsFor(callerIn(request), api.stage.edge.configuration).map(showDataset),
    }),
  )
  scope.get(
    '/datasets/:dataset_id',
    {
      schema: {
        operationId: 'getDataset',
        summary: 'A dataset with its settings',
        tags: ['Datasets'],
        params: DatasetParams,
        response: { 200: Type.Ref('Dataset'), ...REFUSALS },
      },
    },
    async (request) => showDataset(datasetIn(request, api)),
  )
}
