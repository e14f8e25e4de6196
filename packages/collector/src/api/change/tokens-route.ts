import type { Token } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { orNull, TimeMs } from '../signals/shapes.js'
import { exact, Text } from './shapes.js'
import { STRICT } from './strict-body.js'

const LABEL_CHARS_MAX = 100

const shape = {
  id: Type.String(),
  dataset_id: Type.String(),
  label: Type.String(),
  created_at_ms: TimeMs,
  revoked_at_ms: orNull(TimeMs),
}
const TokenShown = Type.Object(shape, {
  $id: 'Token',
  title: 'An access token, without what it is',
  ...exact,
})
const Created = Type.Object(
  { ...shape, access_token: Type.String({ description: 'Shown this once.' }) },
  { $id: 'TokenCreated', title: 'A new access token', ...exact },
)
const List = Type.Object(
  { data: Type.Array(Type.Ref('Token')) },
  { $id: 'TokenList', title: 'Access tokens', ...exact },
)
const New = Type.Object({ label: Text('What it is for.', LABEL_CHARS_MAX) }, exact)
const Params = Type.Object({
  ...DatasetParams.properties,
  token_id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,60}$', description: 'The id of a token.' }),
})
const tags = ['Access tokens']

/** GET and POST /api/datasets/{id}/tokens, DELETE …/tokens/{token_id}. */
export const tokensRoute: ApiRoute = (scope, api) => {
  scope.addSchema(TokenShown)
  const { configuration } = api.stage.edge
  scope.get(
    '/datasets/:dataset_id/tokens',
    {
      schema: {
        operationId: 'listTokens',
        summary: 'Access tokens of a dataset; what they are is not in it',
        tags,
        params: DatasetParams,
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => ({ data: configuration.tokens(datasetIn(request, api).id).map(shown) }),
  )
  scope.post(
    '/datasets/:dataset_id/tokens',
    {
      ...STRICT,
      config: { may: 'tokens', audit: 'token.created' },
      schema: {
        operationId: 'createToken',
        summary: 'Create an access token; it is in the answer, and nowhere else',
        tags,
        params: DatasetParams,
        body: New,
        response: { 201: Created, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = datasetIn(request, api)
      const token = configuration.createToken(id, request.body.label.trim())
      return reply.code(201).send({ ...shown(token), access_token: token.access_token })
    },
  )
  scope.delete(
    '/datasets/:dataset_id/tokens/:token_id',
    {
      ...STRICT,
      config: { may: 'tokens', audit: 'token.revoked' },
      schema: {
        operationId: 'revokeToken',
        summary: 'Revoke an access token, at once; asked again it answers the same',
        tags,
        params: Params,
        response: { 200: Type.Ref('Token'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const { token_id } = request.params
      const known = () => configuration.tokens(id).find((token) => token.id === token_id)
      if (known() === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'token_id' })
      configuration.revokeToken(token_id)
      return shown(known() as Token)
    },
  )
}

const shown = ({ id, dataset_id, label, created_at_ms, revoked_at_ms }: Token) => ({
  id,
  dataset_id: dataset_id ?? '',
  label,
  created_at_ms,
  revoked_at_ms,
})
