import type { Journey } from '@countersign/core'
import type { Entry } from './feed.js'
import { LAST_WORDS_MS, UNREAD_BYTES_MAX } from './limits.js'
import { HEARTBEAT, RETRY, streamEvent, type Wire } from './sse.js'

/** Who follows a dataset's tests, and what of them. */
export interface Following {
  dataset_id: string
  /** only this test's; null: all */
  test_event_code: string | null
  /** the last change that it knows of, as it says; null: it begins */
  last_id: number | null
  /** whether it may still follow: a token may be revoked meanwhile */
  isAllowed(): boolean
}

/** What a stream says first, and whenever the setting changes. */
const NOTICES = {
  counted: {
    code: 'test_events_counted',
    title: 'Test events are counted',
    fix: 'They are in the books and are delivered, as with Meta. Set count_test_events to false to leave them out.',
  },
  excluded: {
    code: 'test_events_excluded',
    title: 'Test events are not counted',
    fix: 'They are shown here and booked as blocked. Set count_test_events to true to count them.',
  },
} as const

/** One stream. It never waits for its reader: one that does not keep up is told so and let go. */
export class Subscriber {
  ended = false
  private are_counted: boolean | null = null

  constructor(
    readonly following: Following,
    private readonly wire: Wire,
    private readonly gone: (subscriber: Subscriber) => void,
  ) {
    this.write(RETRY)
  }

  /** Says whether test events count, where that is news. */
  notice(are_counted: boolean): void {
    if (are_counted === this.are_counted) return
    this.are_counted = are_counted
    this.write(streamEvent('notice', are_counted ? NOTICES.counted : NOTICES.excluded))
  }

  row({ row, changed }: Entry, event: 'row' | 'update'): void {
    if (this.follows(row.test_event_code)) this.write(streamEvent(event, row, changed))
  }

  journey(journey: Journey): void {
    if (this.follows(journey.test_event_code)) this.write(streamEvent('journey', journey))
  }

  /** Rows that came too fast to be shown. */
  leftOut(count: number): void {
    this.write(streamEvent('left_out', { count }))
  }

  heartbeat(): void {
    this.write(HEARTBEAT)
  }

  /** Ends the stream with a last word; who does not read it is cut off. */
  end(why: 'closing' | 'lagging' | 'not_allowed'): void {
    if (this.ended) return
    this.ended = true
    this.gone(this)
    this.wire.end(streamEvent(why, {}))
    setTimeout(() => this.wire.destroy(), LAST_WORDS_MS).unref()
  }

  /** Its reader has gone. */
  left(): void {
    this.ended = true
    this.gone(this)
  }

  private follows(test_event_code: string): boolean {
    const wanted = this.following.test_event_code
    return wanted === null || wanted === test_event_code
  }

  private write(text: string): void {
    if (this.ended) return
    if (!this.following.isAllowed()) this.end('not_allowed')
    else if (this.wire.writableLength > UNREAD_BYTES_MAX) this.end('lagging')
    else this.wire.write(text)
  }
}
