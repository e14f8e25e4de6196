import type { Token } from '@countersign/storage'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Stage } from '../stage.js'
import { authenticate } from './access-token.js'
import { type GraphAnswer, sendGraph } from './graph-answer.js'
import { queryParameters } from './parameters.js'
import { PREFIXES } from './paths.js'

/** What a dataset's token may do here, in Graph's words. @source reference 5.10 */
const SCOPES = ['ads_read', 'ads_management', 'read_ads_dataset_quality']
const INSTANCE_SCOPES = [...SCOPES, 'business_management']

/** GET /v{N}.{M}/debug_token?input_token=…: what a token is good for. @source reference 5.10, 5.12 */
export function debugTokenRoute(app: FastifyInstance, stage: Stage): void {
  const options = { config: { face: 'graph' as const, name: 'debug_token' } }
  for (const prefix of PREFIXES)
    app.get(`${prefix}/debug_token`, options, (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), readToken(request, stage)),
    )
}

function readToken(request: FastifyRequest, { edge: { configuration } }: Stage): GraphAnswer {
  const { access_token, text } = queryParameters(request)
  const asker = authenticate(access_token, configuration)
  if (!asker.ok) return asker
  const input = text('input_token')
  if (input === undefined || input === '')
    return { ok: false, problems: [{ code: 'parameter_missing', at: 'input_token', seen: 'input_token' }] }
  const token = configuration.tokenOf(input)
  if (token === undefined) return { ok: true, body: { data: INVALID } }
  const may_read = asker.value.dataset_id === null || asker.value.dataset_id === token.dataset_id
  if (!may_read) return { ok: false, problems: [{ code: 'permission_missing', at: '' }] }
  return { ok: true, body: { data: describe(token) } }
}

const INVALID = {
  error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
  is_valid: false,
  scopes: [],
}

function describe({ id, dataset_id, created_at_ms }: Token): object {
  const scopes = dataset_id === null ? INSTANCE_SCOPES : SCOPES
  const of_dataset = dataset_id === null ? {} : { target_ids: [dataset_id] }
  return {
    app_id: '0',
    type: 'SYSTEM_USER',
    application: 'Countersign',
    is_valid: true,
    issued_at: Math.floor(created_at_ms / 1000),
    expires_at: 0,
    data_access_expires_at: 0,
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, ...of_dataset })),
    // Graph's ids are digits; a token's own is hexadecimal.
    user_id: String(Number.parseInt(id, 16)),
  }
}
