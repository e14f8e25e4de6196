import type Database from 'better-sqlite3'
import { OTHER, PRESENT_NAMES_MAX } from '../names.js'
import type { Cell, Presence } from '../port.js'
import { presentNames } from '../presence.js'
import type { CountedCell, SummedAmount } from '../step.js'
import { AmountTable, CountTable } from './rollup-table.js'

const CHANNELS = { browser: 1, server: 2 } as const

/** Every table of the books: an hour's, and the wider sums of the same, which are written with each of them. */
export const BOOKS = {
  hour: ['hourly', 'hourly_present', 'hourly_amounts', 'hourly_totals', 'hourly_total_amounts'],
  day: ['daily', 'daily_present', 'daily_amounts'],
} as const

/**
 * The hourly books, and beside them what pages would sum of them for long: days (UTC) by name, hours of all names
 * together. A step adds to each of its cells once.
 */
export class HourlyTables {
  private readonly counts: { hourly: CountTable; daily: CountTable; totals: CountTable }
  private readonly presents: { hourly: CountTable; daily: CountTable }
  private readonly amounts: { hourly: AmountTable; daily: AmountTable; totals: AmountTable }
  private readonly presentNames: Database.Statement<number[], number>
  private readonly presentCount: Database.Statement<unknown[], number>
  private readonly clears: Database.Statement[]

  constructor(
    db: Database.Database,
    private readonly present_names_max = PRESENT_NAMES_MAX,
  ) {
    this.counts = {
      hourly: new CountTable(db, 'hourly', 7),
      daily: new CountTable(db, 'daily', 7),
      totals: new CountTable(db, 'hourly_totals', 5),
    }
    this.presents = {
      hourly: new CountTable(db, 'hourly_present', 7),
      daily: new CountTable(db, 'daily_present', 6),
    }
    const of_measure = ['measure', 'segment']
    this.amounts = {
      hourly: new AmountTable(db, 'hourly_amounts', ['dataset_id', 'hour', 'name_id', ...of_measure]),
      daily: new AmountTable(db, 'daily_amounts', ['dataset_id', 'day', 'name_id', ...of_measure]),
      totals: new AmountTable(db, 'hourly_total_amounts', ['dataset_id', 'hour', ...of_measure]),
    }
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
    this.clears = [...BOOKS.hour, ...BOOKS.day].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE dataset_id = ? AND segment >= ?`),
    )
  }

  /** Takes out all that stands in the segments from a day on. */
  clear(dataset_id: string, from_segment: number): void {
    for (const statement of this.clears) statement.run(Number(dataset_id), from_segment)
  }

  add(counted: CountedCell): void {
    const { cell, count, presence } = counted
    const place = [Number(cell.dataset_id), cell.hour, cell.name_id, CHANNELS[cell.channel]] as const
    if (count !== 0) this.addCount(cell, place, count)
    const names = countedNames(presence)
    if (names.size > 0) this.addNames(cell, place, names)
  }

  private addCount({ state, code, segment }: Cell, place: Place, count: number): void {
    const [dataset_id, hour, name_id, channel] = place
    this.counts.hourly.add([...place, state, code, segment], count)
    this.counts.daily.add([dataset_id, dayOfHour(hour), name_id, channel, state, code, segment], count)
    this.counts.totals.add([dataset_id, hour, channel, state, segment], count)
  }

  private addPresent({ state, segment }: Cell, place: Place, present: string, by: number): void {
    const [dataset_id, hour, name_id, channel] = place
    this.presents.hourly.add([...place, state, segment, present], by)
    this.presents.daily.add([dataset_id, dayOfHour(hour), name_id, channel, segment, present], by)
  }

  /**
   * What pages call their parameters is theirs to choose: beyond the cap, new names are counted together. A count that
   * is taken back is taken from the name's own as far as that goes, the rest from what is counted together: there it
   * was added while there was no room, and so neither ever falls below zero.
   */
  private addNames(cell: Cell, place: Place, names: ReadonlyMap<string, number>): void {
    const { state, segment } = cell
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
      if (own !== 0) this.addPresent(cell, place, present, own)
      if (own === by) continue
      this.addPresent(cell, place, othersOf(present), by - own)
    }
  }

  addAmount({ cell, measure, sum }: SummedAmount): void {
    const amount = sum.total()
    if (amount.eq(0)) return
    const { hour, name_id, segment } = cell
    const dataset_id = Number(cell.dataset_id)
    this.amounts.hourly.add([dataset_id, hour, name_id, measure, segment], amount)
    this.amounts.daily.add([dataset_id, dayOfHour(hour), name_id, measure, segment], amount)
    this.amounts.totals.add([dataset_id, hour, measure, segment], amount)
  }
}

type Place = readonly [dataset_id: number, hour: number, name_id: number, channel: number]

const HOURS_A_DAY = 24
/** Days of UTC since the epoch, as hours are: a dataset's zone may change, and its days are put together of hours. */
const dayOfHour = (hour: number): number => Math.floor(hour / HOURS_A_DAY)

const othersOf = (present: string): string => `${present.slice(0, present.indexOf(':'))}:${OTHER}`

/** How often each thing was present, over all the sightings of a cell. */
function countedNames(presence: ReadonlyMap<Presence, number>): Map<string, number> {
  const names = new Map<string, number>()
  for (const [present, by] of presence)
    for (const name of presentNames(present)) names.set(name, (names.get(name) ?? 0) + by)
  return names
}
