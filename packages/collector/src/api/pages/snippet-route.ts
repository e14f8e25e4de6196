import { Type } from 'typebox'
import { originOf } from '../../graph/origin-of.js'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { exact, Text } from './book-sums.js'

const Snippet = Type.Object(
  {
    dataset_id: Text,
    host: { ...Text, description: 'Where pages reach this server.' },
    snippet: { ...Text, description: 'What to paste into the head of a page: both of the others.' },
    base_code: Text,
    noscript: { ...Text, description: 'The image that counts a page where no script runs.' },
  },
  { $id: 'Snippet', title: 'What to paste into a page', ...exact },
)
const Query = Type.Object({
  host: Type.Optional(
    Type.String({
      maxLength: 300,
      pattern: '^https?://([a-zA-Z0-9_.-]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?$',
      description: 'An origin, e.g. https://t.shop.example. Left out: the one that was asked.',
    }),
  ),
})

/** GET /api/datasets/{id}/snippet: as `countersign snippet` prints it. */
export const snippetRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Snippet)
  scope.get(
    '/datasets/:dataset_id/snippet',
    {
      schema: {
        operationId: 'getSnippet',
        summary: 'What to paste into the head of a page',
        tags: ['Datasets'],
        params: DatasetParams,
        querystring: Query,
        response: { 200: Type.Ref('Snippet'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const host = request.query.host ?? originOf(request, api.stage)
      const snippet = api.stage.edge.pixel.snippet(host, id)
      const end = snippet.indexOf(SCRIPT_END) + SCRIPT_END.length
      return {
        dataset_id: id,
        host,
        snippet,
        base_code: snippet.slice(0, end),
        noscript: snippet.slice(end).trim(),
      }
    },
  )
}
const SCRIPT_END = '</script>'
