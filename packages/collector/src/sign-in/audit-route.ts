import { AUDIT_CODES, type AuditCode } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, REFUSALS } from '../api/api.js'
import { orNull, TimeMs } from '../api/signals/shapes.js'

const LIMIT_MAX = 500
const LIMIT_DEFAULT = 100
const Text = Type.String()
const Value = Type.Union([Text, Type.Number(), Type.Boolean(), Type.Null(), Type.Array(Text)])
const Entry = Type.Object(
  {
    id: Type.Integer(),
    at_ms: TimeMs,
    who: Type.String({ description: 'An email, token:ID, cli, or unknown.' }),
    what: Type.Unsafe<AuditCode>({ type: 'string', enum: [...AUDIT_CODES], description: 'What was done.' }),
    dataset_id: orNull(Text),
    detail: Type.Record(Text, Value),
  },
  { $id: 'AuditEntry', title: 'What somebody did', additionalProperties: false },
)
const Log = Type.Object(
  {
    data: Type.Array(Type.Ref('AuditEntry')),
    after: orNull(Type.Integer({ description: 'Ask with this for what is older; null: there is none.' })),
  },
  { $id: 'AuditLog', title: 'The audit log, newest first', additionalProperties: false },
)
const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT })),
  after: Type.Optional(Type.Integer({ minimum: 1 })),
  dataset_id: Type.Optional(Type.String({ pattern: '^[0-9]{1,20}$' })),
})

/** GET /api/audit: sign-ins and changes, newest first. For administrators. */
export const auditRoute: ApiRoute = (scope, api) => {
  for (const schema of [Entry, Log]) scope.addSchema(schema)
  scope.get(
    '/audit',
    {
      config: { may: 'change' },
      schema: {
        operationId: 'readAuditLog',
        summary: 'Sign-ins and changes, newest first',
        tags: ['People'],
        querystring: Query,
        response: { 200: Type.Ref('AuditLog'), ...REFUSALS },
      },
    },
    async (request) => {
      const { limit = LIMIT_DEFAULT, after, dataset_id } = request.query
      const { audit } = api.stage.edge.configuration.people
      const entries = audit.list({
        limit: limit + 1,
        ...(after !== undefined && { after }),
        ...(dataset_id !== undefined && { dataset_id }),
      })
      const data = entries.slice(0, limit)
      return { data: data as never, after: entries.length > limit ? (data.at(-1)?.id ?? null) : null }
    },
  )
}
