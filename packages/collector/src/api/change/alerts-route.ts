import type { AlertChannel, AlertPacing, NewAlertTarget } from '@countersign/storage/configuration'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { AlertChangeBody, AlertShown, AlertTested, NewAlertBody, showAlert } from './alert-shapes.js'
import { OutwardTurns } from './outward-turns.js'
import { type Fault, madeOf, refuseFaults, withSecrets } from './refused.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

const Params = Type.Object({
  ...DatasetParams.properties,
  alert_id: Type.String({ pattern: '^[0-9]{1,15}$', description: 'The id of an alert channel.' }),
})
const List = Type.Object(
  { data: Type.Array(Type.Ref('AlertChannel')) },
  { $id: 'AlertChannelList', title: 'Alert channels', ...exact },
)
const Gone = Type.Object(
  { id: Type.Integer(), deleted: Type.Literal(true) },
  { $id: 'AlertChannelDeleted', title: 'A channel by which nothing more is told', ...exact },
)
const tags = ['Alerts']
const MAIL_PORT = 587

/** GET and POST /api/datasets/{id}/alerts, PATCH and DELETE …/alerts/{alert_id}, POST …/alerts/{alert_id}/test. */
export const alertsRoute: ApiRoute = (scope, api) => {
  scope.addSchema(AlertShown)
  const { configuration } = api.stage.edge
  const { alerts } = configuration
  const turns = new OutwardTurns(api)
  const show = (channel: AlertChannel) => showAlert(configuration, channel)
  const channelIn = (request: FastifyRequest<{ Params: { dataset_id: string; alert_id: string } }>) => {
    const { id } = datasetIn(request, api)
    const channel = alerts.channel(Number(request.params.alert_id))
    if (channel?.dataset_id !== id) throw new ApiRefusal({ code: 'object_unknown', at: 'alert_id' })
    return channel
  }
  scope.get(
    '/datasets/:dataset_id/alerts',
    {
      schema: {
        operationId: 'listAlerts',
        summary: 'How issues are told, and how sending goes; nothing secret is in it',
        tags,
        params: DatasetParams,
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => ({ data: alerts.channels(datasetIn(request, api).id).map(show) }),
  )
  scope.post(
    '/datasets/:dataset_id/alerts',
    {
      ...STRICT,
      config: { may: 'change', audit: 'alert.created' },
      schema: {
        operationId: 'createAlert',
        summary: 'Tell of what is found from now on',
        tags,
        params: DatasetParams,
        body: NewAlertBody,
        response: { 201: Type.Ref('AlertChannel'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id: dataset_id } = datasetIn(request, api)
      const { kind, secret = null, ...given } = request.body
      const target = targetOf(kind, given)
      const channel = { dataset_id, target, ...pacingOf(given) }
      const made = withSecrets(() => alerts.create(channel, secret?.trim() || null))
      return reply.code(201).send(show(madeOf(made, 'dataset_id')))
    },
  )
  scope.patch(
    '/datasets/:dataset_id/alerts/:alert_id',
    {
      ...STRICT,
      config: { may: 'change', audit: 'alert.changed' },
      schema: {
        operationId: 'changeAlert',
        summary: 'Change what is named: all of it, or nothing',
        tags,
        params: Params,
        body: AlertChangeBody,
        response: { 200: Type.Ref('AlertChannel'), ...REFUSALS },
      },
    },
    async (request) => {
      const known = channelIn(request)
      const { secret, ...given } = request.body
      const target = targetOf(known.target.kind, given, known)
      keepPasswordFromStrangers(known, target, secret)
      const change = { target, ...pacingOf(given) }
      const sealed = secret === undefined ? undefined : secret?.trim() || null
      return show(
        madeOf(
          withSecrets(() => alerts.change(known.id, change, sealed)),
          'alert_id',
        ),
      )
    },
  )
  scope.delete(
    '/datasets/:dataset_id/alerts/:alert_id',
    {
      ...STRICT,
      config: { may: 'change', audit: 'alert.deleted' },
      schema: {
        operationId: 'deleteAlert',
        summary: 'Tell nothing more by a channel, and forget its secret',
        tags,
        params: Params,
        response: { 200: Gone, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = channelIn(request)
      alerts.delete(id)
      return { id, deleted: true as const }
    },
  )
  scope.post(
    '/datasets/:dataset_id/alerts/:alert_id/test',
    {
      ...STRICT,
      config: { may: 'change', audit: 'alert.tested' },
      schema: {
        operationId: 'testAlert',
        summary: 'Send a test to a channel, now; takes up to half a minute',
        tags,
        params: Params,
        response: { 200: AlertTested, ...REFUSALS },
      },
    },
    async (request) => {
      const channel = channelIn(request)
      withSecrets(() => alerts.secret(channel.id))
      const { failure, rejected } = await turns.run((outward) => outward.testAlert(channel))
      return { id: channel.id, sent: failure === null, failure, rejected }
    },
  )
}

type Given = Omit<Static<typeof AlertChangeBody>, 'secret'>
const FIELDS = { webhook: ['url'], slack: [], email: ['host', 'port', 'user', 'from', 'to'] } as const

/**
 * Where the messages go: what is given, else what is known.
 * @throws ApiRefusal where a field is of another kind, or one that is needed is missing
 */
function targetOf(kind: keyof typeof FIELDS, given: Given, known?: AlertChannel): NewAlertTarget {
  const own: readonly string[] = FIELDS[kind]
  const faults: Fault[] = Object.values(FIELDS)
    .flat()
    .filter((name) => given[name] !== undefined && !own.includes(name))
    .map((at) => ({ at, says: `leave it out; a channel of the kind ${kind} has none` }))
  const target = { port: MAIL_PORT, user: null, ...known?.target, ...picked(given, own), kind }
  for (const at of own) if (!(at in target)) faults.push({ at, says: 'give it, too' })
  refuseFaults(faults)
  if (kind === 'slack') return { kind }
  return { ...picked(target, own), kind } as NewAlertTarget
}

const picked = (from: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))

const pacingOf = ({
  severities,
  digest_seconds,
  per_hour_max,
  allowed_private_hosts,
}: Given): Partial<AlertPacing> => ({
  ...(severities !== undefined && { severities }),
  ...(digest_seconds !== undefined && { digest_seconds }),
  ...(per_hour_max !== undefined && { per_hour_max }),
  ...(allowed_private_hosts !== undefined && { allowed_private_hosts }),
})

/** A password that is known here goes to the server that it was given for. */
function keepPasswordFromStrangers(
  { target: known }: AlertChannel,
  target: NewAlertTarget,
  secret: string | null | undefined,
): void {
  if (known.kind !== 'email' || target.kind !== 'email' || secret !== undefined || known.user === null) return
  if (target.host.toLowerCase() === known.host && target.port === known.port) return
  refuseFaults([{ at: 'secret', says: 'give it again, since it would go to another server from now on' }])
}
