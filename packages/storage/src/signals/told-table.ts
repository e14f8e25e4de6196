import type { Method } from '@countersign/core'
import type Database from 'better-sqlite3'
import { METHODS } from '../fold/codes.js'

/** What a sighting was told as, and what was counted of it that what it said does not tell. */
export interface ToldAs {
  /** false: it was only named as an anchor so far */
  is_told: boolean
  /** its event's anchor; null: it is counted */
  event_seq: number | null
  method: Method | null
  /** it was held beside its anchor */
  is_held: boolean
  /** its anchor came by the other channel */
  is_cross: boolean
  repeats_order: boolean
  repeats_second: boolean
  /** as an anchor: how many of its duplicates came by the other channel */
  crossed: number
  /** the custom conversions that it was counted under: their ids, a space between them; '' without any */
  conversions: string
}

interface Stored {
  event_seq: number | null
  how: number
  crossed: number
  conversions: string
}

const [TOLD, HELD, CROSS, ORDER, SECOND, METHOD] = [1, 2, 4, 8, 16, 32]

export const untold = (): ToldAs => ({
  is_told: false,
  event_seq: null,
  method: null,
  is_held: false,
  is_cross: false,
  repeats_order: false,
  repeats_second: false,
  crossed: 0,
  conversions: '',
})

/** How each sighting was told; a step's are in memory until it ends. */
export class ToldTable {
  private readonly dirty = new Map<number, Map<number, ToldAs>>()
  /** behind which nothing of a dataset is stored: what is new there need not be looked up */
  private readonly last = new Map<number, number>()
  private readonly select: Database.Statement<[number, number], Stored>
  private readonly put: Database.Statement
  private readonly remove: Database.Statement<[number, number]>
  private readonly max: Database.Statement<[number], number | null>
  private readonly removeFrom: Database.Statement<[number, number]>
  private readonly crossing: Database.Statement<[number, number, number], { seq: number; event_seq: number }>

  constructor(db: Database.Database) {
    this.select = db.prepare(
      'SELECT event_seq, how, crossed, conversions FROM told WHERE dataset = ? AND seq = ?',
    )
    this.put = db.prepare('REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?)')
    this.remove = db.prepare('DELETE FROM told WHERE dataset = ? AND seq = ?')
    this.max = db.prepare<[number], number | null>('SELECT max(seq) FROM told WHERE dataset = ?').pluck()
    this.removeFrom = db.prepare('DELETE FROM told WHERE dataset = ? AND seq >= ?')
    this.crossing = db.prepare(
      `SELECT seq, event_seq FROM told
       WHERE dataset = ? AND event_seq IS NOT NULL AND how & ${CROSS} AND (seq >= ?) <> (event_seq >= ?)`,
    )
  }

  /** The one object that stands for a sighting in this step; what is changed in it is written, once `touch` was called. */
  get(dataset: number, seq: number): ToldAs {
    const known = this.of(dataset).get(seq)
    if (known) return known
    if (seq > this.lastOf(dataset)) return untold()
    const stored = this.select.get(dataset, seq)
    return stored ? fromStored(stored) : untold()
  }

  touch(dataset: number, seq: number, told: ToldAs): void {
    this.of(dataset).set(seq, told)
  }

  /** Takes out what stands from a place on. @returns the duplicates whose anchors stand on its other side */
  clear(dataset: number, from_seq: number): { seq: number; event_seq: number }[] {
    const across = this.crossing.all(dataset, from_seq, from_seq)
    this.removeFrom.run(dataset, from_seq)
    this.last.delete(dataset)
    return across
  }

  write(): void {
    for (const [dataset, rows] of this.dirty) {
      let last = this.lastOf(dataset)
      for (const [seq, told] of rows) {
        if (!told.is_told && told.crossed === 0) this.remove.run(dataset, seq)
        else {
          this.put.run(dataset, seq, told.event_seq, howOf(told), told.crossed, told.conversions)
          if (seq > last) last = seq
        }
      }
      this.last.set(dataset, last)
    }
    this.dirty.clear()
  }

  forget(): void {
    this.dirty.clear()
    this.last.clear()
  }

  private of(dataset: number): Map<number, ToldAs> {
    let rows = this.dirty.get(dataset)
    if (!rows) {
      rows = new Map()
      this.dirty.set(dataset, rows)
    }
    return rows
  }

  private lastOf(dataset: number): number {
    let last = this.last.get(dataset)
    if (last === undefined) {
      last = this.max.get(dataset) ?? 0
      this.last.set(dataset, last)
    }
    return last
  }
}

const fromStored = ({ event_seq, how, crossed, conversions }: Stored): ToldAs => ({
  is_told: (how & TOLD) !== 0,
  event_seq,
  method: METHODS[Math.floor(how / METHOD)] ?? null,
  is_held: (how & HELD) !== 0,
  is_cross: (how & CROSS) !== 0,
  repeats_order: (how & ORDER) !== 0,
  repeats_second: (how & SECOND) !== 0,
  crossed,
  conversions,
})

const howOf = (told: ToldAs): number =>
  (told.is_told ? TOLD : 0) |
  (told.is_held ? HELD : 0) |
  (told.is_cross ? CROSS : 0) |
  (told.repeats_order ? ORDER : 0) |
  (told.repeats_second ? SECOND : 0) |
  (METHODS.indexOf(told.method) * METHOD)
