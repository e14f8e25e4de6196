import { queryOf } from '@countersign/collector'
import type { FieldError } from '../fail/failure.js'

/** Which events are asked for; a field left out leaves nothing out. */
export interface EventsWanted {
  dataset_id?: string
  event_name?: string
  event_id?: string
  channel?: string
  verdict?: string
  /** the latest so many */
  limit?: number
}

const TEXTS = ['dataset_id', 'event_name', 'event_id', 'channel', 'verdict'] as const
const WORDS = [
  ['channel', ['browser', 'server']],
  ['verdict', ['counted', 'duplicate']],
] as const
export const LIMIT_DEFAULT = 1_000

/** Reads the query of a listing. A parameter that there is not is refused: it would look like a filter that works. */
export function readEventsWanted(target: string): EventsWanted | { error: FieldError } {
  const read = readNames(target, [...TEXTS, 'limit'])
  if ('error' in read) return read
  for (const [name, words] of WORDS) {
    const word = read[name]
    if (word !== undefined && !words.some((one) => one === word))
      return { error: { field: name, message: `must be ${words.join(' or ')}` } }
  }
  const { limit, ...texts } = read
  if (limit === undefined) return texts
  if (!/^\d{1,9}$/.test(limit)) return { error: { field: 'limit', message: 'must be a whole number' } }
  return { ...texts, limit: Number(limit) }
}

/** The parameters of a query that may be there, as texts. */
export function readNames<N extends string>(
  target: string,
  names: readonly N[],
): { [name in N]?: string } | { error: FieldError } {
  const found: { [name in N]?: string } = {}
  for (const [name, value] of new URLSearchParams(queryOf(target))) {
    const known = names.find((one) => one === name)
    if (known === undefined)
      return { error: { field: name, message: `is no parameter here. There are: ${names.join(', ')}` } }
    found[known] = value
  }
  return found
}
