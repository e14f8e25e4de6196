import { hash } from 'node:crypto'
import { graphError, type Problem } from '@countersign/core'
import type { Failure } from './failure.js'

/**
 * The places of the events that are bad by a failure. Which they are hangs on the event alone, by its event_id or, without
 * one, by all of it: sent again, in whichever batch, it is bad again, so that whoever looks for it can find it.
 * @param data  as it was sent: objects, or their JSON
 */
export function badPlaces(data: readonly unknown[], { bad_one_in, bad_event_ids }: Failure): number[] {
  const ids = new Set(bad_event_ids)
  const places: number[] = []
  for (const [place, event] of data.entries()) {
    const event_id = fieldOfEvent(event, 'event_id')
    const named = event_id !== null && ids.has(event_id)
    if (named || (bad_one_in !== undefined && isOneIn(bad_one_in, event_id ?? textOf(event))))
      places.push(place)
  }
  return places
}

const isOneIn = (one_in: number, identity: string): boolean =>
  Number.parseInt(hash('sha256', identity).slice(0, 12), 16) % one_in === 0

/** The refusal: too old, as the commonest of Meta's; with or without saying which events. */
export function refuseBad(places: readonly number[], blame: boolean, trace_id: string) {
  const problems: Problem[] = places.map((place) => ({
    code: 'event_time_too_old',
    at: blame ? `data[${place}].event_time` : '',
    seen: 'is 9 days old',
  }))
  return graphError(blame ? problems : problems.slice(0, 1), trace_id)
}

/** A field of an event as it was sent; null where there is none, or it is no text. */
export function fieldOfEvent(event: unknown, name: 'event_id' | 'event_name'): string | null {
  const parsed = typeof event === 'string' ? parse(event) : event
  if (typeof parsed !== 'object' || parsed === null) return null
  const value: unknown = Reflect.get(parsed, name)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const textOf = (event: unknown): string => (typeof event === 'string' ? event : JSON.stringify(event))
