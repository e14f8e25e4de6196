/** Entries by key, in the order in which they came. */
type Entries<T> = { [key: string]: T }

const CHARS_MAX = 100_000

/**
 * Small values that outlive the page where the browser lets them: in its localStorage, shared by its tabs.
 * @returns no entries where they are forbidden, as in a frame in a sandbox, or are someone else's text
 */
export function readEntries<T>(shelf: string): Entries<T> {
  try {
    return JSON.parse(localStorage.getItem(shelf) ?? '{}') ?? {}
  } catch {
    return {}
  }
}

/** Keeps the latest 100 of some entries, or as many as fit. */
export function writeEntries(shelf: string, entries: Entries<unknown>): void {
  const kept = Object.entries(entries).slice(-100)
  while (JSON.stringify(kept).length > CHARS_MAX) kept.shift()
  try {
    localStorage.setItem(shelf, JSON.stringify(Object.fromEntries(kept)))
  } catch {
    // Forbidden, or full.
  }
}
