import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What an address holds after its question mark, each value as text. */
export type Search = { readonly [name: string]: string | undefined }

/**
 * The state of a page, which is in its address: filters, sort, the open drawer. `set` changes some of it; undefined
 * takes a value out. Typing in a filter replaces (`replace: true`), opening a drawer can be gone back from.
 */
export function useAddress(): {
  search: Search
  set(changes: Search, options?: { replace?: boolean }): void
} {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = useCallback(
    (changes: Search, { replace = false } = {}) =>
      void navigate({
        to: '.',
        search: (before: object) => ({ ...before, ...changes }),
        replace,
        resetScroll: false,
      } as never),
    [navigate],
  )
  return { search, set }
}
