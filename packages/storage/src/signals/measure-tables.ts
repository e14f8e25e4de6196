import { type Measure, measuresOfShape, type Shape } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { codeOf } from '../fold/codes.js'
import type { Dictionary } from './dictionary.js'
import type { Cell, Group } from './groups.js'

const DAY_HOURS = 24

/** A row of `hourly` or `daily`. */
interface CountsRow {
  dataset: number
  at: number
  name: number
  channel: number
  segment: number
}

/** Counts as they are stored, by the measures' numbers. */
export function readCounts(text: string): Map<number, number> {
  const flat = JSON.parse(text) as number[]
  const counts = new Map<number, number>()
  for (let i = 0; i < flat.length; i += 2) counts.set(flat[i] ?? 0, flat[i + 1] ?? 0)
  return counts
}

/** The hourly and daily counts. A step reads and writes each of its rows once. */
export class MeasureTables {
  private readonly hourly: Rows
  private readonly daily: Rows

  constructor(
    db: Database.Database,
    private readonly dictionary: Dictionary,
  ) {
    this.hourly = new Rows(db, 'hourly')
    this.daily = new Rows(db, 'daily')
  }

  cell(group: Group, event_name: string): Cell {
    const known = group.named.get(event_name)
    if (known) return known
    // Beyond the cap of names, several are the same.
    const cell = this.cellOfName(group, this.dictionary.name(group.dataset, event_name, dayOf(group)))
    group.named.set(event_name, cell)
    return cell
  }

  cellOfName(group: Group, name: number): Cell {
    let cell = group.cells.get(name)
    if (!cell) {
      cell = { name, shapes: new Map(), more: new Map(), stored: undefined }
      group.cells.set(name, cell)
    }
    return cell
  }

  /** How often a measure that no shape holds was counted in a cell, this step's included. */
  counted(group: Group, cell: Cell, measure: Measure): number {
    const number = this.dictionary.measure(group.dataset, measure, dayOf(group))
    return (this.stored(group, cell).get(number) ?? 0) + (cell.more.get(measure) ?? 0)
  }

  write(groups: Iterable<Group>): void {
    const days = new Map<string, { row: CountsRow; by: Map<number, number> }>()
    for (const group of groups)
      for (const cell of group.cells.values()) {
        const by = this.added(group, cell)
        if (by.size === 0) continue
        const row = rowOf(group, cell)
        this.hourly.put(row, sum(this.stored(group, cell), by))
        const day = { ...row, at: dayOf(group) }
        const key = `${day.dataset}:${day.at}:${day.name}:${day.channel}:${day.segment}`
        const known = days.get(key)
        if (known) sum(known.by, by)
        else days.set(key, { row: day, by })
      }
    for (const { row, by } of days.values()) this.daily.put(row, sum(this.daily.get(row), by))
  }

  private stored(group: Group, cell: Cell): Map<number, number> {
    cell.stored ??= this.hourly.get(rowOf(group, cell))
    return cell.stored
  }

  private added(group: Group, { shapes, more }: Cell): Map<number, number> {
    const by = new Map<number, number>()
    const add = (measure: Measure, count: number) => {
      const number = this.dictionary.measure(group.dataset, measure, dayOf(group))
      by.set(number, (by.get(number) ?? 0) + count)
    }
    for (const [shape, count] of shapes) if (count !== 0) this.spell(shape, count, add)
    for (const [measure, count] of more) if (count !== 0) add(measure, count)
    return by
  }

  private spell(shape: Shape, count: number, add: (measure: Measure, count: number) => void): void {
    for (const measure of measuresOfShape(shape)) add(measure, count)
  }
}

export const addTo = <K>(counts: Map<K, number>, key: K, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

const dayOf = ({ hour }: Group): number => Math.floor(hour / DAY_HOURS)

const rowOf = (group: Group, cell: Cell): CountsRow => ({
  dataset: group.dataset,
  at: group.hour,
  name: cell.name,
  channel: codeOf(group.channel),
  segment: group.segment,
})

function sum(into: Map<number, number>, by: ReadonlyMap<number, number>): Map<number, number> {
  for (const [measure, count] of by) addTo(into, measure, count)
  return into
}

class Rows {
  private readonly select: Database.Statement<[CountsRow], string>
  private readonly replace: Database.Statement
  private readonly remove: Database.Statement<[CountsRow]>

  constructor(db: Database.Database, table: 'hourly' | 'daily') {
    const key =
      'dataset = :dataset AND at = :at AND name = :name AND channel = :channel AND segment = :segment'
    this.select = db.prepare<[CountsRow], string>(`SELECT counts FROM ${table} WHERE ${key}`).pluck()
    this.replace = db.prepare(
      `REPLACE INTO ${table} VALUES (:dataset, :at, :name, :channel, :segment, :counts)`,
    )
    this.remove = db.prepare(`DELETE FROM ${table} WHERE ${key}`)
  }

  get(row: CountsRow): Map<number, number> {
    const text = this.select.get(row)
    return text === undefined ? new Map() : readCounts(text)
  }

  put(row: CountsRow, counts: ReadonlyMap<number, number>): void {
    const flat = [...counts].filter(([, count]) => count !== 0)
    if (flat.length === 0) this.remove.run(row)
    else this.replace.run({ ...row, counts: JSON.stringify(flat.flat()) })
  }
}
