import type {
  Destination,
  DestinationChange,
  DestinationOptions,
  DestinationSecrets,
} from '@countersign/storage/configuration'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Api, type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import {
  DestinationChangeBody,
  DestinationShown,
  NewDestinationBody,
  showDestination,
  TokenChecked,
} from './destination-shapes.js'
import { OutwardTurns } from './outward-turns.js'
import { confirmName, madeOf, refuseFaults, withSecrets } from './refused.js'
import { Confirmation, exact } from './shapes.js'
import { STRICT } from './strict-body.js'

export const DestinationParams = Type.Object({
  ...DatasetParams.properties,
  destination_id: Type.String({ pattern: '^[0-9]{1,15}$', description: 'The id of a destination.' }),
})
const List = Type.Object(
  { data: Type.Array(Type.Ref('Destination')) },
  { $id: 'DestinationList', title: 'Destinations', ...exact },
)
const Gone = Type.Object(
  { id: Type.Integer(), deleted: Type.Literal(true) },
  { $id: 'DestinationDeleted', title: 'A destination to which nothing more is sent', ...exact },
)
const tags = ['Delivery']

/** The destination in the address. @throws ApiRefusal where it is not there, or another dataset's */
export function destinationIn(
  request: FastifyRequest<{ Params: { dataset_id: string; destination_id: string } }>,
  api: Api,
): Destination {
  const { id } = datasetIn(request, api)
  const destination = api.stage.edge.configuration.destination(Number(request.params.destination_id))
  if (destination?.dataset_id !== id) throw new ApiRefusal({ code: 'object_unknown', at: 'destination_id' })
  return destination
}

/** GET and POST /api/datasets/{id}/destinations, PATCH and DELETE …/destinations/{destination_id}, POST …/check-token. */
export const destinationsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(DestinationShown)
  scope.addSchema(TokenChecked)
  const { configuration, journal, now_ms } = api.stage.edge
  const turns = new OutwardTurns(api)
  const show = (destination: Destination) => showDestination(configuration, destination)
  scope.get(
    '/datasets/:dataset_id/destinations',
    {
      schema: {
        operationId: 'listDestinations',
        summary: 'Where counted events are sent; nothing secret is in it',
        tags,
        params: DatasetParams,
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => ({ data: configuration.destinations(datasetIn(request, api).id).map(show) }),
  )
  scope.post(
    '/datasets/:dataset_id/destinations',
    {
      ...STRICT,
      config: { may: 'change', audit: 'destination.created' },
      schema: {
        operationId: 'createDestination',
        summary: 'Send what a dataset counts, from now on',
        tags,
        params: DatasetParams,
        body: NewDestinationBody,
        response: { 201: Type.Ref('Destination'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id: dataset_id } = datasetIn(request, api)
      const { kind, target_id, access_token, app_secret = null, paused, ...options } = request.body
      const given = {
        ...readOptions(options),
        dataset_id,
        kind,
        target_id: target_id.trim(),
        from_position: journal.last + 1,
        paused_at_ms: paused === true ? now_ms() : null,
      }
      const secrets = { access_token: access_token.trim(), app_secret: app_secret?.trim() || null }
      const made = withSecrets(() => configuration.createDestination(given, secrets))
      return reply.code(201).send(show(madeOf(made, 'dataset_id')))
    },
  )
  scope.patch(
    '/datasets/:dataset_id/destinations/:destination_id',
    {
      ...STRICT,
      config: { may: 'change', audit: 'destination.changed' },
      schema: {
        operationId: 'changeDestination',
        summary: 'Change what is named: all of it, or nothing',
        tags,
        params: DestinationParams,
        body: DestinationChangeBody,
        response: { 200: Type.Ref('Destination'), ...REFUSALS },
      },
    },
    async (request) => {
      const known = destinationIn(request, api)
      const change = changeOf(request.body, known, now_ms())
      keepTokenFromStrangers(known, change)
      return show(
        madeOf(
          withSecrets(() => configuration.changeDestination(known.id, change)),
          'destination_id',
        ),
      )
    },
  )
  scope.post(
    '/datasets/:dataset_id/destinations/:destination_id/check-token',
    {
      ...STRICT,
      config: { may: 'change', audit: 'destination.token_checked' },
      schema: {
        operationId: 'checkDestinationToken',
        summary: 'Ask the destination whether its access token holds; for up to 15 seconds',
        tags,
        params: DestinationParams,
        response: { 200: Type.Ref('TokenChecked'), ...REFUSALS },
      },
    },
    async (request) => {
      const destination = destinationIn(request, api)
      const secrets = withSecrets(() => configuration.destinationSecrets(destination.id))
      if (secrets === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'destination_id' })
      return turns.run((outward) => outward.checkToken(destination, secrets))
    },
  )
  scope.delete(
    '/datasets/:dataset_id/destinations/:destination_id',
    {
      ...STRICT,
      config: { may: 'change', audit: 'destination.deleted' },
      schema: {
        operationId: 'deleteDestination',
        summary: 'Send nothing more, and forget its token; what waits is not sent any more',
        tags,
        params: DestinationParams,
        body: Confirmation,
        response: { 200: Gone, ...REFUSALS },
      },
    },
    async (request) => {
      const { id, name } = destinationIn(request, api)
      confirmName(request.body.name, name, 'destination')
      configuration.deleteDestination(id)
      return { id, deleted: true as const }
    },
  )
}

type Given = Static<typeof DestinationChangeBody>

function changeOf(
  { access_token, app_secret, paused, ...options }: Given,
  { paused_at_ms }: Destination,
  at_ms: number,
): DestinationChange {
  const secrets: Partial<DestinationSecrets> = {}
  if (access_token !== undefined) secrets.access_token = access_token.trim()
  if (app_secret !== undefined) secrets.app_secret = app_secret?.trim() || null
  // Paused again, it stays paused from when it was; sent to again, what it stopped for is tried anew.
  const pause = paused === undefined ? {} : { paused_at_ms: paused ? (paused_at_ms ?? at_ms) : null }
  return { ...readOptions(options), ...secrets, ...pause }
}

/** An empty text of what may be null is null, as on the command line. */
function readOptions(given: Partial<DestinationOptions>): Partial<DestinationOptions> {
  return {
    ...given,
    ...(given.name !== undefined && { name: given.name.trim() }),
    ...(given.url !== undefined && { url: given.url?.trim() || null }),
    ...(given.test_event_code !== undefined && { test_event_code: given.test_event_code?.trim() || null }),
  }
}

/** A token that is known here goes to the host that it was given for: it does not come out by way of another address. */
function keepTokenFromStrangers(known: Destination, change: DestinationChange): void {
  if (change.url === undefined || change.access_token !== undefined) return
  const hostOf = (url: string | null) => (url !== null && URL.canParse(url) ? new URL(url).host : null)
  if (hostOf(change.url) === hostOf(known.url)) return
  refuseFaults([{ at: 'access_token', says: 'give it again, since it would go to another host from now on' }])
}
