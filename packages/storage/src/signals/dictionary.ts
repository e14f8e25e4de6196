import type Database from 'better-sqlite3'
import { EVENT_NAMES_MAX, OTHER } from '../fold/names.js'

/** How many different measures of a dataset are told apart: parameters' names in them are chosen by pages. */
const MEASURES_MAX = 2_000
const DETAILED = /^finding:[a-z0-9_]+:/

/** The numbers of datasets, event names and measures; kept in memory, since every sighting asks. */
export class Dictionary {
  private readonly datasets = new Map<string, number>()
  private readonly names: Numbers
  private readonly measures: Numbers
  private readonly getDataset: Database.Statement<[number], number>
  private readonly addDataset: Database.Statement<[number]>

  constructor(db: Database.Database, measures_max = MEASURES_MAX, names_max = EVENT_NAMES_MAX) {
    this.getDataset = db.prepare<[number], number>('SELECT id FROM datasets WHERE dataset_id = ?').pluck()
    this.addDataset = db.prepare('INSERT INTO datasets (dataset_id) VALUES (?)')
    this.names = new Numbers(db, 'names', names_max, () => OTHER)
    // Only what pages choose is counted together: without it, the measures are few.
    this.measures = new Numbers(db, 'measures', measures_max, (measure) => {
      const detailed = DETAILED.exec(measure)
      return detailed ? `${detailed[0]}${OTHER}` : undefined
    })
  }

  /** A dataset's number; undefined where nothing of it was told. */
  knownDataset(dataset_id: string): number | undefined {
    const known = this.datasets.get(dataset_id) ?? this.getDataset.get(Number(dataset_id))
    if (known !== undefined) this.datasets.set(dataset_id, known)
    return known
  }

  dataset(dataset_id: string): number {
    const known = this.knownDataset(dataset_id)
    if (known !== undefined) return known
    const id = this.addDataset.run(Number(dataset_id)).lastInsertRowid as number
    this.datasets.set(dataset_id, id)
    return id
  }

  name(dataset: number, event_name: string): number {
    return this.names.of(dataset, event_name)
  }

  measure(dataset: number, measure: string): number {
    return this.measures.of(dataset, measure)
  }

  /** A step that failed took its new numbers back. */
  forget(): void {
    this.datasets.clear()
    this.names.forget()
    this.measures.forget()
  }
}

/** Numbers of a dataset's texts, up to a cap. Texts stay once they have one, so that what is taken back finds its place. */
class Numbers {
  private readonly known = new Map<number, Map<string, number>>()
  private readonly all: Database.Statement<[number], { id: number; name: string }>
  private readonly insert: Database.Statement<[number, string]>

  /** @param beyond  what a text that finds no room is counted as; undefined: it gets a number all the same */
  constructor(
    db: Database.Database,
    table: 'names' | 'measures',
    private readonly max: number,
    private readonly beyond: (text: string) => string | undefined,
  ) {
    this.all = db.prepare(`SELECT id, name FROM ${table} WHERE dataset = ?`)
    this.insert = db.prepare(`INSERT INTO ${table} (dataset, name) VALUES (?, ?)`)
  }

  of(dataset: number, text: string): number {
    let known = this.known.get(dataset)
    if (!known) {
      known = new Map(this.all.all(dataset).map(({ id, name }) => [name, id]))
      this.known.set(dataset, known)
    }
    const id = known.get(text)
    if (id !== undefined) return id
    const other = known.size < this.max ? undefined : this.beyond(text)
    if (other !== undefined && other !== text) return this.of(dataset, other)
    const added = this.insert.run(dataset, text).lastInsertRowid as number
    known.set(text, added)
    return added
  }

  forget(): void {
    this.known.clear()
  }
}
