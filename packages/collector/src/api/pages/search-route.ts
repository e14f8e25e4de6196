import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { orNull, TimeMs } from '../signals/shapes.js'
import { exact, Text, TextOrNull } from './book-sums.js'

const kind = <K extends string>(name: K) => Type.Literal(name)
const Found = Type.Union([
  Type.Object({ kind: kind('event'), event_name: Text }, exact),
  Type.Object(
    { kind: kind('event_id'), event_name: Text, event_id: Text, sighting_id: Text, received_at_ms: TimeMs },
    exact,
  ),
  Type.Object({ kind: kind('sighting'), event_name: Text, sighting_id: Text, received_at_ms: TimeMs }, exact),
  Type.Object(
    {
      kind: kind('order'),
      order_id: Text,
      state: {
        ...TextOrNull,
        description: 'null: the shop has not told of it, or it is still to be matched.',
      },
      placed_at_ms: orNull(TimeMs),
      sighting_id: { ...TextOrNull, description: 'Of its Purchase; null: none was tracked.' },
    },
    exact,
  ),
])
const Results = Type.Object(
  { data: Type.Array(Found) },
  { $id: 'SearchResults', title: 'What a search has found', ...exact },
)
const Query = Type.Object({ q: Type.String({ minLength: 1, maxLength: 256 }) })

/** GET /api/datasets/{id}/search: event names that begin so; an event_id, a sighting id, an order id that is exactly so. */
export const searchRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Results)
  scope.get(
    '/datasets/:dataset_id/search',
    {
      schema: {
        operationId: 'search',
        summary: 'By the beginning of an event name; by a whole event_id, sighting id or order id',
        tags: ['Events'],
        params: DatasetParams,
        querystring: Query,
        response: { 200: Type.Ref('SearchResults'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const q = request.query.q.trim()
      await counted(api)
      return { data: q === '' ? [] : await api.reports.search(id, q) }
    },
  )
}
