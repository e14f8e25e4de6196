import { HOME_KEY, PAGES, type PageName } from './pages.js'

/** A `g` that waits for its letter, and when it was pressed. */
export type Pressed = { at_ms: number } | null

type Act = { kind: 'page'; page: PageName } | { kind: 'home' | 'search' | 'help' }

/** So long after `g` a letter still belongs to it. */
const LETTER_WITHIN_MS = 1_500

/** What a key does, given what was pressed before. */
export function readKey(before: Pressed, key: string, at_ms: number): { act: Act | null; pressed: Pressed } {
  if (before !== null && at_ms - before.at_ms <= LETTER_WITHIN_MS) {
    const page = PAGES.find((each) => each.key === key)?.page
    if (page !== undefined) return { act: { kind: 'page', page }, pressed: null }
    if (key === HOME_KEY) return { act: { kind: 'home' }, pressed: null }
  }
  if (key === 'g') return { act: null, pressed: { at_ms } }
  if (key === '/') return { act: { kind: 'search' }, pressed: null }
  if (key === '?') return { act: { kind: 'help' }, pressed: null }
  return { act: null, pressed: null }
}
