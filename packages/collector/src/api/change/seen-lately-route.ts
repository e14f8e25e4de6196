import { EVENT_NAME_CHARS_MAX } from '@countersign/core'
import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { Count } from '../signals/shapes.js'
import { ButtonText, LOOKED_BACK_MS, lookedAt } from './looked-back.js'
import { exact } from './shapes.js'

const Query = Type.Object({
  event_name: Type.String({ minLength: 1, maxLength: EVENT_NAME_CHARS_MAX, description: 'Of which events.' }),
})
const Seen = Type.Object(
  {
    ...lookedAt('counted events of this name'),
    urls: Type.Array(
      Type.Object({ url: Type.String({ description: 'Without query and fragment.' }), events: Count }, exact),
    ),
    texts: Type.Array(Type.Object({ text: ButtonText, events: Count }, exact)),
  },
  { $id: 'SeenLately', title: 'What rules can be made of: addresses and texts of buttons', ...exact },
)

/** GET /api/datasets/{id}/seen-lately. */
export const seenLatelyRoute: ApiRoute = (scope, api) => {
  scope.get(
    '/datasets/:dataset_id/seen-lately',
    {
      schema: {
        operationId: 'seenLately',
        summary: 'The most frequent addresses of the last 7 days, and texts of buttons, of a bounded sample',
        tags: ['Signal quality'],
        params: DatasetParams,
        querystring: Query,
        response: { 200: Seen, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      await counted(api)
      const since_ms = api.stage.edge.now_ms() - LOOKED_BACK_MS
      return api.reports.seenLately(id, request.query.event_name, since_ms)
    },
  )
}
