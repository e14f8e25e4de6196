import { kindOf, type ProblemCode } from '@countersign/core'
import type { OrdersWebhook } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { oneOf, orNull, TimeMs } from '../signals/shapes.js'
import { withSecrets } from './refused.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

const Secret = Type.Object(
  {
    dataset_id: Type.String(),
    secret: Type.String({ description: 'Shown this once; one before it no longer holds.' }),
    path: Type.String({ description: 'Where the shop sends its orders to.' }),
  },
  { $id: 'OrdersSecret', title: 'The secret that orders are signed with', ...exact },
)
const Removed = Type.Object(
  { dataset_id: Type.String(), removed: Type.Boolean({ description: 'false: there was none.' }) },
  { $id: 'OrdersSecretRemoved', title: 'Orders can be signed no more', ...exact },
)
const Webhook = Type.Object(
  {
    dataset_id: Type.String(),
    path: Type.String({ description: 'Where the shop sends its orders to.' }),
    secret: oneOf(
      ['none', 'kept', 'unreadable'],
      'Whether orders can be signed; unreadable: the key that it was encrypted with is not there.',
    ),
    taken_at_ms: orNull(
      Type.Integer({ description: 'When signed orders were last taken, to the minute; null: never.' }),
    ),
    refused: orNull(
      Type.Object(
        {
          at_ms: TimeMs,
          code: Type.String({ description: 'Of docs/errors.md.' }),
          at: Type.String({ description: 'Where in what was sent; empty: the whole.' }),
          message: Type.String(),
          fix: Type.String(),
        },
        { description: 'The last signed request that was refused.', ...exact },
      ),
    ),
  },
  { $id: 'OrdersWebhook', title: 'How the webhook of orders is set up, and how it goes', ...exact },
)
const Released = Type.Object(
  {
    dataset_id: Type.String(),
    released: Type.Boolean({ description: 'false: they were not held.' }),
    why: orNull(Type.String({ description: 'Why they were held.' })),
  },
  { $id: 'PurchasesReleased', title: 'Purchases that are delivered again', ...exact },
)
const tags = ['Orders']

/** GET /api/datasets/{id}/orders/webhook, POST and DELETE …/orders/secret, POST …/orders/release. */
export const ordersChangesRoute: ApiRoute = (scope, api) => {
  const { configuration } = api.stage.edge
  scope.post(
    '/datasets/:dataset_id/orders/secret',
    {
      ...STRICT,
      config: { may: 'change', audit: 'orders_secret.created' },
      schema: {
        operationId: 'createOrdersSecret',
        summary: 'Make the secret that orders are signed with; it is in the answer, and nowhere else',
        tags,
        params: DatasetParams,
        response: { 201: Secret, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = datasetIn(request, api)
      const secret = withSecrets(() => configuration.createOrdersSecret(id))
      return reply.code(201).send({ dataset_id: id, secret, path: `/webhooks/orders/${id}` })
    },
  )
  scope.delete(
    '/datasets/:dataset_id/orders/secret',
    {
      ...STRICT,
      config: { may: 'change', audit: 'orders_secret.removed' },
      schema: {
        operationId: 'removeOrdersSecret',
        summary: 'Orders can be signed no more, also where the secret can no longer be read',
        tags,
        params: DatasetParams,
        response: { 200: Removed, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      return { dataset_id: id, removed: configuration.removeOrdersSecret(id) }
    },
  )
  scope.get(
    '/datasets/:dataset_id/orders/webhook',
    {
      schema: {
        operationId: 'ordersWebhook',
        summary: 'Whether orders can be signed, and how that has gone lately; nothing secret is in it',
        tags,
        params: DatasetParams,
        response: { 200: Webhook, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const { secret, taken_at_ms, ...last } = configuration.ordersWebhook(id)
      return { dataset_id: id, path: `/webhooks/orders/${id}`, secret, taken_at_ms, refused: refusedOf(last) }
    },
  )
  scope.post(
    '/datasets/:dataset_id/orders/release',
    {
      ...STRICT,
      config: { may: 'change', audit: 'purchases.released' },
      schema: {
        operationId: 'releasePurchases',
        summary: 'Deliver Purchases again that were held: more were counted than the shop has',
        tags,
        params: DatasetParams,
        response: { 200: Released, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const why = configuration.purchaseHold(id)?.why ?? null
      const released = configuration.releasePurchases(id)
      return { dataset_id: id, released, why: released ? why : null }
    },
  )
}

/** In the catalogue's words: of what was sent only the place is kept. */
function refusedOf({ refused_at_ms, refused }: Pick<OrdersWebhook, 'refused_at_ms' | 'refused'>) {
  if (refused === null || refused_at_ms === null) return null
  const { title, fix } = kindOf(refused.code as ProblemCode)
  return { at_ms: refused_at_ms, ...refused, message: `${title}.`, fix }
}
