/** One event of a stream of server-sent events. */
export interface StreamEvent {
  event: string
  data: unknown
  /** null where it has none: the last one that had still stands */
  id: string | null
}

/** No event of ours is so large: a stream that sends more without an end is none. */
const EVENT_CHARS_MAX = 2 ** 20

/**
 * Reads a stream as it comes; comments and what has no data are passed over.
 * @throws where what came is no stream of ours
 * @source HTML, "Server-sent events"; ours have one line of data, which is JSON
 */
export async function* readEventStream(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    if (text.length > EVENT_CHARS_MAX) throw new Error('an event without an end')
    for (const part of parts) {
      const event = eventOf(part)
      if (event !== null) yield event
    }
  }
}

function eventOf(part: string): StreamEvent | null {
  const fields = new Map<string, string>()
  for (const line of part.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''))
  }
  const data = fields.get('data')
  if (data === undefined) return null
  return { event: fields.get('event') ?? 'message', data: JSON.parse(data), id: fields.get('id') ?? null }
}
