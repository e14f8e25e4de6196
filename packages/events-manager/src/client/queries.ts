import { queryOptions } from '@tanstack/react-query'
import { api, ask, dataOf } from './client.js'
import { Failure } from './failure.js'
import type { DatasetSummary, Session } from './shapes.js'

/** How often what people watch is asked for again. */
const WATCHED_MS = 15_000

/** Who is signed in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await ask<Session>('GET', '/api/session')
    } catch (error) {
      if (error instanceof Failure && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** The datasets that may be seen, as the switcher and the list of data sources show them. */
export const datasetsQuery = queryOptions({
  queryKey: ['datasets'],
  queryFn: async () => (await dataOf(api.GET('/api/datasets'))).data,
  staleTime: 60_000,
})

export type Dataset = Awaited<ReturnType<NonNullable<typeof datasetsQuery.queryFn>>>[number]

/** How each of them does today. */
export const summaryQuery = queryOptions({
  queryKey: ['summary'],
  queryFn: async () => (await ask<{ data: DatasetSummary[] }>('GET', '/api/summary')).data,
  refetchInterval: WATCHED_MS,
})
