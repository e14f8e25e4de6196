import type Database from 'better-sqlite3'
import Big from 'big.js'
import { OTHER, PRESENT_NAMES_MAX } from '../names.js'
import type { Presence } from '../port.js'
import { presentNames } from '../presence.js'
import type { CountedCell, SummedAmount } from '../step.js'

const CHANNELS = { browser: 1, server: 2 } as const

/** The hourly books. A step adds to each of its cells once. */
export class HourlyTables {
  private readonly addCount: Database.Statement
  private readonly addPresent: Database.Statement
  private readonly presentNames: Database.Statement<number[], number>
  private readonly isPresent: Database.Statement
  private readonly amount: Database.Statement
  private readonly setAmount: Database.Statement
  private readonly clears: Database.Statement[]

  constructor(db: Database.Database) {
    this.addCount = db.prepare(
      `INSERT INTO hourly VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    )
    this.addPresent = db.prepare(
      `INSERT INTO hourly_present VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    )
    this.presentNames = db
      .prepare<number[], number>(
        'SELECT count(*) FROM hourly_present WHERE dataset_id = ? AND hour = ? AND name_id = ? AND channel = ?',
      )
      .pluck()
    this.isPresent = db
      .prepare(
        `SELECT 1 FROM hourly_present WHERE dataset_id = ? AND hour = ? AND name_id = ? AND channel = ?
         AND state = ? AND present = ? AND segment = ?`,
      )
      .pluck()
    this.amount = db
      .prepare(
        `SELECT amount FROM hourly_amounts
         WHERE dataset_id = ? AND hour = ? AND name_id = ? AND measure = ? AND segment = ?`,
      )
      .pluck()
    this.clears = ['hourly', 'hourly_present', 'hourly_amounts'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE dataset_id = ? AND segment >= ?`),
    )
    this.setAmount = db.prepare('INSERT OR REPLACE INTO hourly_amounts VALUES (?, ?, ?, ?, ?, ?)')
  }

  /** Takes out all that stands in the segments from a day on. */
  clear(dataset_id: string, from_segment: number): void {
    for (const statement of this.clears) statement.run(Number(dataset_id), from_segment)
  }

  add(counted: CountedCell): void {
    const { cell, count, presence } = counted
    const place = [Number(cell.dataset_id), cell.hour, cell.name_id, CHANNELS[cell.channel]] as const
    if (count !== 0) this.addCount.run(...place, cell.state, cell.code, cell.segment, count)
    const names = countedNames(presence)
    // What pages call their parameters is theirs to choose: beyond the cap, new names are counted together.
    const full = names.size > 0 && (this.presentNames.get(...place) ?? 0) + names.size > PRESENT_NAMES_MAX
    for (const [present, by] of names) {
      if (by === 0) continue
      const known = !full || this.isPresent.get(...place, cell.state, present, cell.segment) !== undefined
      const named = known ? present : `${present.slice(0, present.indexOf(':'))}:${OTHER}`
      this.addPresent.run(...place, cell.state, cell.segment, named, by)
    }
  }

  addAmount({ cell, measure, sum }: SummedAmount): void {
    const amount = sum.total()
    if (amount.eq(0)) return
    const place = [Number(cell.dataset_id), cell.hour, cell.name_id, measure, cell.segment] as const
    const held = this.amount.get(...place) as string | undefined
    this.setAmount.run(...place, new Big(held ?? 0).plus(amount).toFixed())
  }
}

/** How often each thing was present, over all the sightings of a cell. */
function countedNames(presence: ReadonlyMap<Presence, number>): Map<string, number> {
  const names = new Map<string, number>()
  for (const [present, by] of presence)
    for (const name of presentNames(present)) names.set(name, (names.get(name) ?? 0) + by)
  return names
}
