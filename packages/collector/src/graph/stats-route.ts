import type { FastifyInstance, FastifyRequest } from 'fastify'
import { FOLD_WAIT_MS } from '../limits.js'
import type { Stage } from '../stage.js'
import { authoriseBy } from './access-token.js'
import { type GraphAnswer, sendGraph } from './graph-answer.js'
import { graphTime } from './node-fields.js'
import { queryParameters } from './parameters.js'
import { OBJECT, PREFIXES } from './paths.js'
import { aggregate } from './stats-aggregations.js'
import { hourStart, readStatsAsked } from './stats-asked.js'

/** GET /v{N}.{M}/{id}/stats: the books, an item an hour. @source reference 5.8 */
export function statsRoute(app: FastifyInstance, stage: Stage): void {
  const options = { config: { face: 'graph' as const, name: 'stats' } }
  for (const prefix of PREFIXES)
    app.get(`${prefix}/${OBJECT}/stats`, options, async (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), await readStats(request, stage)),
    )
}

async function readStats(request: FastifyRequest, { edge }: Stage): Promise<GraphAnswer> {
  const { id } = request.params as { id: string }
  const { access_token, text } = queryParameters(request)
  const dataset = authoriseBy(access_token, id, edge.configuration, 'object_unknown')
  if (!dataset.ok) return dataset
  const wanted = readStatsAsked(id, text, edge.now_ms())
  if (!wanted.ok) return wanted
  const { aggregation, from_hour, to_hour } = wanted.value
  if (!(await edge.fold.reaches(edge.journal.last, FOLD_WAIT_MS)))
    return { ok: false, problems: [{ code: 'store_unavailable', at: '', seen: 'counting is behind' }] }
  const hours = aggregate(aggregation, await edge.reports.hourly(id, { from_hour, to_hour }), wanted.value)
  const data = [...hours].map(([hour, rows]) => ({
    aggregation,
    start_time: graphTime(hourStart(hour)),
    data: rows,
  }))
  const last = data.at(-1)
  const after = last === undefined ? '' : Buffer.from(last.start_time).toString('base64')
  return { ok: true, body: { data, paging: { cursors: { after } } } }
}
