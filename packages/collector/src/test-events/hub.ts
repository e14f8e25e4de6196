import { setTimeout as pause } from 'node:timers/promises'
import { judgedRow, type TestRow, unjudgedRow } from '@countersign/core'
import { positionOf } from '@countersign/storage/journal'
import type { Edge } from '../edge.js'
import { type Entry, Feed } from './feed.js'
import {
  COUNTING_WAIT_MS,
  FEEDS_MAX,
  HEARTBEAT_MS,
  SUBSCRIBERS_MAX,
  SUBSCRIBERS_PER_DATASET_MAX,
  VERDICT_WAIT_MS,
} from './limits.js'
import type { Wire } from './sse.js'
import { type Following, Subscriber } from './subscriber.js'

/** A row of a report that is in the journal. */
export interface Sighted {
  row: TestRow
  /** its place in the journal */
  seq: number
  has_own_id: boolean
}

/** What a hub asks of the outside. */
export type HubPorts = Pick<Edge, 'fold' | 'configuration' | 'now_ms'> & Required<Pick<Edge, 'api'>>

/**
 * Where what arrives for a test meets those who watch it. It is told of reports with a test code alone; while nobody
 * watches it keeps the last rows and asks for no verdict. All of it is bounded, see limits.ts.
 */
export class TestEventsHub {
  private readonly feeds = new Map<string, Feed>()
  private readonly subscribers = new Set<Subscriber>()
  private readonly settling = new Set<Feed>()
  /** Begins with the time: after a restart too, what is new has a higher number than what was told before. */
  private changes: number
  private heartbeats: NodeJS.Timeout | null = null
  private closed = false

  constructor(
    private readonly ports: HubPorts,
    private readonly failed: (error: unknown) => void,
  ) {
    this.changes = ports.now_ms() * 1_000
  }

  /** Takes rows of reports that were journalled, of one dataset. */
  sighted(dataset_id: string, sighted: readonly Sighted[]): void {
    const feed = this.feedOf(dataset_id)
    const entries = sighted
      .filter(({ row }) => feed.allows(row))
      .map(({ row, seq, has_own_id }) =>
        this.add(feed, { ...row, id: String(seq) }, { awaits_seq: seq, has_own_id }),
      )
    if (entries.length === 0 || this.followers(feed).length === 0) return
    setTimeout(() => {
      for (const entry of entries) if (!entry.is_told) this.tell(feed, entry)
    }, VERDICT_WAIT_MS).unref()
    this.settle(feed)
  }

  /** Takes rows of reports that were refused or blocked: there is no verdict to wait for. */
  refused(dataset_id: string, rows: readonly TestRow[]): void {
    const feed = this.feedOf(dataset_id)
    for (const row of rows) {
      if (!feed.allows(row)) continue
      const id = `r${this.changes + 1}`
      this.tell(feed, this.add(feed, { ...row, id }, { awaits_seq: null, has_own_id: false }))
    }
  }

  /** @returns null where there are too many already, or the server is closing */
  follow(following: Following, wire: Wire): Subscriber | null {
    const feed = this.feedOf(following.dataset_id)
    if (this.closed || this.subscribers.size >= SUBSCRIBERS_MAX) return null
    if (this.followers(feed).length >= SUBSCRIBERS_PER_DATASET_MAX) return null
    if (following.test_event_code !== null) feed.follow(following.test_event_code)
    const subscriber = new Subscriber(following, wire, (gone) => this.forget(gone))
    this.subscribers.add(subscriber)
    this.heartbeats ??= setInterval(() => this.heartbeat(), HEARTBEAT_MS).unref()
    subscriber.notice(this.areCounted(feed))
    // A number that is none of ours tells nothing: everything is news.
    const { last_id } = following
    const known = last_id === null || last_id > this.changes ? 0 : last_id
    for (const entry of feed.since(known)) {
      entry.is_told = true
      subscriber.row(entry, 'row')
    }
    for (const journey of feed.journeys()) subscriber.journey(journey)
    this.settle(feed)
    return subscriber
  }

