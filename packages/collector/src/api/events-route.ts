import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS, sinceIn } from './api.js'
import { EVENTS_DEFAULT, EVENTS_MAX } from './api-limits.js'
import { EventShown } from './event-schema.js'
import { DatasetParams, Since } from './parameters.js'

const List = Type.Object(
  { data: Type.Array(Type.Ref('Event')) },
  { $id: 'EventList', title: 'Counted events', additionalProperties: false },
)
const Query = Type.Object({
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'Only this event_name.' })),
  since: Since,
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: EVENTS_MAX,
      default: EVENTS_DEFAULT,
      description: 'At most so many.',
    }),
  ),
})

/** GET /api/datasets/{id}/events: counted events, newest first. */
export const eventsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(EventShown)
  scope.get(
    '/datasets/:dataset_id/events',
    {
      schema: {
        operationId: 'listEvents',
        summary: 'Counted events, newest first, each with its explanation',
        tags: ['Events'],
        params: DatasetParams,
        querystring: Query,
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const { event = null, limit = EVENTS_DEFAULT } = request.query
      const wanted = { event_name: event, since_ms: sinceIn(request.query.since, api) ?? 0, limit }
      await counted(api)
      return { data: await api.stage.edge.reports.events(id, wanted) }
    },
  )
}
