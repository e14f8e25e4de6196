import type { Dataset, Destination } from '@countersign/storage'
import { Type } from 'typebox'
import { type Api, type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { DeliveryList, LetterList } from './delivery-schema.js'

const LETTERS_MAX = 200
const LETTERS_DEFAULT = 50
const Params = Type.Object({
  ...DatasetParams.properties,
  destination_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})
const Query = Type.Object({
  code: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Only those that are dead for this reason.' }),
  ),
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}$', description: 'Of the page before.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LETTERS_MAX, default: LETTERS_DEFAULT })),
})

/** GET /api/datasets/{id}/delivery: how it stands; GET …/delivery/{destination_id}/letters: what was not taken. */
export const deliveryRoute: ApiRoute = (scope, api) => {
  scope.addSchema(DeliveryList)
  scope.addSchema(LetterList)
  const tags = ['Delivery']
  scope.get(
    '/datasets/:dataset_id/delivery',
    {
      schema: {
        operationId: 'getDelivery',
        summary: 'How delivery stands at each destination: its lag, fates, answers, and what stops it',
        tags,
        params: DatasetParams,
        response: { 200: Type.Ref('Delivery'), ...REFUSALS },
      },
    },
    async (request) => {
      const dataset = datasetIn(request, api)
      await counted(api)
      return shown(dataset, await api.reports.delivery(dataset.id), api)
    },
  )
  scope.get(
    '/datasets/:dataset_id/delivery/:destination_id/letters',
    {
      schema: {
        operationId: 'listLetters',
        summary: 'Events that a destination has refused or that have expired, newest first',
        tags,
        params: Params,
        querystring: Query,
        response: { 200: Type.Ref('LetterList'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const destination = api.stage.edge.configuration.destination(request.params.destination_id)
      if (destination?.dataset_id !== id)
        throw new ApiRefusal({ code: 'object_unknown', at: 'destination_id' })
      const { code, after, limit = LETTERS_DEFAULT } = request.query
      const letters = await api.reports.letters(destination.id, {
        limit,
        ...(code !== undefined && { reason: code }),
        ...(after !== undefined && { before_seq: Number(after) }),
      })
      const last = letters.length < limit ? undefined : letters.at(-1)
      return { data: letters.map(({ seq: _, ...letter }) => letter), after: last ? String(last.seq) : null }
    },
  )
}

type Delivery = Awaited<ReturnType<Api['reports']['delivery']>>

function shown({ id }: Dataset, { is_behind, destinations }: Delivery, { stage: { edge } }: Api) {
  const as_of_ms = edge.now_ms()
  const { held_at_ms = null, why = '' } = edge.configuration.purchaseHold(id) ?? {}
  const data = edge.configuration.destinations(id).flatMap((destination) => {
    const status = destinations[destination.id]
    return status === undefined ? [] : [destinationShown(destination, status, as_of_ms)]
  })
  return { as_of_ms, is_behind, purchase_hold: held_at_ms === null ? null : { held_at_ms, why }, data }
}

function destinationShown(
  { id, name, kind, target_id, paused_at_ms, test_event_code }: Destination,
  { health, ...status }: Delivery['destinations'][string],
  as_of_ms: number,
) {
  const { stopped, stopped_at_ms, failures = 0, open_until_ms = null } = health ?? {}
  const { oldest_due_ms } = status
  return {
    destination_id: id,
    ...{ name, kind, target_id, paused_at_ms, test_event_code },
    stopped: stopped ? { why: stopped, at_ms: stopped_at_ms ?? null } : null,
    breaker: failures === 0 ? null : { failures, open_until_ms },
    last_sent_ms: health?.last_sent_ms ?? null,
    last_error: health?.last_error ?? null,
    lag_ms: oldest_due_ms === null ? 0 : Math.max(0, as_of_ms - oldest_due_ms),
    ...status,
  }
}
