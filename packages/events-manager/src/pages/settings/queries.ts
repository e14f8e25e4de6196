import { queryOptions } from '@tanstack/react-query'
import { api, ask, dataOf } from '../../client/client.js'
import type { OrdersWebhook } from '../../client/shapes.js'

/** How often what people watch is asked for again. */
const WATCHED_MS = 15_000

/** The access tokens of a dataset, without what they are. */
export const tokensQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['tokens', dataset_id],
    queryFn: async () =>
      (await dataOf(api.GET('/api/datasets/{dataset_id}/tokens', { params: { path: { dataset_id } } }))).data,
  })

/** Where counted events are sent. */
export const destinationsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['destinations', dataset_id],
    queryFn: async () =>
      (await dataOf(api.GET('/api/datasets/{dataset_id}/destinations', { params: { path: { dataset_id } } })))
        .data,
  })

/** How issues are told, and how sending goes. */
export const alertsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['alerts', dataset_id],
    queryFn: async () =>
      (await dataOf(api.GET('/api/datasets/{dataset_id}/alerts', { params: { path: { dataset_id } } }))).data,
    refetchInterval: WATCHED_MS,
  })

/** Whether orders can be signed, and how that has gone lately. */
export const ordersWebhookQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['orders-webhook', dataset_id],
    queryFn: ({ signal }) =>
      ask<OrdersWebhook>('GET', `/api/datasets/${dataset_id}/orders/webhook`, { signal }),
    refetchInterval: WATCHED_MS,
  })

type DataOf<Q extends (id: string) => { queryFn?: unknown }> =
  ReturnType<Q> extends { queryFn?: infer F }
    ? F extends (...given: never[]) => Promise<infer D> | infer D
      ? Awaited<D>
      : never
    : never
export type Token = DataOf<typeof tokensQuery> extends readonly (infer T)[] ? T : never
export type Destination = DataOf<typeof destinationsQuery> extends readonly (infer T)[] ? T : never
export type AlertChannel = DataOf<typeof alertsQuery> extends readonly (infer T)[] ? T : never
