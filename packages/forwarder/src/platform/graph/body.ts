/**
 * Puts a request's body together from events that are JSON already: each is written once in its life, however often it
 * is sent.
 * @param fields  what a request says beside its events
 */
export function bodyOf(events: readonly string[], fields: object): Buffer {
  const rest = JSON.stringify(fields)
  const tail = rest === '{}' ? '}' : `,${rest.slice(1)}`
  return Buffer.from(`{"data":[${events.join(',')}]${tail}`)
}
