import type Database from 'better-sqlite3'
import { Dictionary, type IsNamed } from './dictionary.js'
import { FoundTable } from './found-table.js'
import { Groups } from './groups.js'
import { HostTable } from './host-table.js'
import { MeasureTables } from './measure-tables.js'
import { Repeats } from './repeats.js'
import { SharedTable } from './shared-table.js'
import { ToldTable } from './told-table.js'

/** Tables in which what stands in a segment of the journal can be taken out by its day. */
const BY_SEGMENT = ['hourly', 'daily', 'found', 'hosts', 'shared'] as const

/** All tables of the fold, and what a step has gathered for them. */
export class SignalTables {
  readonly groups = new Groups()
  readonly dictionary: Dictionary
  readonly told: ToldTable
  readonly measures: MeasureTables
  readonly found: FoundTable
  readonly hosts: HostTable
  readonly shared: SharedTable
  readonly repeats: Repeats
  private readonly removals: Database.Statement<[number, number]>[]

  constructor(db: Database.Database, isNamed: IsNamed) {
    this.dictionary = new Dictionary(db, isNamed)
    this.told = new ToldTable(db)
    this.measures = new MeasureTables(db, this.dictionary)
    this.found = new FoundTable(db)
    this.hosts = new HostTable(db)
    this.shared = new SharedTable(db)
    this.repeats = new Repeats(db)
    this.removals = BY_SEGMENT.map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE dataset = ? AND segment >= ?`),
    )
  }

  /** Writes all that the step has gathered, each row once. */
  write(): void {
    this.measures.write(this.groups.all())
    this.found.write()
    this.hosts.write(this.groups.all())
    this.shared.write(this.groups.all())
    this.told.write()
    this.groups.clear()
  }

  /** Takes out what is counted of the sightings that stand in the segments from a day on. */
  removeFrom(dataset: number, segment: number): void {
    for (const removal of this.removals) removal.run(dataset, segment)
    this.found.forget()
    this.hosts.forget()
  }

  /** What was gathered is void, and what is known of the tables may be wrong. */
  forget(): void {
    this.groups.clear()
    this.dictionary.forget()
    this.told.forget()
    this.found.forget()
    this.hosts.forget()
  }
}
