import type Database from 'better-sqlite3'
import type { FeedRunner } from '../feed/feed-runner.js'
import type { OrderStore } from './order-store.js'
import type { Rematch } from './rematch.js'

/** How many orders are taken in in a step. */
const ORDERS_PER_STEP = 500

/** Which file was read, and up to which version. */
interface ReadTo {
  store_id: string
  version: number
}

/** Takes the shop's orders into the fold's file, in the order in which they were told of. */
export class TakeOrders {
  private readonly read: Database.Statement<[], ReadTo>
  private readonly setRead: Database.Statement<[string, number]>
  private readonly page: Database.Statement<[number], { dataset_id: number; order_key: string }>

  constructor(
    private readonly runner: FeedRunner,
    private readonly store: OrderStore,
    private readonly rematch: Rematch,
  ) {
    this.read = runner.db.prepare('SELECT store_id, version FROM orders_read')
    this.setRead = runner.db.prepare('UPDATE orders_read SET store_id = ?, version = ?')
    this.page = runner.db.prepare('SELECT dataset_id, order_key FROM orders LIMIT ?')
  }

  /** @returns whether there may be more */
  step(): boolean {
    if (!this.isSameFile()) {
      this.beginAgain()
      return true
    }
    const { store_id, version } = this.readTo()
    const orders = this.store.after(version, ORDERS_PER_STEP)
    const last = orders.at(-1)
    if (!last) return false
    this.runner.inStep(() => {
      for (const order of orders) this.rematch.putOrder(order)
      this.setRead.run(store_id, last.version)
    })
    return true
  }

  isDone(): boolean {
    return this.isSameFile() && this.store.after(this.readTo().version, 1).length === 0
  }

  /** The file was read before, and has lost nothing since: an older copy of it, or another, is read from its beginning. */
  private isSameFile(): boolean {
    const [known, mark] = [this.readTo(), this.store.mark()]
    return known.store_id === mark.store_id && known.version <= mark.version
  }

  private beginAgain(): void {
    this.runner.inStep(() => {
      const rows = this.page.all(ORDERS_PER_STEP)
      for (const { dataset_id, order_key } of rows) this.rematch.removeOrder(dataset_id, order_key)
      if (rows.length < ORDERS_PER_STEP) this.setRead.run(this.store.mark().store_id, 0)
    })
  }

  private readTo(): ReadTo {
    return this.read.get() ?? { store_id: '', version: 0 }
  }
}
