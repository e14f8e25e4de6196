import { PROOF_METHODS, showDomain } from '@countersign/core'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { Count, oneOf, orNull, TimeMs } from './shapes.js'

const Text = Type.String()
const DomainShown = Type.Object(
  {
    id: Type.Integer(),
    dataset_id: Text,
    domain: Text,
    token: Text,
    created_at_ms: TimeMs,
    verified_at_ms: orNull(TimeMs),
    method: orNull(oneOf(PROOF_METHODS)),
    last_checked_ms: orNull(TimeMs),
    last_ok_ms: orNull(TimeMs),
    failure: orNull(Type.String({ description: 'Why the last check did not find the token.' })),
    failures: Count,
    next_check_ms: TimeMs,
    status: oneOf(['verified', 'failing', 'pending']),
    proofs: Type.Object(
      { dns: Text, meta: Text, file: Text, path: Text },
      { additionalProperties: false, description: 'What to put where; one of them will do.' },
    ),
  },
  { $id: 'Domain', title: 'A domain of the dataset', additionalProperties: false },
)
const List = Type.Object(
  { data: Type.Array(Type.Ref('Domain')) },
  { $id: 'DomainList', title: 'Domains', additionalProperties: false },
)

/** GET /api/datasets/{id}/domains: what a dataset says is its own, and whether that is shown. */
export const domainsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(DomainShown)
  scope.get(
    '/datasets/:dataset_id/domains',
    {
      schema: {
        operationId: 'listDomains',
        summary: 'Domains, whether their ownership is verified, and what to put where',
        tags: ['Domains'],
        params: DatasetParams,
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      return { data: api.stage.edge.configuration.domains.list(id).map(showDomain) }
    },
  )
}
