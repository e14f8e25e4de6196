import { accept, type Result, refuse } from '@countersign/core'
import type { Dataset } from '@countersign/storage'
import type { FastifyRequest } from 'fastify'
import { FOLD_WAIT_MS } from '../limits.js'
import type { Stage } from '../stage.js'
import { fieldNames, isField, nodeOf } from './node-fields.js'
import { originOf } from './origin-of.js'
import { queryParameters } from './parameters.js'

/**
 * Datasets as nodes of Graph's, each with the fields that the request asks for.
 * @returns Problems, one of: field_nonexistent; store_unavailable where a field needs what is not counted yet
 * @source reference 5.7
 */
export async function datasetNodes(
  datasets: readonly Dataset[],
  request: FastifyRequest,
  stage: Stage,
): Promise<Result<object[]>> {
  const { edge } = stage
  const names = fieldNames(queryParameters(request).text('fields'))
  const unknown = names.find((name) => !isField(name))
  if (unknown !== undefined)
    return refuse([{ code: 'field_nonexistent', at: 'fields', seen: printable(unknown) }])
  const is_counted_of = names.includes('last_fired_time')
  if (is_counted_of && !(await edge.fold.reaches(edge.journal.last, FOLD_WAIT_MS)))
    return refuse([{ code: 'store_unavailable', at: '', seen: 'counting is behind' }])
  const origin = originOf(request, stage)
  const nodes = datasets.map(async (dataset) => {
    const last_fired_at_ms = is_counted_of ? await lastFired(dataset.id, stage) : null
    return nodeOf(names, { dataset, origin, pixel: edge.pixel, last_fired_at_ms })
  })
  return accept(await Promise.all(nodes))
}

/** When the newest counted event was received; an event's first copy counts. */
async function lastFired(dataset_id: string, { edge }: Stage): Promise<number | null> {
  const [newest] = await edge.reports.events(dataset_id, { event_name: null, since_ms: 0, limit: 1 })
  return newest?.counted_at_ms ?? null
}

/** Said back only where it has a field's form: anything else may be personal data that went astray. */
export const printable = (name: string): string => (/^[a-z]\w{0,59}$/i.test(name) ? name : '?')
