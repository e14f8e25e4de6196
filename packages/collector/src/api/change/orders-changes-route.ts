import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { orNull } from '../signals/shapes.js'
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
const Released = Type.Object(
  {
    dataset_id: Type.String(),
    released: Type.Boolean({ description: 'false: they were not held.' }),
    why: orNull(Type.String({ description: 'Why they were held.' })),
  },
  { $id: 'PurchasesReleased', title: 'Purchases that are delivered again', ...exact },
)
const tags = ['Orders']

/** POST /api/datasets/{id}/orders/secret and …/orders/release. */
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
