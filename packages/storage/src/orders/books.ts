import type Database from 'better-sqlite3'
import { hourOf } from '../fold/port.js'

/** What of a day's books something is. */
export interface DayCell {
  dataset_id: number
  day: number
  class: string
  reason: string
  currency: string
}

/** Counts by day and by hour, in the transaction of the rows that they are of. A count that comes to nothing is none. */
export class OrderBooks {
  private readonly addDay: Database.Statement
  private readonly dropDay: Database.Statement
  private readonly addHour: Database.Statement
  private readonly dropHour: Database.Statement

  constructor(db: Database.Database) {
    const cell = 'WHERE dataset_id = ? AND day = ? AND class = ? AND reason = ? AND currency = ?'
    this.addDay = db.prepare(
      `INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET orders = orders + excluded.orders,
       purchases = purchases + excluded.purchases, order_value_e4 = order_value_e4 + excluded.order_value_e4,
       purchase_value_e4 = purchase_value_e4 + excluded.purchase_value_e4`,
    )
    this.dropDay = db.prepare(`DELETE FROM days ${cell} AND orders = 0 AND purchases = 0`)
    this.addHour = db.prepare(
      'INSERT INTO hours VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
    )
    this.dropHour = db.prepare(
      'DELETE FROM hours WHERE dataset_id = ? AND hour = ? AND what = ? AND count = 0',
    )
  }

  order(cell: DayCell, value_e4: number, by: 1 | -1): void {
    this.day(cell, by, 0, by * value_e4, 0)
  }

  purchase(cell: DayCell, value_e4: number, by: 1 | -1): void {
    this.day(cell, 0, by, 0, by * value_e4)
  }

  /** @param what  `counted`, `orders`, `browser`, `server`, or a refusal: `rejected 2804010` */
  hour(dataset_id: number, at_ms: number, what: string, by: number): void {
    const hour = hourOf(at_ms)
    this.addHour.run(dataset_id, hour, what, by)
    if (by < 0) this.dropHour.run(dataset_id, hour, what)
  }

  private day(cell: DayCell, orders: number, purchases: number, order_e4: number, purchase_e4: number): void {
    const key = [cell.dataset_id, cell.day, cell.class, cell.reason, cell.currency]
    this.addDay.run(...key, orders, purchases, order_e4, purchase_e4)
    if (orders + purchases < 0) this.dropDay.run(...key)
  }
}
