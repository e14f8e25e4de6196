import { objectOf } from './object-of.js'

const idIn = (data: unknown): unknown => objectOf(data).eventID ?? objectOf(data).event_id

/**
 * The event id of a call's last argument: `eventID` or `event_id`, also one inside the other, as some wrappers
 * pass it on. A number is sent as its text.
 * @source reference 1.2
 */
export function eventIdOf(data: unknown): unknown {
  const given = idIn(data)
  const id = idIn(given) ?? given
  return typeof id === 'object' ? undefined : id || undefined
}
