import { STANDARD_EVENTS } from '@countersign/core'
import type Database from 'better-sqlite3'
import { OTHER } from '../fold/names.js'

/** How many names beside the standard events a dataset has at a time: whoever sends events makes them up. */
const NAMES_MAX = 60
/** Whether the owner of a dataset has named an event. */
export type IsNamed = (dataset_id: string, event_name: string) => boolean
/** How many details of findings it has at a time: pages choose the parameters' names in them. */
const DETAILS_MAX = 100
const DETAILED = /^finding:[a-z0-9_]+:/

/** The numbers of datasets, event names and measures; kept in memory, since every sighting asks. */
export class Dictionary {
  private readonly datasets = new Map<string, number>()
  private readonly ids = new Map<number, string>()
  private readonly names: Numbers
  private readonly measures: Numbers
  private readonly getDataset: Database.Statement<[number], number>
  private readonly addDataset: Database.Statement<[number]>

  constructor(
    db: Database.Database,
    isNamed: IsNamed = () => false,
    details_max = DETAILS_MAX,
    names_max = NAMES_MAX,
  ) {
    this.getDataset = db.prepare<[number], number>('SELECT id FROM datasets WHERE dataset_id = ?').pluck()
    this.addDataset = db.prepare('INSERT INTO datasets (dataset_id) VALUES (?)')
    this.names = new Numbers(db, 'names', names_max, (name, dataset) => {
      const is_ours = STANDARD_EVENTS.has(name) || name === OTHER
      return is_ours || isNamed(this.ids.get(dataset) ?? '', name) ? undefined : OTHER
    })
    this.measures = new Numbers(db, 'measures', details_max, (measure) => {
      const other = `${DETAILED.exec(measure)?.[0] ?? ''}${OTHER}`
      return other === OTHER || other === measure ? undefined : other
    })
  }

  /** A dataset's number; undefined where nothing of it was told. */
  knownDataset(dataset_id: string): number | undefined {
    const known = this.datasets.get(dataset_id) ?? this.getDataset.get(Number(dataset_id))
    if (known !== undefined) this.remember(dataset_id, known)
    return known
  }

  dataset(dataset_id: string): number {
    const known = this.knownDataset(dataset_id)
    if (known !== undefined) return known
    const id = this.addDataset.run(Number(dataset_id)).lastInsertRowid as number
    this.remember(dataset_id, id)
    return id
  }

  private remember(dataset_id: string, id: number): void {
    this.datasets.set(dataset_id, id)
    this.ids.set(id, dataset_id)
  }

  /** @param day  on which it was said */
  name(dataset: number, event_name: string, day: number): number {
    return this.names.of(dataset, event_name, day)
  }

  measure(dataset: number, measure: string, day: number): number {
    return this.measures.of(dataset, measure, day)
  }

  /** A step that failed took its new numbers back, or some were taken out. */
  forget(): void {
    this.datasets.clear()
    this.ids.clear()
    this.names.forget()
    this.measures.forget()
  }
}

/**
 * How many days after it was last said a text keeps its room: as long as a window shows more of it than that it was there.
 * Then another may have it, so that one flood of names does not make every later one `(other)`.
 */
const ROOM_DAYS = 7

interface Known {
  id: number
  last_day: number
}

/** Numbers of a dataset's texts: of those that others make up, up to a cap at a time. */
class Numbers {
  private readonly known = new Map<number, Map<string, Known>>()
  /** on which day a dataset was found to have no room */
  private readonly full = new Map<number, number>()
  private readonly all: Database.Statement<[number], Known & { name: string }>
  private readonly insert: Database.Statement<[number, string, number]>
  private readonly say: Database.Statement<[number, number]>

  /** @param beyond  what a text that finds no room is counted as; undefined: it is one of ours, or the owner's, and needs none */
  constructor(
    db: Database.Database,
    table: 'names' | 'measures',
    private readonly max: number,
    private readonly beyond: (text: string, dataset: number) => string | undefined,
  ) {
    this.all = db.prepare(`SELECT id, name, last_day FROM ${table} WHERE dataset = ?`)
    this.insert = db.prepare(`INSERT INTO ${table} (dataset, name, last_day) VALUES (?, ?, ?)`)
    this.say = db.prepare(`UPDATE ${table} SET last_day = ? WHERE id = ?`)
  }

  of(dataset: number, text: string, day: number): number {
    const texts = this.textsOf(dataset)
    const known = texts.get(text)
    if (known && known.last_day >= day) return known.id
    const other = this.beyond(text, dataset)
    const has_room = other === undefined || (known && known.last_day >= day - ROOM_DAYS)
    if (!has_room && !this.hasRoom(dataset, day)) return this.of(dataset, other, day)
    if (known) {
      known.last_day = day
      this.say.run(day, known.id)
      return known.id
    }
    const id = this.insert.run(dataset, text, day).lastInsertRowid as number
    texts.set(text, { id, last_day: day })
    return id
  }

  forget(): void {
    this.known.clear()
    this.full.clear()
  }

  private hasRoom(dataset: number, day: number): boolean {
    if (this.full.get(dataset) === day) return false
    let taken = 0
    for (const [text, { last_day }] of this.textsOf(dataset))
      if (Math.abs(last_day - day) <= ROOM_DAYS && this.beyond(text, dataset) !== undefined) taken += 1
    if (taken < this.max) return true
    this.full.set(dataset, day)
    return false
  }

  private textsOf(dataset: number): Map<string, Known> {
    let texts = this.known.get(dataset)
    if (!texts) {
      texts = new Map(this.all.all(dataset).map(({ name, ...known }) => [name, known]))
      this.known.set(dataset, texts)
    }
    return texts
  }
}
