import {
  DATASET_QUALITY_FIELDS,
  datasetQuality,
  matchingText,
  readFields,
  selectFields,
  unknownField,
} from '@countersign/core/quality'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Stage } from '../stage.js'
import { authenticate, authorise } from './access-token.js'
import { printable } from './dataset-nodes.js'
import { type GraphAnswer, sendGraph } from './graph-answer.js'
import { queryParameters } from './parameters.js'
import { PREFIXES } from './paths.js'

/** What quality is told from, as of now. */
type Signals = NonNullable<Stage['edge']['api']>['signals']

/**
 * GET /v{N}.{M}/dataset_quality?dataset_id=…&fields=web{…}: match quality, coverage, freshness of a dataset's events.
 * `agent_name` may be given and changes nothing: we do not keep who sent an event. Without fields: all of them.
 * Stands only where there are signals to tell it from: the emulator, which has none, answers by its own.
 * @source reference 5.10
 */
export function datasetQualityRoute(app: FastifyInstance, stage: Stage): void {
  const { api } = stage.edge
  if (api === undefined) return
  const options = { config: { face: 'graph' as const, name: 'dataset_quality' } }
  for (const prefix of PREFIXES)
    app.get(`${prefix}/dataset_quality`, options, async (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), await readQuality(request, stage, api.signals)),
    )
}

async function readQuality(request: FastifyRequest, { edge }: Stage, signals: Signals): Promise<GraphAnswer> {
  const { access_token, text } = queryParameters(request)
  const token = authenticate(access_token, edge.configuration)
  if (!token.ok) return token
  const dataset_id = text('dataset_id') ?? ''
  if (dataset_id === '')
    return { ok: false, problems: [{ code: 'parameter_missing', at: 'dataset_id', seen: 'dataset_id' }] }
  if (!DATASET_ID.test(dataset_id))
    return { ok: false, problems: [{ code: 'parameter_invalid', at: 'dataset_id', seen: 'must be digits' }] }
  const dataset = authorise(token.value, dataset_id, edge.configuration, 'object_unknown')
  if (!dataset.ok) return dataset
  const fields = readFields(text('fields') ?? '')
  if (fields === null)
    return { ok: false, problems: [{ code: 'parameter_invalid', at: 'fields', seen: FIELDS_FORM }] }
  const unknown = unknownField(fields, DATASET_QUALITY_FIELDS)
  if (unknown !== undefined)
    return { ok: false, problems: [{ code: 'field_nonexistent', at: 'fields', seen: printable(unknown) }] }
  const quality = datasetQuality(await signals(dataset_id, edge.now_ms()), matchingText)
  return { ok: true, body: selectFields(quality, fields) as object }
}
const DATASET_ID = /^\d{1,26}$/
const FIELDS_FORM = 'must be names with commas, those of a field in braces: web{event_name,acr{percentage}}'
