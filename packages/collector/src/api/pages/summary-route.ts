import { Type } from 'typebox'
import { type ApiRoute, callerIn, counted, REFUSALS } from '../api.js'
import { datasetsFor } from '../caller.js'
import { Count, orNull, TimeMs } from '../signals/shapes.js'
import { ByChannel, exact, IssueCounts, MatchQualityScore, Text } from './book-sums.js'

const Row = Type.Object(
  {
    dataset_id: Text,
    last_received_at_ms: orNull(TimeMs),
    today: Type.Object(
      { received: Type.Object(ByChannel, exact), counted: Count },
      { ...exact, description: "Since midnight in the dataset's time_zone." },
    ),
    match_quality: MatchQualityScore,
    issues: IssueCounts,
  },
  exact,
)
const Summary = Type.Object(
  { as_of_ms: TimeMs, data: Type.Array(Row) },
  { $id: 'Summary', title: 'Every dataset on one line', ...exact },
)

/** GET /api/summary: how it stands with every dataset that the caller may see. */
export const summaryRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Summary)
  scope.get(
    '/summary',
    {
      schema: {
        operationId: 'getSummary',
        summary: 'How it stands with every dataset that you may see',
        tags: ['Datasets'],
        response: { 200: Type.Ref('Summary'), ...REFUSALS },
      },
    },
    async (request) => {
      const ids = datasetsFor(callerIn(request), api.stage.edge.configuration).map(({ id }) => id)
      await counted(api)
      const as_of_ms = api.stage.edge.now_ms()
      return { as_of_ms, data: await api.reports.summaries(ids, as_of_ms) }
    },
  )
}
