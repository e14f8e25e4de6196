import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { DiagnosisShown, Diagnostics } from './diagnostics-schema.js'

/** GET /api/datasets/{id}/diagnostics: what is wrong now, with its issues, and what was. */
export const diagnosticsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(DiagnosisShown)
  scope.addSchema(Diagnostics)
  scope.get(
    '/datasets/:dataset_id/diagnostics',
    {
      schema: {
        operationId: 'getDiagnostics',
        summary: 'What is wrong, with its cause, its samples and what to do',
        tags: ['Signal quality'],
        params: DatasetParams,
        response: { 200: Type.Ref('Diagnostics'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      return api.reports.diagnostics(id, api.stage.edge.now_ms())
    },
  )
}
