import {
  isRefusal,
  isSighting,
  type Journal,
  type JournalLine,
  type SightingLine,
} from '@countersign/storage'
import { fieldOfEvent } from '../fail/bad-events.js'
import type { BadRequests } from './bad-requests.js'
import { Books } from './books.js'
import { Deduplication } from './deduplication.js'
import { KeptEvents, type ReceivedEvent, received } from './kept-events.js'

/** Told of each accepted report, in order. */
type Listener = (report: ReceivedEvent) => void

/** All that came in: judged and counted at once, and kept in memory. To the collector it is the journal. */
export class Store implements Journal {
  readonly books = new Books()
  readonly deduplication = new Deduplication()
  readonly kept: KeptEvents
  readonly full = false
  readonly bytes_pending = 0
  last = 0
  private latest_ms = 0
  private readonly listeners = new Set<Listener>()

  constructor(
    private readonly now_ms: () => number,
    readonly bad: BadRequests,
    keep: number,
  ) {
    this.kept = new KeptEvents(keep)
  }

  async append(texts: readonly string[]): Promise<number> {
    const text = `[${texts.join()}]`
    // The rule takes reports in order: a clock that was set back does not take one back.
    this.latest_ms = Math.max(this.latest_ms, this.now_ms())
    const sightings: SightingLine[] = []
    for (const line of JSON.parse(text) as JournalLine[])
      if (isSighting(line)) sightings.push(line)
      else if (isRefusal(line)) {
        this.books.refuse(line, this.latest_ms)
        if (line.channel === 'browser') this.bad.addBeacon(line, this.latest_ms)
      }
    if (sightings.length > 0) this.take(sightings, text)
    this.last += 1
    return this.last
  }

  /** Books events of a request that was refused here, before the collector saw it. */
  refuse(dataset_id: string, code: string, data: readonly unknown[]): void {
    this.latest_ms = Math.max(this.latest_ms, this.now_ms())
    const events: { [event_name: string]: number } = Object.create(null)
    for (const event of data) {
      const name = fieldOfEvent(event, 'event_name') ?? ''
      events[name] = (events[name] ?? 0) + 1
    }
    this.books.refuse({ dataset_id, channel: 'server', refused: 'rejected', code, events }, this.latest_ms)
  }

  ride(text: string): void {
    void this.append([text])
  }

  async stop(): Promise<void> {}

  onReceived(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Forgets all that came in; whoever listens goes on listening. */
  clear(): void {
    this.books.clear()
    this.deduplication.clear()
    this.kept.clear()
    this.bad.clear()
  }

  private take(sightings: readonly SightingLine[], text: string): void {
    const at_ms = this.latest_ms
    const verdicts = sightings.map((line) => {
      const verdict = this.deduplication.take(line, at_ms)
      this.books.count(line, at_ms, verdict)
      return verdict
    })
    this.kept.add(text, at_ms, verdicts)
    if (this.listeners.size === 0) return
    for (const [index, line] of sightings.entries()) {
      const verdict = verdicts[index]
      if (verdict === undefined) continue
      const report = received(line, at_ms, verdict)
      for (const listener of this.listeners) listener(report)
    }
  }
}
