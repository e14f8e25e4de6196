import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../generated/api.js'
import { api, dataOf } from '../../client/client.js'

export type Delivery = components['schemas']['Delivery']
export type DestinationDelivery = Delivery['data'][number]
export type Letter = components['schemas']['LetterList']['data'][number]

/** What people watch while it is mended. */
const WATCHED_MS = 10_000
const LETTERS_PAGE = 50

export const deliveryQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['delivery', dataset_id],
    queryFn: () =>
      dataOf(api.GET('/api/datasets/{dataset_id}/delivery', { params: { path: { dataset_id } } })),
    refetchInterval: WATCHED_MS,
  })

/** The settings of the destinations: whether their tokens can be read. */
export const destinationsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['destinations', dataset_id],
    queryFn: async () =>
      (await dataOf(api.GET('/api/datasets/{dataset_id}/destinations', { params: { path: { dataset_id } } })))
        .data,
  })

const LETTERS = '/api/datasets/{dataset_id}/delivery/{destination_id}/letters'

/** @param code  undefined: of all codes */
export const lettersQuery = (dataset_id: string, destination_id: number, code: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['delivery', dataset_id, 'letters', destination_id, code ?? ''],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET(LETTERS, {
          params: {
            path: { dataset_id, destination_id },
            query: { limit: LETTERS_PAGE, ...(code && { code }), ...(pageParam && { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ after }) => after,
  })

/** The newest of a code: it tells the code in the destination's words. */
export const sampleQuery = (dataset_id: string, destination_id: number, code: string) =>
  queryOptions({
    queryKey: ['delivery', dataset_id, 'sample', destination_id, code],
    queryFn: async () => {
      const params = { path: { dataset_id, destination_id }, query: { limit: 1, code } }
      return (await dataOf(api.GET(LETTERS, { params }))).data[0] ?? null
    },
    staleTime: 60_000,
  })

/** One letter, and what would be sent of it. */
export const letterQuery = (dataset_id: string, destination_id: number, letter_id: string) =>
  queryOptions({
    queryKey: ['delivery', dataset_id, 'letter', destination_id, letter_id],
    queryFn: () =>
      dataOf(
        api.GET(`${LETTERS}/{letter_id}`, {
          params: { path: { dataset_id, destination_id: String(destination_id), letter_id } },
        }),
      ),
    // What is being edited is not changed under the hand.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
