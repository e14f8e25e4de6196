import { ACTION_SOURCES, type ActionSource, type Json } from '../event.js'
import type { Notes } from './notes.js'

const KNOWN: ReadonlyMap<string, ActionSource> = new Map(ACTION_SOURCES.map((source) => [source, source]))

/**
 * Events that attach something to an earlier event and so need not say where they happened. @source reference
 * 5.3
 */
const MAY_OMIT = new Set(['AppendValue', 'AppendAttribution'])

/**
 * Where the event happened; any case is read.
 * @returns null where it is missing: accepted, with a line in `messages`, as Meta's own examples omit it
 * Problems: action_source_unknown
 * @source reference 5.3; settled.md, "What comes in"
 */
export function validateActionSource(
  sent: Json | undefined,
  event_name: string,
  notes: Notes,
): ActionSource | null {
  if (sent === undefined || sent === null || sent === '') {
    if (MAY_OMIT.has(event_name)) return null
    notes.warn('action_source_missing')
    notes.tell('action_source', 'is missing. Send where the event happened, e.g. website.')
    return null
  }
  const source =
    typeof sent === 'string' ? (KNOWN.get(sent) ?? KNOWN.get(sent.trim().toLowerCase())) : undefined
  if (source !== undefined) return source
  notes.refuse('action_source_unknown', 'action_source', seenWord(sent))
  return null
}

/** Quotes what was sent only where it is a short word: it might be anything, by mistake even an address. */
export const seenWord = (sent: Json): string =>
  typeof sent === 'string' && /^[\w -]{1,30}$/.test(sent) ? `is "${sent}"` : 'is none of the known words'
