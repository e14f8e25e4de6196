/** What a request says beside its events. */
export interface BodyFields {
  partner_agent?: string
  test_event_code?: string
  appsecret_proof?: string
}

/**
 * Puts a request's body together from events that are JSON already: each is written once in its life, however often it
 * is sent.
 */
export function bodyOf(events: readonly string[], fields: BodyFields): Buffer {
  const rest = JSON.stringify(fields)
  const tail = rest === '{}' ? rest.slice(1) : `,${rest.slice(1)}`
  return Buffer.from(`{"data":[${events.join(',')}]${tail}`)
}
