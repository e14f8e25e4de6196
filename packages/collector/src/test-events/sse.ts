/** The part of a response that a stream needs. */
export interface Wire {
  write(text: string): unknown
  end(text?: string): unknown
  destroy(): unknown
  /** bytes that were written and that nobody has read */
  readonly writableLength: number
}

/**
 * An event of a stream. Its data is JSON, which holds no line break whatever text stands in it, so no text can end
 * the event or begin another.
 * @source HTML, "Server-sent events"
 */
export const streamEvent = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** What a reader passes over. */
export const HEARTBEAT = ': still here\n\n'
/** How long a browser waits before it comes again. */
export const RETRY = 'retry: 2000\n\n'
