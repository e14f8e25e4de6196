import { domainStatus, showDomain } from '@countersign/core'
import { type Domain, readDomain } from '@countersign/storage/configuration'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { OutwardTurns } from './outward-turns.js'
import { madeOf } from './refused.js'
import { exact, Text } from './shapes.js'
import { STRICT } from './strict-body.js'

const Params = Type.Object({
  ...DatasetParams.properties,
  domain: Type.String({ maxLength: 253, description: 'A domain of the dataset, e.g. shop.example.' }),
})
const New = Type.Object(
  { domain: Text('A domain that can be registered; it covers what is below it.') },
  exact,
)
const Gone = Type.Object(
  { domain: Type.String(), deleted: Type.Literal(true) },
  { $id: 'DomainDeleted', title: 'A domain that is looked at no more', ...exact },
)
const tags = ['Domains']

/** POST /api/datasets/{id}/domains, POST …/domains/{domain}/verify, DELETE …/domains/{domain}. */
export const domainChangesRoute: ApiRoute = (scope, api) => {
  const { domains } = api.stage.edge.configuration
  const turns = new OutwardTurns(api)
  const domainIn = (request: FastifyRequest<{ Params: { dataset_id: string; domain: string } }>): Domain => {
    const found = domains.find(datasetIn(request, api).id, request.params.domain.trim().toLowerCase())
    if (found === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'domain' })
    return found
  }
  scope.post(
    '/datasets/:dataset_id/domains',
    {
      ...STRICT,
      config: { may: 'change', audit: 'domain.added' },
      schema: {
        operationId: 'addDomain',
        summary: 'Say that a domain is yours; the answer says what to put where',
        tags,
        params: DatasetParams,
        body: New,
        response: { 201: Type.Ref('Domain'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = datasetIn(request, api)
      const { domain } = madeOf(readDomain(request.body.domain), 'domain')
      return reply.code(201).send(showDomain(madeOf(domains.add(id, domain), 'domain')))
    },
  )
  scope.post(
    '/datasets/:dataset_id/domains/:domain/verify',
    {
      ...STRICT,
      // It writes for itself: only a look that finds another state is a change.
      config: { may: 'change', audit: false },
      schema: {
        operationId: 'verifyDomain',
        summary: 'Look now whether a domain shows that it is yours; takes up to half a minute',
        tags,
        params: Params,
        response: { 200: Type.Ref('Domain'), ...REFUSALS },
      },
    },
    async (request) => {
      const domain = domainIn(request)
      const looked = madeOf(await turns.run((outward) => outward.verifyDomain(domain)), 'domain')
      const status = domainStatus(looked)
      if (status !== domainStatus(domain))
        request.audit('domain.verified', domain.dataset_id, { domain: domain.domain, status })
      return showDomain(looked)
    },
  )
  scope.delete(
    '/datasets/:dataset_id/domains/:domain',
    {
      ...STRICT,
      config: { may: 'change', audit: 'domain.removed' },
      schema: {
        operationId: 'removeDomain',
        summary: 'Look no more at a domain',
        tags,
        params: Params,
        response: { 200: Gone, ...REFUSALS },
      },
    },
    async (request) => {
      const { id, domain } = domainIn(request)
      domains.remove(id)
      return { domain, deleted: true as const }
    },
  )
}
