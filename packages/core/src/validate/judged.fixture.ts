import type { Event } from '../event.js'
import { DEFAULT_LIMITS } from './limits.js'
import type { NotedWarning } from './notes.js'
import { validateEvent } from './validate.js'

/** The clock of the tests of this folder. */
export const NOW_MS = 1_795_452_200_000
export const NOW_S = NOW_MS / 1000

export const DIGEST = 'ab'.repeat(32)

/**
 * An event that nothing is wrong with; each test changes what it is about, and `undefined` takes a field out.
 */
export const validEvent = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  event_name: 'Lead',
  event_time: NOW_S,
  action_source: 'website',
  event_source_url: 'https://shop.example/',
  user_data: { em: [DIGEST], client_user_agent: 'Mozilla/5.0' },
  ...changes,
})

export interface Judged {
  event: Event | undefined
  /** `code at`, with the place inside the event */
  problems: string[]
  warnings: NotedWarning[]
  messages: string[]
}

/** Validates the valid event with changes, as a rule's table wants to compare it. */
export function judged(changes: Record<string, unknown>): Judged {
  const { event, problems, warnings, messages } = validateEvent(
    validEvent(changes),
    0,
    NOW_MS,
    DEFAULT_LIMITS,
  )
  const places = problems.map(({ code, at }) => `${code} ${at.replace(/^data\[0\]\.?/, '')}`.trim())
  return { event, problems: places, warnings, messages }
}
