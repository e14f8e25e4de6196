import type Database from 'better-sqlite3'
import type { PurchaseSighting } from './purchase-event.js'
import type { OrderRow, PurchaseRow } from './rows.js'
import type { Node } from './schema.js'

/** All that matching asks of its file, and writes there. */
export interface RematchStatements {
  staleEvents: Database.Statement<[number], number>
  eventDone: Database.Statement
  nextStale: Database.Statement<[], Node>
  unstale: Database.Statement
  sightings: Database.Statement<[number], PurchaseSighting>
  purchase: Database.Statement<[number], PurchaseRow>
  putPurchase: Database.Statement
  setPurchase: Database.Statement
  dropPurchase: Database.Statement
  order: Database.Statement<[number, string], OrderRow>
  putOrder: Database.Statement
  setOrder: Database.Statement
  dropOrder: Database.Statement
}

export function prepareRematch(db: Database.Database): RematchStatements {
  return {
    staleEvents: db.prepare<[number], number>('SELECT seq FROM stale_events ORDER BY seq LIMIT ?').pluck(),
    eventDone: db.prepare('DELETE FROM stale_events WHERE seq = ?'),
    nextStale: db.prepare<[], Node>('SELECT * FROM stale LIMIT 1'),
    unstale: db.prepare('DELETE FROM stale WHERE dataset_id = ? AND kind = ? AND id = ?'),
    sightings: db.prepare<[number], PurchaseSighting>('SELECT * FROM sightings WHERE event_seq = ?'),
    purchase: db.prepare<[number], PurchaseRow>('SELECT * FROM purchases WHERE seq = ?'),
    putPurchase: db.prepare(
      `INSERT INTO purchases VALUES (:seq, :dataset_id, :at_ms, :received_at_ms, :value_e4, :currency, :keys,
       :merged_keys, :identity, :is_test, :order_id, :event_id, :host, NULL, NULL, NULL, NULL)`,
    ),
    setPurchase: db.prepare(
      'UPDATE purchases SET class = ?, reason = ?, order_key = ?, day = ? WHERE seq = ?',
    ),
    dropPurchase: db.prepare('DELETE FROM purchases WHERE seq = ?'),
    order: db.prepare<[number, string], OrderRow>(
      'SELECT * FROM orders WHERE dataset_id = ? AND order_key = ?',
    ),
    putOrder: db.prepare('INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)'),
    setOrder: db.prepare(
      'UPDATE orders SET class = ?, reason = ?, seq = ?, matched_by = ? WHERE dataset_id = ? AND order_key = ?',
    ),
    dropOrder: db.prepare('DELETE FROM orders WHERE dataset_id = ? AND order_key = ?'),
  }
}
