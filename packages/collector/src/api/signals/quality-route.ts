import { qualityOfEvent } from '@countersign/core/quality'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { KeyEvents, Quality } from './quality-schema.js'

const Query = Type.Object({
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'Only this event_name.' })),
})

/** GET /api/datasets/{id}/quality, and of it the funnel: GET …/key-events. */
export const qualityRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Quality)
  scope.addSchema(KeyEvents)
  const tags = ['Signal quality']
  scope.get(
    '/datasets/:dataset_id/quality',
    {
      schema: {
        operationId: 'getQuality',
        summary: 'How well events match, how completely and how soon the server reports them',
        tags,
        params: DatasetParams,
        querystring: Query,
        response: { 200: Type.Ref('Quality'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const quality = await api.reports.quality(id, api.stage.edge.now_ms())
      const { event } = request.query
      return event === undefined ? quality : qualityOfEvent(quality, event)
    },
  )
  scope.get(
    '/datasets/:dataset_id/key-events',
    {
      schema: {
        operationId: 'getKeyEvents',
        summary: 'The funnel of the business, with what each step lacks',
        tags,
        params: DatasetParams,
        response: { 200: Type.Ref('KeyEvents'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const {
        events: _not_asked_for,
        key_events,
        ...rest
      } = await api.reports.quality(id, api.stage.edge.now_ms())
      return { ...rest, ...key_events }
    },
  )
}
