import type { SeenPlace } from './seen-places.js'

/** A value that a rule can look for, and how. */
export interface Picked {
  how: 'contains' | 'starts_with' | 'equals'
  value: string
}

/** @param url  as it was seen, without query and fragment */
export function picksOfUrl(url: string): Picked[] {
  const { pathname } = URL.canParse(url) ? new URL(url) : { pathname: '/' }
  return [
    // A lone slash is part of every address.
    ...(pathname === '/' ? [] : [{ how: 'contains', value: pathname } as const]),
    { how: 'starts_with', value: url },
    { how: 'equals', value: url },
  ]
}

/** What begins many addresses is none of them. */
export const picksOfPlace = ({ url, addresses }: SeenPlace): Picked[] =>
  picksOfUrl(url).filter(({ how }) => addresses === 1 || how !== 'equals')

/**
 * @param text  of a button, as it was reported: where a digit or an email address stood there is 0 or @, so that only what
 *   stands between them is known
 */
export function picksOfText(text: string): Picked[] {
  const parts = text.split(/[0@]/).map((part) => part.trim())
  const [longest = ''] = parts.toSorted((a, b) => b.length - a.length)
  if (longest.length < PART_CHARS_MIN) return []
  const contains = { how: 'contains', value: longest } as const
  return parts.length === 1 ? [contains, { how: 'equals', value: text }] : [contains]
}

/** Shorter parts are in too many texts. */
const PART_CHARS_MIN = 2
