import { type Order, type OrderStatus, orderKey } from '@countersign/core'
import type Database from 'better-sqlite3'
import { flush } from '../keep/flush.js'
import { migrate } from '../migrate.js'
import { openWithLog } from '../open-database.js'

/** Forward only: a released step never changes. */
const ORDER_MIGRATIONS: readonly string[] = [
  // `version` is given once and grows: whoever has read up to one reads on from there.
  `
  CREATE TABLE orders (
    dataset_id INTEGER NOT NULL,
    order_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    placed_at_ms INTEGER NOT NULL,
    value_e4 INTEGER NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    em TEXT,
    ph TEXT,
    external_id TEXT,
    PRIMARY KEY (dataset_id, order_key)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX orders_by_version ON orders (version);
  CREATE INDEX orders_by_time ON orders (dataset_id, placed_at_ms);
  CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), store_id TEXT NOT NULL, version INTEGER NOT NULL);
  INSERT INTO store VALUES (1, lower(hex(randomblob(8))), 0);
  `,
]
/** How many orders are written in one transaction: another who writes waits no longer than that takes. */
const ORDERS_PER_TRANSACTION = 1_000
const PAGE = 2_000

export interface StoredOrder extends Order {
  dataset_id: number
  order_key: string
  version: number
}
type OrderRow = Omit<StoredOrder, 'status'> & { status: OrderStatus }

/**
 * The orders that the shop has told of: data of record in a file of its own, synced before it is acknowledged, written by
 * whichever process brings them. See docs/decisions/0019-orders.md.
 */
export interface OrderStore {
  /**
   * Takes orders in; one that is here already is replaced by what is said of it now.
   * @returns how many are new, and how many say something else than before
   */
  add(dataset_id: string, orders: readonly Order[]): { added: number; changed: number }
  /** those written after a version, oldest first, at most `limit` */
  after(version: number, limit: number): StoredOrder[]
  order(dataset_id: string, order_key: string): StoredOrder | undefined
  /** by which it is known whether this is the file that was read before */
  mark(): { store_id: string; version: number }
  /** Takes out a page of those placed before a time. @returns whether there may be more */
  dropOld(dataset_id: string, before_ms: number): boolean
  /** Takes out a page of a dataset's. @returns whether there may be more */
  erase(dataset_id: string): boolean
  /** What was taken out is in no file any more. @returns false where a reader keeps it from being so; try again */
  flush(): boolean
  close(): void
}

export function openOrderStore(path: string): OrderStore {
  const db = openWithLog(path, 'FULL')
  db.pragma('secure_delete = ON')
  migrate(db, ORDER_MIGRATIONS, path)
  return new SqliteOrderStore(db)
}

class SqliteOrderStore implements OrderStore {
  constructor(private readonly db: Database.Database) {}

  add(dataset_id: string, orders: readonly Order[]): { added: number; changed: number } {
    const done = { added: 0, changed: 0 }
    for (let from = 0; from < orders.length; from += ORDERS_PER_TRANSACTION)
      this.addSome(dataset_id, orders.slice(from, from + ORDERS_PER_TRANSACTION), done)
    return done
  }

  private addSome(
    dataset_id: string,
    orders: readonly Order[],
    done: { added: number; changed: number },
  ): void {
    const put = this.db.prepare('INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    const next = this.db
      .prepare<[], number>('UPDATE store SET version = version + 1 RETURNING version')
      .pluck()
    const sum = { added: 0, changed: 0 }
    this.db
      .transaction(() => {
        for (const order of orders) {
          const order_key = orderKey(order.order_id)
          if (order_key === null) continue
          const known = this.order(dataset_id, order_key)
          if (known && isSameOrder(known, order)) continue
          const { order_id, placed_at_ms, value_e4, currency, status, em, ph, external_id } = order
          const version = next.get()
          put.run(
            ...[Number(dataset_id), order_key, version, order_id, placed_at_ms],
            ...[value_e4, currency, status, em, ph, external_id],
          )
          sum[known ? 'changed' : 'added'] += 1
        }
      })
      .immediate()
    done.added += sum.added
    done.changed += sum.changed
  }

  after(version: number, limit: number): StoredOrder[] {
    return this.db
      .prepare<[number, number], OrderRow>('SELECT * FROM orders WHERE version > ? ORDER BY version LIMIT ?')
      .all(version, limit)
  }

  order(dataset_id: string, order_key: string): StoredOrder | undefined {
    return this.db
      .prepare<[number, string], OrderRow>('SELECT * FROM orders WHERE dataset_id = ? AND order_key = ?')
      .get(Number(dataset_id), order_key)
  }

  mark(): { store_id: string; version: number } {
    const mark = this.db.prepare<[], { store_id: string; version: number }>(
      'SELECT store_id, version FROM store',
    )
    return mark.get() ?? { store_id: '', version: 0 }
  }

  dropOld(dataset_id: string, before_ms: number): boolean {
    const old = this.db.prepare(
      `DELETE FROM orders WHERE (dataset_id, order_key) IN (SELECT dataset_id, order_key FROM orders
       INDEXED BY orders_by_time WHERE dataset_id = ? AND placed_at_ms < ? LIMIT ${PAGE})`,
    )
    return old.run(Number(dataset_id), before_ms).changes === PAGE
  }

  erase(dataset_id: string): boolean {
    const own = this.db.prepare(
      `DELETE FROM orders WHERE dataset_id = :dataset_id AND order_key IN
       (SELECT order_key FROM orders WHERE dataset_id = :dataset_id LIMIT ${PAGE})`,
    )
    return own.run({ dataset_id: Number(dataset_id) }).changes === PAGE
  }

  flush(): boolean {
    return flush(this.db)
  }

  close(): void {
    this.db.close()
  }
}

/** Whether both say the same of an order. */
export const isSameOrder = (a: Order, b: Order): boolean =>
  a.order_id === b.order_id &&
  a.placed_at_ms === b.placed_at_ms &&
  a.value_e4 === b.value_e4 &&
  a.currency === b.currency &&
  a.status === b.status &&
  a.em === b.em &&
  a.ph === b.ph &&
  a.external_id === b.external_id
