import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../generated/api.js'
import { api, dataOf } from '../../client/client.js'
import type { Days } from './days.js'

export type OrdersReport = components['schemas']['OrdersReport']
export type OrderEntry = components['schemas']['OrderEntry']
export type OrderState = OrderEntry['state']

const WATCHED_MS = 30_000
/** While orders are being matched: whoever has just brought them waits for it. */
const MATCHING_MS = 2_000
const PAGE = 50
/** So much of a list goes into a file. */
const SAVED_PAGES_MAX = 50
const SAVED_PAGE = 200

/** @param days  undefined: all that are known */
export const ordersQuery = (dataset_id: string, days: Days | undefined) =>
  queryOptions({
    queryKey: ['orders', dataset_id, days ?? null],
    queryFn: () =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/orders', {
          params: { path: { dataset_id }, ...(days && { query: days }) },
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.is_matching ? MATCHING_MS : WATCHED_MS),
    placeholderData: (before, query) =>
      query?.queryKey[1] === dataset_id ? keepPreviousData(before) : undefined,
  })

const listed = (dataset_id: string, days: Days, state: OrderState, limit: number, after: string | null) =>
  dataOf(
    api.GET('/api/datasets/{dataset_id}/orders/list', {
      params: { path: { dataset_id }, query: { ...days, state, limit, ...(after !== null && { after }) } },
    }),
  )

export const orderListQuery = (dataset_id: string, days: Days, state: OrderState) =>
  infiniteQueryOptions({
    queryKey: ['orders', dataset_id, 'list', days, state],
    queryFn: ({ pageParam }) => listed(dataset_id, days, state, PAGE, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ after }) => after,
  })

/** All orders of a list, for a file: 10,000 at most. */
export async function allOrders(dataset_id: string, days: Days, state: OrderState): Promise<OrderEntry[]> {
  const all: OrderEntry[] = []
  let after: string | null = null
  for (let page = 0; page < SAVED_PAGES_MAX; page += 1) {
    const answer: Awaited<ReturnType<typeof listed>> = await listed(
      dataset_id,
      days,
      state,
      SAVED_PAGE,
      after,
    )
    all.push(...answer.data)
    after = answer.after
    if (after === null) break
  }
  return all
}