  heartbeat(): void {
    for (const subscriber of this.subscribers) subscriber.heartbeat()
    for (const feed of this.feeds.values()) this.tellLeftOut(feed)
  }

  /** Ends all streams: the server stops. */
  close(): void {
    this.closed = true
    for (const subscriber of this.subscribers) subscriber.end('closing')
  }

  get following(): number {
    return this.subscribers.size
  }

  private forget(gone: Subscriber): void {
    this.subscribers.delete(gone)
    if (this.subscribers.size > 0 || this.heartbeats === null) return
    clearInterval(this.heartbeats)
    this.heartbeats = null
  }

  /** Gives all rows of a feed that wait for a verdict theirs, as long as somebody watches. */
  private settle(feed: Feed): void {
    if (this.settling.has(feed)) return
    this.settling.add(feed)
    this.settleAll(feed).catch(this.failed)
  }

  private async settleAll(feed: Feed): Promise<void> {
    const { fold } = this.ports
    try {
      for (;;) {
        const waiting = feed.awaiting()
        const last = waiting.at(-1)?.awaits_seq ?? null
        if (last === null || this.closed || this.followers(feed).length === 0) return
        if (await fold.reaches(positionOf(last), COUNTING_WAIT_MS)) await this.judge(feed, waiting)
        else await pause(VERDICT_WAIT_MS, undefined, { ref: false })
      }
    } finally {
      // In the same moment in which none was waiting: what comes next begins anew.
      this.settling.delete(feed)
    }
  }

  private async judge(feed: Feed, waiting: readonly Entry[]): Promise<void> {
    const seqs = waiting.map(({ awaits_seq }) => awaits_seq).filter((seq) => seq !== null)
    const verdicts = await this.ports.api.verdicts(seqs)
    const by_seq = new Map(verdicts.map((verdict) => [verdict.seq, verdict]))
    for (const entry of waiting) {
      const verdict = by_seq.get(entry.awaits_seq ?? -1)
      const row =
        verdict?.dataset_id === feed.dataset_id
          ? judgedRow(entry.row, verdict)
          : unjudgedRow(entry.row, entry.has_own_id)
      this.changes += 1
      feed.change(entry, row, this.changes)
      this.tell(feed, entry)
    }
  }

  private add(feed: Feed, row: TestRow, more: Pick<Entry, 'awaits_seq' | 'has_own_id'>): Entry {
    this.changes += 1
    const entry = feed.add(row, { ...more, changed: this.changes })
    const journey = feed.advance(row)
    if (journey !== null) for (const subscriber of this.followers(feed)) subscriber.journey(journey)
    return entry
  }

  /** Tells those who watch of a row that is new or has changed, and of the journey that it brings on. */
  private tell(feed: Feed, entry: Entry): void {
    const event = entry.is_told ? 'update' : 'row'
    const journey = feed.advance(entry.row)
    const followers = this.followers(feed)
    entry.is_told = followers.length > 0
    for (const subscriber of followers) {
      subscriber.notice(this.areCounted(feed))
      subscriber.row(entry, event)
      if (journey !== null) subscriber.journey(journey)
    }
  }

  private tellLeftOut(feed: Feed): void {
    const followers = this.followers(feed)
    const count = followers.length === 0 ? 0 : feed.takeLeftOut()
    if (count > 0) for (const subscriber of followers) subscriber.leftOut(count)
  }

  private areCounted({ dataset_id }: Feed): boolean {
    return this.ports.configuration.dataset(dataset_id)?.settings.count_test_events ?? true
  }

  private followers({ dataset_id }: Feed): Subscriber[] {
    return [...this.subscribers].filter(({ following }) => following.dataset_id === dataset_id)
  }

  private feedOf(dataset_id: string): Feed {
    const held = this.feeds.get(dataset_id)
    if (held !== undefined) return held
    const feed = new Feed(dataset_id)
    if (this.feeds.size >= FEEDS_MAX) {
      const idle = [...this.feeds.values()].find((other) => this.followers(other).length === 0)
      if (idle !== undefined) this.feeds.delete(idle.dataset_id)
    }
    this.feeds.set(dataset_id, feed)
    return feed
  }
}
