import type { Answer, GraphEvent } from '@countersign/core'
import type { Fetcher, OutgoingRequest } from './fetcher.js'
import type { ManualTime } from './manual-time.fixture.js'

/** What a destination does with a request. */
export type Reply =
  | Answer
  | 'hang'
  /** as Meta does: all or nothing, and bad are events with `custom_data.bad` */
  | 'judge'

export interface Seen {
  at_ms: number
  /** the host that it went to */
  host: string
  events: GraphEvent[]
  request: OutgoingRequest
}

export const graphError = (code: number, more: object = {}, status = 400): Answer =>
  http(status, JSON.stringify({ error: { message: 'An error', type: 'OAuthException', code, ...more } }))

export const http = (status: number, body = '', headers: Partial<Extract<Answer, { kind: 'http' }>> = {}): Answer => ({
  kind: 'http',
  status,
  body,
  retry_after_s: null,
  usage_percent: null,
  ...headers,
})

/** Destinations in memory that answer as the test says, in the test's time. */
export class MetaInMemory {
  /** ms until it answers */
  latency_ms = 200
  /** whether a refusal names the places of the bad events */
  names_places = false
  seen: Seen[] = []
  /** event_id → how often it was taken */
  readonly taken = new Map<string, number>()
  under_way = 0
  private traces = 1
  most_under_way = 0
  reply: (seen: Seen, turn: number) => Reply = () => 'judge'

  constructor(private readonly time: ManualTime) {}

  readonly fetcher: Fetcher = (request, signal) => {
    const { data } = JSON.parse(Buffer.from(request.body).toString()) as { data: GraphEvent[] }
    const seen: Seen = { at_ms: this.time.now_ms(), host: new URL(request.url).host, events: data, request }
    const turn = this.seen.push(seen)
    this.under_way += 1
    this.most_under_way = Math.max(this.most_under_way, this.under_way)
    const reply = this.reply(seen, turn)
    return new Promise((resolve) => {
      const end = (answer: Answer) => {
        this.under_way -= 1
        resolve(answer)
      }
      if (reply === 'hang') signal.addEventListener('abort', () => end({ kind: 'network', failure: 'timeout' }))
      else
        this.time.timers.after(this.latency_ms, () => {
          end(reply === 'judge' ? this.judge(data) : reply)
        })
    })
  }

  /** Takes them all, as when an answer was lost on its way. */
  takeAll(data: readonly GraphEvent[]): void {
    for (const { event_id } of data)
      this.taken.set(String(event_id), (this.taken.get(String(event_id)) ?? 0) + 1)
  }

  private judge(data: readonly GraphEvent[]): Answer {
    const bad = data.flatMap(({ custom_data }, at) => (isBad(custom_data) ? [at] : []))
    if (bad.length > 0) {
      const blame_field_specs = this.names_places ? bad.map((at) => ['data', at, 'event_time']) : []
      return graphError(100, { error_subcode: 2804003, error_data: { blame_field_specs } })
    }
    this.takeAll(data)
    return http(
      200,
      JSON.stringify({ events_received: data.length, messages: [], fbtrace_id: `T${this.traces++}` }),
    )
  }
}

const isBad = (custom_data: unknown): boolean =>
  typeof custom_data === 'object' && custom_data !== null && 'bad' in custom_data
