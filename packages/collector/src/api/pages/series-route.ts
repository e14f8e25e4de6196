import { DAY_MS, dayBegins, HOUR_MS } from '@countersign/core'
import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { oneOf, TimeMs } from '../signals/shapes.js'
import { bookSums, exact, rangeShown } from './book-sums.js'
import { RangeQuery, rangeIn } from './range.js'

const STEPS = ['hour', 'day'] as const
const HOUR_SPANS = { default_ms: 2 * DAY_MS, max_ms: 31 * DAY_MS }

const Series = Type.Object(
  {
    step: oneOf(STEPS),
    ...rangeShown,
    totals: Type.Object(bookSums, exact),
    data: Type.Array(
      Type.Object({ at_ms: { ...TimeMs, description: 'When the step begins.' }, ...bookSums }, exact),
    ),
  },
  { $id: 'Series', title: 'The books step by step', ...exact },
)
const Query = Type.Object({
  ...RangeQuery,
  step: Type.Optional(
    oneOf(
      STEPS,
      'day: as it begins in the time_zone of the dataset. Of hours at most 31 days. Left out: day.',
    ),
  ),
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'Only this event_name.' })),
})

const Lines = Type.Object(
  {
    ...rangeShown,
    begins_ms: Type.Array(TimeMs, { description: 'When each day begins.' }),
    data: Type.Array(
      Type.Object(
        {
          event_name: Type.String(),
          counted: Type.Array(Type.Integer(), { description: 'Of each day, in order.' }),
        },
        exact,
      ),
      { description: 'The 200 most counted names, the most counted first.' },
    ),
  },
  { $id: 'CountedByName', title: 'How often each name was counted, day by day', ...exact },
)

/**
 * GET /api/datasets/{id}/series: what was received and counted, by hours or days; those without anything too.
 * GET /api/datasets/{id}/counted-by-name: what was counted of each name, by days.
 */
export const seriesRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Series)
  scope.addSchema(Lines)
  scope.get(
    '/datasets/:dataset_id/series',
    {
      schema: {
        operationId: 'getSeries',
        summary: 'What was received and what became of it, by hours or days',
        tags: ['Events'],
        params: DatasetParams,
        querystring: Query,
        response: { 200: Type.Ref('Series'), ...REFUSALS },
      },
    },
    async (request) => {
      const dataset = datasetIn(request, api)
      const { step = 'day', event = null } = request.query
      const asked = rangeIn(request.query, dataset, api, step === 'hour' ? HOUR_SPANS : undefined)
      const { time_zone } = dataset.settings
      const begins_ms =
        step === 'hour'
          ? hourBegins(asked.since_ms, asked.until_ms)
          : dayBegins(asked.since_ms, asked.until_ms, time_zone)
      const { until_ms } = asked
      await counted(api)
      const series = await api.reports.series(dataset.id, { begins_ms, until_ms, event_name: event })
      return { step, since_ms: begins_ms[0] ?? until_ms, until_ms, time_zone, ...series }
    },
  )
  scope.get(
    '/datasets/:dataset_id/counted-by-name',
    {
      schema: {
        operationId: 'getCountedByName',
        summary: 'What was counted of each event name, by days',
        tags: ['Events'],
        params: DatasetParams,
        querystring: Type.Object(RangeQuery),
        response: { 200: Type.Ref('CountedByName'), ...REFUSALS },
      },
    },
    async (request) => {
      const dataset = datasetIn(request, api)
      const { since_ms, until_ms } = rangeIn(request.query, dataset, api)
      const { time_zone } = dataset.settings
      const begins_ms = dayBegins(since_ms, until_ms, time_zone)
      await counted(api)
      const lines = await api.reports.countedByName(dataset.id, { begins_ms, until_ms })
      return { since_ms: begins_ms[0] ?? until_ms, until_ms, time_zone, begins_ms, ...lines }
    },
  )
}

function hourBegins(since_ms: number, until_ms: number): number[] {
  const begins: number[] = []
  for (let at_ms = Math.floor(since_ms / HOUR_MS) * HOUR_MS; at_ms < until_ms; at_ms += HOUR_MS)
    begins.push(at_ms)
  return begins
}
