import { authoriseBy, type GraphAnswer, PREFIXES, queryParameters, sendGraph } from '@countersign/collector'
import type { ProblemCode } from '@countersign/core'
import type { Configuration } from '@countersign/storage'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Books } from '../counted/books.js'
import { readFields, selected, unknownField } from './asked-fields.js'
import { WEB_SHAPE, webQuality } from './dataset-quality.js'

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
  const asked = readFields(text('fields') ?? 'web')
  if (asked === null) return refused('parameter_invalid', 'fields')
  const unknown = unknownField(asked, { web: [WEB_SHAPE] })
  if (unknown !== null) return refused('field_nonexistent', 'fields', FIELD.test(unknown) ? unknown : '?')
  const web = webQuality(dataset_id, books)
  if (web.length === 0 || !Object.hasOwn(asked, 'web')) return { ok: true, body: {} }
  return { ok: true, body: { web: selected(web, asked.web ?? null) } }
}

/** Said back only where it has a field's form: anything else may be personal data that went astray. */
const FIELD = /^[a-z]\w{0,59}$/i

const refused = (code: ProblemCode, at: string, seen = at): GraphAnswer => ({
  ok: false,
  problems: [{ code, at, seen }],
})
