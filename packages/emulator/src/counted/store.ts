import {
  encodeLines,
  isRefusal,
  isSighting,
  type Journal,
  type JournalLine,
  type SightingLine,
} from '@countersign/storage'
import { fieldOfEvent } from '../fail/bad-events.js'
import type { BadRequests } from './bad-requests.js'
import { Books } from './books.js'
import { Deduplication, type Verdict } from './deduplication.js'
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
  private readonly told: ReceivedEvent[] = []
  /** what was encoded and is not appended yet */
  private readonly encoded = new Map<string, readonly SightingLine[]>()

  constructor(
    private readonly now_ms: () => number,
    readonly bad: BadRequests,
    keep: number,
  ) {
    this.kept = new KeptEvents(keep)
  }

  /** The text of lines that are about to be appended: they need not be read from it again. */
  encode(lines: readonly SightingLine[]): string {
    const text = encodeLines(lines)
    this.encoded.set(text, lines)
    return text
  }

  async append(texts: readonly string[]): Promise<number> {
    // The rule takes reports in order: a clock that was set back does not take one back.
    this.latest_ms = Math.max(this.latest_ms, this.now_ms())
    const verdicts: Verdict[] = []
    for (const text of texts) for (const line of this.linesOf(text)) this.takeLine(line, verdicts)
    if (verdicts.length > 0) this.kept.add(texts, this.latest_ms, verdicts)
    this.tell()
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

  /** Once all of a request is kept, so that whoever is told finds it there. */
  private tell(): void {
    for (const report of this.told.splice(0)) for (const listener of this.listeners) listener(report)
  }

  private linesOf(text: string): readonly JournalLine[] {
    const lines = this.encoded.get(text)
    if (lines === undefined) return JSON.parse(`[${text}]`)
    this.encoded.delete(text)
    return lines
  }

  private takeLine(line: JournalLine, verdicts: Verdict[]): void {
    const at_ms = this.latest_ms
    if (isSighting(line)) {
      const verdict = this.deduplication.take(line, at_ms)
      verdicts.push(verdict)
      this.books.count(line, at_ms, verdict)
      if (this.listeners.size > 0) this.told.push(received(line, at_ms, verdict))
    } else if (isRefusal(line)) {
      this.books.refuse(line, at_ms)
      if (line.channel === 'browser') this.bad.addBeacon(line, at_ms)
    }
  }
}
