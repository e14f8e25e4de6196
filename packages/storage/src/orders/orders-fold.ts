import { e4Of, HOUR_MS, IDENTITY_CHARS, orderKey, readValue, type Value } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { FeedFold, Told } from '../feed/port.js'
import { type JournalPosition, seqOf } from '../journal/port.js'
import { OrderBooks } from './books.js'
import { ORDERS_FOLD_MIGRATIONS } from './schema.js'

type ToldSighting = Extract<Told, { kind: 'sighting' }>

const EVENT_NAME = 'Purchase'
const EVENT_ID_CHARS_MAX = 128
const HOST_CHARS_MAX = 100
/** How many digests of a sighting are compared by. */
const IDENTITY_MAX = 8

interface Statements {
  books: OrderBooks
  put: Database.Statement
  held: Database.Statement<[number], Held>
  remove: Database.Statement
  stale: Database.Statement
}
interface Held {
  dataset_id: number
  event_seq: number
  received_at_ms: number
  channel: string
}

/**
 * Keeps what was said of each Purchase, and notes which events are to be put together anew; `rematch.ts` goes on from
 * there. The shop's orders, which lie in the same file, come from elsewhere and are not touched.
 */
export class OrdersFold implements FeedFold {
  readonly name = 'orders'
  readonly migrations = ORDERS_FOLD_MIGRATIONS
  private open: Statements | null = null

  take(told: Told, db: Database.Database): void {
    if (told.kind === 'sighting') {
      if (told.line.event.event_name === EVENT_NAME) this.takeSighting(told, db)
      return
    }
    const held = notCounted(told)
    if (held && held.purchases > 0)
      this.statements(db).books.hour(
        Number(told.line.dataset_id),
        told.received_at_ms,
        held.what,
        held.purchases,
      )
  }

  forget(_dataset_id: string, seq: number, db: Database.Database): void {
    this.takeOut(seq, db)
  }

  clear(dataset_id: string, from_seq: number, db: Database.Database): void {
    this.takeOutAll('WHERE dataset_id = ? AND seq >= ?', [Number(dataset_id), from_seq], db)
  }

  /** Refusals are told again as well: those that the journal no longer holds are not counted any more. */
  lost(from: JournalPosition, _counted_to: JournalPosition, db: Database.Database): void {
    this.takeOutAll('WHERE seq >= ?', [seqOf(from, 0)], db)
    db.exec("DELETE FROM hours WHERE what NOT IN ('counted', 'orders', 'browser', 'server')")
  }

  private takeSighting({ row, line }: ToldSighting, db: Database.Database): void {
    const { books, put, stale } = this.statements(db)
    this.takeOut(row.seq, db)
    const { event } = line
    const shown = readValue(event.custom_data)
    put.run(
      ...[row.seq, Number(row.dataset_id), row.event_seq, row.received_at_ms, row.channel, row.sighting_id],
      event.event_time * 1_000,
      shown === null ? null : e4Of(shown.value),
      shown === null ? 0 : 1,
      currencyIn(shown),
      orderKey(event.custom_data.order_id) === null ? null : String(event.custom_data.order_id).trim(),
      event.event_id !== null && event.event_id.length <= EVENT_ID_CHARS_MAX ? event.event_id : null,
      identityIn(event.user_data),
      line.test_event_code === undefined ? 0 : 1,
      hostOf(event.event_source_url),
    )
    books.hour(Number(row.dataset_id), row.received_at_ms, row.channel, 1)
    stale.run(row.event_seq)
  }

  private takeOut(seq: number, db: Database.Database): void {
    const { books, held, remove, stale } = this.statements(db)
    const was = held.get(seq)
    if (!was) return
    remove.run(seq)
    books.hour(was.dataset_id, was.received_at_ms, was.channel, -1)
    stale.run(was.event_seq)
  }

  private takeOutAll(where: string, values: number[], db: Database.Database): void {
    const { books } = this.statements(db)
    const by_hour = db.prepare<number[], Held & { hour: number; count: number }>(
      `SELECT dataset_id, received_at_ms / 3600000 AS hour, channel, count(*) AS count FROM sightings ${where}
       GROUP BY 1, 2, 3`,
    )
    for (const { dataset_id, hour, channel, count } of by_hour.all(...values))
      books.hour(dataset_id, hour * HOUR_MS, channel, -count)
    db.prepare(`INSERT OR IGNORE INTO stale_events SELECT event_seq FROM sightings ${where}`).run(...values)
    db.prepare(`DELETE FROM sightings ${where}`).run(...values)
  }

  private statements(db: Database.Database): Statements {
    this.open ??= {
      books: new OrderBooks(db),
      put: db.prepare('INSERT INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
      held: db.prepare('SELECT dataset_id, event_seq, received_at_ms, channel FROM sightings WHERE seq = ?'),
      remove: db.prepare('DELETE FROM sightings WHERE seq = ?'),
      stale: db.prepare('INSERT OR IGNORE INTO stale_events VALUES (?)'),
    }
    return this.open
  }
}

/** Anybody's page may call a currency what it likes, and the books have a row for each: only what could be one is kept. */
const currencyIn = (shown: Value | null): string | null =>
  shown?.currency && CURRENCY.test(shown.currency) ? shown.currency : null
const CURRENCY = /^[A-Z]{3}$/

function identityIn(user_data: ToldSighting['line']['event']['user_data']): string {
  const digests = [...(user_data.em ?? []), ...(user_data.ph ?? []), ...(user_data.external_id ?? [])]
  return [...new Set(digests.map((digest) => digest.slice(0, IDENTITY_CHARS)))]
    .slice(0, IDENTITY_MAX)
    .join(' ')
}

function hostOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null
  return new URL(url).hostname.slice(0, HOST_CHARS_MAX)
}

/** How many Purchases a line keeps from being counted, and what of the hour they are; null: it is about none. */
function notCounted(told: Exclude<Told, ToldSighting>): { what: string; purchases: number } | null {
  if (told.kind === 'pcm') return null
  if (told.kind === 'restricted') {
    const { restricted, event_name } = told.line
    return { what: `restricted ${restricted}`, purchases: event_name === EVENT_NAME ? 1 : 0 }
  }
  const { refused, code, events } = told.line
  return {
    what: `${refused} ${code}`,
    purchases: Object.hasOwn(events, EVENT_NAME) ? (events[EVENT_NAME] ?? 0) : 0,
  }
}
