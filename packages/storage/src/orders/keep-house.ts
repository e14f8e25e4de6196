import { DAY_MS, dayOf } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { flush } from '../keep/flush.js'
import { HouseLook } from '../keep/house-look.js'
import { dropOldRows, eraseRows } from './keep.js'
import type { OrderStore } from './order-store.js'

/** Takes out what is past its time, and what deleted datasets left: a page a step. */
export class OrdersKeeper {
  private readonly look: HouseLook
  private was_erasing = false

  constructor(
    private readonly db: Database.Database,
    private readonly store: OrderStore,
    private readonly configuration: Configuration,
  ) {
    this.look = new HouseLook(configuration)
  }

  isTimeToLook(now_ms: number): boolean {
    return this.look.isDue(now_ms)
  }

  /** @returns whether there may be more */
  step(now_ms: number): boolean {
    const datasets = this.configuration.datasets()
    const is_erasing = eraseRows(
      this.db,
      datasets.map(({ id }) => id),
    )
    this.was_erasing ||= is_erasing
    if (is_erasing) return true
    if (this.was_erasing) this.was_erasing = !flush(this.db)
    for (const { id, settings } of datasets) {
      const before_day = dayOf(now_ms - settings.retention_events_days * DAY_MS)
      if (this.store.dropOld(id, before_day * DAY_MS) || dropOldRows(this.db, id, before_day)) return true
    }
    this.look.done(now_ms)
    return false
  }
}
