import type { Search } from '../../address.js'
import type { EventRow } from '../../client/shapes.js'
import { problemsOf } from './hurt.js'

/** Which path an event comes by. */
export type PathOf = 'browser' | 'server' | 'both' | 'none'
export const PATHS = ['both', 'browser', 'server'] as const

export function pathOf({ received: { browser, server } }: Pick<EventRow, 'received'>): PathOf {
  if (browser > 0) return server > 0 ? 'both' : 'browser'
  return server > 0 ? 'server' : 'none'
}

/** What of the address filters the events: `name` (a part of it), `path`, `problems=1`. */
export function filtered(rows: readonly EventRow[], { name, path, problems }: Search): readonly EventRow[] {
  const part = name?.trim().toLowerCase() ?? ''
  return rows.filter(
    (row) =>
      (part === '' || row.event_name.toLowerCase().includes(part)) &&
      (path === undefined || pathOf(row) === path) &&
      (problems !== '1' || problemsOf(row) > 0),
  )
}
