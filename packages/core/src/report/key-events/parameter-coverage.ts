import type { Channel } from '../../event.js'
import { type Sums, shareOf } from '../quality/sums.js'
import { type Need, PARAMETER_NEEDS, type ParameterNeed } from './key-event-tables.js'

/** How often an event carries a parameter in a usable form. Shares are 0 to 1; null: no such sightings. */
export interface ParameterCoverage {
  /** more than one: either will do */
  names: readonly string[]
  need: Need
  coverage: number | null
  browser: number | null
  server: number | null
}

/**
 * The documented parameters of an event, with their coverage in its sightings.
 * Of parameters that may stand for one another the one that is carried most counts: the counts do not tell which
 * sightings carry at least one.
 */
export function parameterCoverage(event_name: string, sums: Sums): ParameterCoverage[] {
  const needs = Object.hasOwn(PARAMETER_NEEDS, event_name) ? PARAMETER_NEEDS[event_name] : undefined
  return (needs ?? []).map(({ names, need }: ParameterNeed) => {
    const carried = (channel: Channel) => Math.max(...names.map((name) => sums.of(channel, `param:${name}`)))
    return {
      names,
      need,
      coverage: shareOf(carried('browser') + carried('server'), sums.total('seen')),
      browser: shareOf(carried('browser'), sums.of('browser', 'seen')),
      server: shareOf(carried('server'), sums.of('server', 'seen')),
    }
  })
}
