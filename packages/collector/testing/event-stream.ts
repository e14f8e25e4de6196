import { request } from 'undici'

export interface StreamEvent {
  event: string
  id: number | null
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects to find
  data: any
  /** performance.now() when it was read */
  at_ms: number
}
const WAIT_MS = 10_000

/** Reads a stream of server-sent events, as a browser does. */
export class EventStream {
  /** all that has come so far */
  readonly events: StreamEvent[] = []
  /** resolves when the stream has ended, however it did */
  readonly ended: Promise<void>
  private read = 0
  private wake: () => void = () => {}
  private is_over = false

  private constructor(
    readonly status: number,
    readonly headers: { [name: string]: string | string[] | undefined },
    private readonly body: AsyncIterable<Buffer> & { destroy(): unknown },
  ) {
    this.ended = this.readAll()
  }

  static async open(
    url: string,
    access_token: string,
    headers: { [name: string]: string } = {},
  ): Promise<EventStream> {
    const answer = await request(url, {
      headers: { authorization: `Bearer ${access_token}`, ...headers },
      bodyTimeout: 0,
    })
    return new EventStream(answer.statusCode, answer.headers, answer.body)
  }

  /** The next event of some kinds that nobody asked for yet; what comes before it is passed over. */
  async next(...kinds: string[]): Promise<StreamEvent> {
    const end_ms = performance.now() + WAIT_MS
    for (;;) {
      for (; this.read < this.events.length; ) {
        const event = this.events[this.read]
        this.read += 1
        if (event !== undefined && kinds.includes(event.event)) return event
      }
      const left_ms = end_ms - performance.now()
      if (this.is_over || left_ms <= 0) throw new Error(`No ${kinds.join(' or ')} in time`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left_ms)
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  close(): void {
    this.body.destroy()
  }

  private async readAll(): Promise<void> {
    let text = ''
    try {
      for await (const chunk of this.body) {
        text += chunk.toString('utf8')
        const parts = text.split('\n\n')
        text = parts.pop() ?? ''
        for (const part of parts) this.take(part)
        this.wake()
      }
    } catch {
      // Closed here, or cut off there.
    }
    this.is_over = true
    this.wake()
  }

  private take(part: string): void {
    const fields = new Map(part.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
    const event = fields.get('event')
    if (event === undefined) return
    const id = fields.get('id')
    const data = JSON.parse(fields.get('data') ?? 'null')
    this.events.push({ event, id: id === undefined ? null : Number(id), data, at_ms: performance.now() })
  }
}
