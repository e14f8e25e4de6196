import type { PersonFault, PersonRecord } from '@countersign/storage/configuration'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Api, type ApiRoute, REFUSALS } from '../api/api.js'
import { ApiRefusal } from '../api/api-error.js'
import { originAsked } from './asked.js'
import { DatasetsShown, EmailText, LinkText, PersonShown, RoleShown } from './person-schema.js'

const closed = { additionalProperties: false } as const
const Params = Type.Object({
  person_id: Type.String({ pattern: '^[0-9a-f]{12}$', description: 'The id of a person.' }),
})
const List = Type.Object(
  { data: Type.Array(Type.Ref('Person')) },
  { $id: 'PersonList', title: 'People', ...closed },
)
const Invited = Type.Object(
  { person: Type.Ref('Person'), link: LinkText },
  { $id: 'InvitedPerson', title: 'A person and their invitation', ...closed },
)
const NewLink = Type.Object({ link: LinkText }, { $id: 'PersonLink', title: 'A one-time link', ...closed })
const New = Type.Object({ email: EmailText, role: RoleShown, datasets: DatasetsShown }, closed)
const Change = Type.Object(
  {
    role: Type.Optional(RoleShown),
    datasets: Type.Optional(DatasetsShown),
    disabled: Type.Optional(Type.Boolean()),
  },
  closed,
)
const tags = ['People']

/** /api/people: who may sign in, and what they may. For administrators. */
export const peopleRoute: ApiRoute = (scope, api) => {
  for (const schema of [PersonShown, List, Invited, NewLink]) scope.addSchema(schema)
  const { people } = api.stage.edge.configuration

  scope.get(
    '/people',
    {
      config: { may: 'change' },
      schema: {
        operationId: 'listPeople',
        summary: 'People who may sign in',
        tags,
        response: { 200: Type.Ref('PersonList'), ...REFUSALS },
      },
    },
    async () => ({ data: people.list().map(shown) }),
  )

  scope.post(
    '/people',
    {
      config: { audit: 'person.created' },
      schema: {
        operationId: 'createPerson',
        summary: 'Invite a person; their link is shown this once',
        tags,
        body: New,
        response: { 200: Type.Ref('InvitedPerson'), ...REFUSALS },
      },
    },
    async (request) => {
      const person = done(people.create(request.body))
      request.audit('person.created', null, { email: person.email, role: person.role })
      return { person: shown(person), link: linkFor(person.id, request, api) }
    },
  )

  scope.patch(
    '/people/:person_id',
    {
      config: { audit: 'person.changed' },
      schema: {
        operationId: 'changePerson',
        summary: 'Change what a person may, or let them in no more: their sessions end at once',
        tags,
        params: Params,
        body: Change,
        response: { 200: Type.Ref('Person'), ...REFUSALS },
      },
    },
    async (request) => {
      const { role, datasets, disabled } = request.body
      const person = done(
        people.change(request.params.person_id, {
          ...(role !== undefined && { role }),
          ...(datasets !== undefined && { datasets }),
          ...(disabled !== undefined && { disabled }),
        }),
      )
      request.audit('person.changed', null, {
        ...whatOf(person),
        is_disabled: person.disabled_at_ms !== null,
      })
      return shown(person)
    },
  )

  scope.post(
    '/people/:person_id/reset',
    {
      config: { audit: 'person.reset' },
      schema: {
        operationId: 'resetPerson',
        summary: 'A new link by which a person chooses a password; it takes their codes off',
        tags,
        params: Params,
        response: { 200: Type.Ref('PersonLink'), ...REFUSALS },
      },
    },
    async (request) => {
      const link = linkFor(request.params.person_id, request, api)
      const person = people.find(request.params.person_id)
      request.audit('person.reset', null, { email: person?.email ?? null })
      return { link }
    },
  )

  scope.delete(
    '/people/:person_id',
    {
      config: { audit: 'person.deleted' },
      schema: {
        operationId: 'deletePerson',
        summary: 'Delete a person: their sessions end at once',
        tags,
        params: Params,
        response: { 204: Type.Null(), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const person = done(people.delete(request.params.person_id))
      request.audit('person.deleted', null, { email: person.email })
      return reply.code(204).send(null)
    },
  )
}

const shown = ({ datasets, ...person }: PersonRecord) => ({
  ...person,
  datasets: datasets === 'all' ? datasets : [...datasets],
})

const whatOf = ({ email, role, datasets }: PersonRecord) => ({ email, role, datasets })

/** @throws ApiRefusal where there is no such person, or they are disabled */
function linkFor(person_id: string, request: FastifyRequest, { stage }: Api): string {
  const { people } = stage.edge.configuration
  if (people.find(person_id) === undefined) throw refusalOf('person_unknown')
  const link = people.links.make(person_id)
  if (link === undefined) throw new ApiRefusal({ code: 'person_unready', at: 'person_id' })
  return `${stage.edge.origin ?? originAsked(request, stage)}/welcome#${link.secret}`
}

function done(outcome: PersonRecord | PersonFault): PersonRecord {
  if (typeof outcome === 'string') throw refusalOf(outcome)
  return outcome
}

function refusalOf(fault: PersonFault): ApiRefusal {
  switch (fault) {
    case 'person_unknown':
      return new ApiRefusal({ code: 'object_unknown', at: 'person_id' })
    case 'email_invalid':
      return new ApiRefusal({ code: 'parameter_invalid', at: 'email', seen: 'give an email address' })
    case 'dataset_unknown':
      return new ApiRefusal({ code: 'parameter_invalid', at: 'datasets', seen: 'give ids of datasets' })
    case 'administrator_sees_all':
      return new ApiRefusal({
        code: 'parameter_invalid',
        at: 'datasets',
        seen: 'an administrator sees all; give "all"',
      })
    case 'person_exists':
      return new ApiRefusal({ code: fault, at: 'email' })
    default:
      return new ApiRefusal({ code: fault, at: '' })
  }
}
