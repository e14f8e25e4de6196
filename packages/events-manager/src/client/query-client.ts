import { QueryCache, QueryClient } from '@tanstack/react-query'
import { Failure } from './failure.js'
import { sessionQuery } from './queries.js'

/** A refusal stays one however often it is asked; what was not reached may be there in a moment. */
const mayBeThereSoon = (failure: unknown): boolean =>
  failure instanceof Failure && (failure.status === 0 || failure.status >= 502)
const TRIES_MAX = 2

/** What is known of the server, shared by all pages. Whoever is signed out meanwhile is seen as nobody at once. */
export function newQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (failure, { queryKey }) => {
        if (!(failure instanceof Failure) || failure.status !== 401) return
        if (queryKey[0] !== 'session') client.setQueryData(sessionQuery.queryKey, null)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failed, failure) => failed < TRIES_MAX && mayBeThereSoon(failure),
      },
      mutations: { retry: false },
    },
  })
  return client
}
