import { Type } from 'typebox'
import { type Api, type ApiRoute, datasetIn, REFUSALS, sinceIn } from '../api.js'
import { ORDERS_DEFAULT, ORDERS_MAX } from '../api-limits.js'
import { DatasetParams, Since } from '../parameters.js'
import { OrderEntry, OrderState, OrdersReport } from './orders-schema.js'

const period = {
  since: Since,
  until: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'In the same forms; up to the end of that day. Left out: now.',
    }),
  ),
}
const List = Type.Object(
  {
    data: Type.Array(Type.Ref('OrderEntry')),
    after: Type.Union([Type.String(), Type.Null()], {
      description: 'Asks for the next page; null: it is the last.',
    }),
  },
  { $id: 'OrderList', title: 'Orders of a state', additionalProperties: false },
)
const ListQuery = Type.Object({
  ...period,
  state: OrderState,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ORDERS_MAX, default: ORDERS_DEFAULT })),
  after: Type.Optional(Type.String({ maxLength: 300, pattern: '^-?[0-9]{1,16}:' })),
})

/** GET /api/datasets/{id}/orders: the sums; GET …/orders/list: the orders of a state, newest first. */
export const ordersRoute: ApiRoute = (scope, api) => {
  scope.addSchema(OrdersReport)
  scope.addSchema(OrderEntry)
  const tags = ['Orders']
  scope.get(
    '/datasets/:dataset_id/orders',
    {
      schema: {
        operationId: 'getOrders',
        summary: "The shop's orders beside counted Purchases, by whole days (UTC)",
        tags,
        params: DatasetParams,
        querystring: Type.Object(period),
        response: { 200: Type.Ref('OrdersReport'), ...REFUSALS },
      },
    },
    async (request) => api.reports.orders(datasetIn(request, api).id, periodIn(request.query, api)),
  )
  scope.get(
    '/datasets/:dataset_id/orders/list',
    {
      schema: {
        operationId: 'listOrders',
        summary: 'Orders of a state, newest first, each with its reason',
        tags,
        params: DatasetParams,
        querystring: ListQuery,
        response: { 200: List, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const { state, limit = ORDERS_DEFAULT, after = null } = request.query
      const wanted = { ...periodIn(request.query, api), state, limit, after }
      const data = await api.reports.orderList(id, wanted)
      return { data, after: data.length < limit ? null : (data.at(-1)?.cursor ?? null) }
    },
  )
}

/** A date is its first moment; that day is meant to be in. */
function periodIn({ since, until }: { since?: string; until?: string }, api: Api) {
  const until_ms = sinceIn(until, api, 'until')
  return { since_ms: sinceIn(since, api), until_ms: until_ms === null ? null : until_ms + 1 }
}
