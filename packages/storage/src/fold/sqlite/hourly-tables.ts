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
  private readonly presentCount: Database.Statement<unknown[], number>
  private readonly amount: Database.Statement
  private readonly setAmount: Database.Statement
  private readonly clears: Database.Statement[]

  constructor(
    db: Database.Database,
    private readonly present_names_max = PRESENT_NAMES_MAX,
  ) {
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
    this.presentCount = db
      .prepare<unknown[], number>(
        `SELECT count FROM hourly_present WHERE dataset_id = ? AND hour = ? AND name_id = ? AND channel = ?
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
    if (names.size > 0) this.addNames(cell, place, names)
  }

  /**
   * What pages call their parameters is theirs to choose: beyond the cap, new names are counted together. A count that
   * is taken back is taken from the name's own as far as that goes, the rest from what is counted together: there it
   * was added while there was no room, and so neither ever falls below zero.
   */
  private addNames(
    { state, segment }: CountedCell['cell'],
    place: readonly [number, number, number, number],
    names: ReadonlyMap<string, number>,
  ): void {
    let held = this.presentNames.get(...place) ?? 0
    const is_roomy = held + names.size <= this.present_names_max
    for (const [present, by] of names) {
      if (by === 0) continue
      let own = by
      if (by < 0) own = -Math.min(-by, this.presentCount.get(...place, state, present, segment) ?? 0)
      else if (!is_roomy && this.presentCount.get(...place, state, present, segment) === undefined) {
        if (held >= this.present_names_max) own = 0
        else held += 1
      }
      if (own !== 0) this.addPresent.run(...place, state, segment, present, own)
      if (own === by) continue
      this.addPresent.run(...place, state, segment, othersOf(present), by - own)
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

const othersOf = (present: string): string => `${present.slice(0, present.indexOf(':'))}:${OTHER}`

/** How often each thing was present, over all the sightings of a cell. */
function countedNames(presence: ReadonlyMap<Presence, number>): Map<string, number> {
  const names = new Map<string, number>()
  for (const [present, by] of presence)
    for (const name of presentNames(present)) names.set(name, (names.get(name) ?? 0) + by)
  return names
}
