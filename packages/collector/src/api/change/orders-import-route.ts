import type { Problem } from '@countersign/core'
import type { OrdersGiven, OrdersImported } from '@countersign/storage/process'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { receiveBody } from '../../receive/request-body.js'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { ORDERS_FILE_BYTES_MAX } from '../api-limits.js'
import { DatasetParams } from '../parameters.js'
import { Count, oneOf } from '../signals/shapes.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

const YES_OR_NO = ['true', 'false'] as const
const Query = Type.Object(
  {
    dry_run: Type.Optional(
      Type.Enum([...YES_OR_NO], { description: 'true: nothing is written; what importing would do.' }),
    ),
    skip_bad: Type.Optional(
      Type.Enum([...YES_OR_NO], {
        description: 'true: leave out rows that are no order, instead of taking nothing.',
      }),
    ),
    decimal: Type.Optional(
      Type.Enum(['point', 'comma'], {
        description: 'Which sign stands before the fraction, where it can be read in two ways.',
      }),
    ),
    utc_offset: Type.Optional(
      Type.String({
        pattern: '^[+-][0-9]{2}:[0-9]{2}$',
        description: 'Of times without a zone, such as +01:00. Left out: UTC.',
      }),
    ),
  },
  exact,
)
const Imported = Type.Object(
  {
    dataset_id: Type.String(),
    dry_run: Type.Boolean(),
    format: oneOf(['csv', 'json']),
    orders: Type.Integer({ minimum: 0, description: 'Rows that are orders.' }),
    added: Count,
    changed: Count,
    unchanged: Count,
    refused: Type.Integer({ minimum: 0, description: 'Rows that are none. They were left out.' }),
    refusals: Type.Array(
      Type.Object(
        {
          line: Type.Integer({ description: 'From 1; in JSON the place in the list.' }),
          problems: Type.Array(
            Type.Object(
              {
                at: Type.String({ description: 'The field; empty: the row itself.' }),
                says: Type.String({ description: 'What is wrong, and what to send instead.' }),
              },
              exact,
            ),
          ),
        },
        exact,
      ),
      { description: 'The first 100 of them.' },
    ),
  },
  { $id: 'OrdersImported', title: 'What became of a file of orders', ...exact },
)

/** POST /api/datasets/{id}/orders/import: a file of orders, as `countersign reconcile --orders` takes it. */
export const ordersImportRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Imported)
  let is_under_way = false
  // The body is the file itself, whatever it is called: it is left unread here, and bounded where it is received.
  scope.register(async (plain) => {
    plain.removeAllContentTypeParsers()
    plain.addContentTypeParser('*', (_request, _payload, done) => done(null))
    plain.withTypeProvider<TypeBoxTypeProvider>().post(
      '/datasets/:dataset_id/orders/import',
      {
        ...STRICT,
        config: { may: 'change', audit: false },
        schema: {
          operationId: 'importOrders',
          summary: "Take in a file of the shop's orders: CSV or JSON, at most 8 MiB, all of it or nothing",
          tags: ['Orders'],
          consumes: ['text/csv', 'application/json'],
          params: DatasetParams,
          querystring: Query,
          response: { 200: Type.Ref('OrdersImported'), ...REFUSALS, 413: REFUSALS[400] },
        },
      },
      async (request, reply) => {
        const { id } = datasetIn(request, api)
        // Each is held whole, and read where reports are: one has its turn after the other.
        if (is_under_way) throw new ApiRefusal({ code: 'requests_too_many', at: '' })
        is_under_way = true
        try {
          const body = await receiveBody(request.raw, reply.raw, ORDERS_FILE_BYTES_MAX, api.stage)
          if (!body.ok) throw new ApiRefusal(body.problems[0] ?? { code: 'body_timeout', at: '' })
          const given = givenBy(request.query)
          const taken = await api.reports.importOrders(id, body.value, given)
          if ('unreadable' in taken) throw unreadable(taken.unreadable, taken.line)
          const { is_taken, ...done } = taken
          if (!given.is_dry_run) {
            if (!is_taken) throw refusalOf(done)
            const { orders, added, changed, refused } = done
            request.audit('orders.imported', id, { orders, added, changed, refused })
          }
          return { dataset_id: id, dry_run: given.is_dry_run, ...done }
        } finally {
          is_under_way = false
        }
      },
    )
  })
}

function givenBy({ dry_run, skip_bad, decimal, utc_offset = '+00:00' }: Static<typeof Query>): OrdersGiven {
  const [hours = 0, minutes = 0] = utc_offset.slice(1).split(':').map(Number)
  const offset_minutes = (utc_offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
  return {
    dialect: { decimal, offset_minutes },
    skip_bad: skip_bad === 'true',
    is_dry_run: dry_run === 'true',
  }
}

const unreadable = (says: string, line: number | null): ApiRefusal =>
  new ApiRefusal({ code: 'orders_unreadable', at: line === null ? '' : `line ${line}`, seen: `it ${says}` })

/** A bad row is told by its line and field; what it says is not repeated. */
function refusalOf({ refused, refusals }: Omit<OrdersImported, 'is_taken'>): ApiRefusal {
  if (refused === 0) return unreadable('holds no order', null)
  const problems = refusals.flatMap(({ line, problems }) =>
    problems.map(
      ({ at, says }): Problem => ({
        code: 'order_invalid',
        at: `line ${line}${at === '' ? '' : `, ${at}`}`,
        seen: says,
      }),
    ),
  )
  return new ApiRefusal(problems[0] ?? { code: 'order_invalid', at: '' }, problems)
}
