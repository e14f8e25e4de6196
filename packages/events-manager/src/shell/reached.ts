import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { Failure } from '../client/failure.js'

/** Whether the server was reached when it was asked last; a browser that says it is offline is believed. */
export function useReached(): boolean {
  const queries = useQueryClient()
  return useSyncExternalStore(
    (tell) => listen(queries, tell),
    () => navigator.onLine && wasReached(queries),
  )
}

function wasReached(queries: QueryClient): boolean {
  const watched = queries.getQueryCache().findAll({ type: 'active' })
  return !watched.some(({ state: { error } }) => error instanceof Failure && error.status === 0)
}

function listen(queries: QueryClient, tell: () => void): () => void {
  const stop = queries.getQueryCache().subscribe(tell)
  window.addEventListener('online', tell)
  window.addEventListener('offline', tell)
  return () => {
    stop()
    window.removeEventListener('online', tell)
    window.removeEventListener('offline', tell)
  }
}
