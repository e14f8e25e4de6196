import { authoriseBy, type GraphAnswer, PREFIXES, queryParameters, sendGraph } from '@countersign/collector'
import type { ProblemCode } from '@countersign/core'
import { DATASET_QUALITY_FIELDS, readFields, selectFields, unknownField } from '@countersign/core/quality'
import type { Configuration } from '@countersign/storage'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Books } from '../counted/books.js'
import { webQuality } from './dataset-quality.js'

export interface QualityParts {
  configuration: Configuration
  books: Books
  newTraceId(): string
}

/** GET /v{N}.{M}/dataset_quality?dataset_id=…&fields=web{…}; `{}` without data. @source reference 5.10 */
export function datasetQualityRoute(app: FastifyInstance, parts: QualityParts): void {
  for (const prefix of PREFIXES)
    app.get(`${prefix}/dataset_quality`, { config: { face: 'graph' } }, (request, reply) =>
      sendGraph(request, reply, parts.newTraceId(), answerTo(request, parts)),
    )
}

function answerTo(request: FastifyRequest, { configuration, books }: QualityParts): GraphAnswer {
  const { access_token, text } = queryParameters(request)
  const dataset_id = text('dataset_id')
  if (dataset_id === undefined || dataset_id === '') return refused('parameter_missing', 'dataset_id')
  const dataset = authoriseBy(access_token, dataset_id, configuration, 'object_unknown')
  if (!dataset.ok) return dataset
  const asked = readFields(text('fields') ?? '')
  if (asked === null) return refused('parameter_invalid', 'fields')
  const unknown = unknownField(asked, DATASET_QUALITY_FIELDS)
  if (unknown !== undefined)
    return refused('field_nonexistent', 'fields', FIELD.test(unknown) ? unknown : '?')
  const web = webQuality(dataset_id, books)
  return { ok: true, body: web.length === 0 ? {} : (selectFields({ web }, asked) as object) }
}

/** Said back only where it has a field's form: anything else may be personal data that went astray. */
const FIELD = /^[a-z]\w{0,59}$/i

const refused = (code: ProblemCode, at: string, seen = at): GraphAnswer => ({
  ok: false,
  problems: [{ code, at, seen }],
})
