import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { CountedEvent } from './counted-schema.js'

const Params = Type.Object({
  ...DatasetParams.properties,
  sighting_id: Type.String({
    minLength: 1,
    maxLength: 128,
    description: 'Of any of its sightings.',
  }),
})

/** GET /api/datasets/{id}/counted/{sighting_id}: one counted event, and why it is one. */
export const countedRoute: ApiRoute = (scope, api) => {
  scope.addSchema(CountedEvent)
  scope.get(
    '/datasets/:dataset_id/counted/:sighting_id',
    {
      schema: {
        operationId: 'getCountedEvent',
        summary: 'A counted event: its sightings side by side, why they are one, and what became of it',
        tags: ['Events'],
        params: Params,
        response: { 200: Type.Ref('CountedEvent'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      await counted(api)
      const event = await api.reports.countedEvent(id, request.params.sighting_id)
      if (event === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'sighting_id' })
      return event
    },
  )
}
