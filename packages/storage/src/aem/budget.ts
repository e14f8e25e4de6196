import { DAY_MS, dayOf } from '@countersign/core'
import type Database from 'better-sqlite3'

/** A calendar month, UTC, as days since the epoch: from inclusive, to exclusive. */
export interface Month {
  from_day: number
  to_day: number
}

export function monthOf(day: number): Month {
  const date = new Date(day * DAY_MS)
  const first = (months: number) => dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
  return { from_day: first(0), to_day: first(1) }
}

/** What the published days of a month have spent of a domain's privacy budget. */
export function spentIn(
  db: Database.Database,
  { dataset_id, domain }: { dataset_id: number; domain: string },
  { from_day, to_day }: Month,
): number {
  const sum = db
    .prepare<[number, string, number, number], number>(
      `SELECT coalesce(sum(epsilon), 0) FROM releases
       WHERE dataset_id = ? AND domain = ? AND day >= ? AND day < ?`,
    )
    .pluck()
  return sum.get(dataset_id, domain, from_day, to_day) as number
}
