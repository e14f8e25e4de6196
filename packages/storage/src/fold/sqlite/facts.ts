import Database from 'better-sqlite3'
import type { JournalPosition } from '../../journal/port.js'
import { migrate } from '../../migrate.js'
import { openWithLog } from '../../open-database.js'
import { type CountedWith, type Facts, type FactsStore, type Rejudging, StoreUnavailable } from '../port.js'
import { Step, type Tables, type Writes } from '../step.js'
import { ClaimTable } from './claim-table.js'
import { HourlyTables } from './hourly-tables.js'
import { NameTable } from './name-table.js'
import { FACTS_MIGRATIONS } from './schema.js'
import { SightingTable } from './sighting-table.js'

/** Claims lie anywhere in their table: it is what most of counting's time goes to. */
const CACHE_KIB = 16_384

/** Opens the facts to fold into. One process at a time: the holder of the data directory. */
export function openFactsStore(path: string): FactsStore {
  // What a power cut takes from this file is folded again from the journal, which is synced.
  const db = openWithLog(path, 'NORMAL', CACHE_KIB)
  db.pragma('wal_autocheckpoint = 16000')
  migrate(db, FACTS_MIGRATIONS, path)
  return new SqliteFactsStore(db)
}

class SqliteFactsStore implements FactsStore {
  private readonly claims: ClaimTable
  private readonly sightings: SightingTable
  private readonly hourly: HourlyTables
  private readonly names: NameTable
  private readonly tables: Tables
  private readonly addChange: Database.Statement
  private readonly setCursor: Database.Statement
  private readonly getCursor: Database.Statement<[], number>
  private readonly getRejudgings: Database.Statement<[], string>
  private readonly setRejudgings: Database.Statement
  private readonly getCountedWith: Database.Statement<[number], string>
  private readonly setCountedWith: Database.Statement
  private readonly getKeptFrom: Database.Statement<[number], number>

  constructor(private readonly db: Database.Database) {
    this.claims = new ClaimTable(db)
    this.sightings = new SightingTable(db)
    this.hourly = new HourlyTables(db)
    this.names = new NameTable(db)
    this.addChange = db.prepare('INSERT INTO changes (change) VALUES (?)')
    this.setCursor = db.prepare('UPDATE state SET cursor = ?')
    this.getCursor = db.prepare<[], number>('SELECT cursor FROM state').pluck()
    this.getRejudgings = db.prepare<[], string>('SELECT rejudgings FROM state').pluck()
    this.setRejudgings = db.prepare('UPDATE state SET rejudgings = ?')
    this.getCountedWith = db
      .prepare<[number], string>('SELECT counted_with FROM datasets WHERE dataset_id = ?')
      .pluck()
    this.setCountedWith = db.prepare('INSERT OR REPLACE INTO datasets VALUES (?, ?)')
    this.getKeptFrom = db
      .prepare<[number], number>('SELECT from_segment FROM kept WHERE dataset_id = ?')
      .pluck()
    this.tables = this.readTables()
  }

  step(after: JournalPosition, work: (facts: Facts) => JournalPosition): 'taken' | 'taken before' {
    if (after !== this.cursor()) return 'taken before'
    const step = new Step(this.tables)
    try {
      this.db
        .transaction(() => {
          const to = work(step)
          this.write(step.written())
          if (to !== after) this.setCursor.run(to)
        })
        .immediate()
    } catch (error) {
      this.names.forget()
      this.claims.forget()
      if (error instanceof Database.SqliteError) throw new StoreUnavailable(error.message, { cause: error })
      throw error
    }
    return 'taken'
  }

  cursor(): JournalPosition {
    return this.getCursor.get() ?? 0
  }

  rejudgings(): readonly Rejudging[] {
    return JSON.parse(this.getRejudgings.get() ?? '[]') as Rejudging[]
  }

  countedWith(dataset_id: string): CountedWith | undefined {
    const stored = this.getCountedWith.get(Number(dataset_id))
    return stored === undefined ? undefined : (JSON.parse(stored) as CountedWith)
  }

  keptFrom(dataset_id: string): number {
    return this.getKeptFrom.get(Number(dataset_id)) ?? 0
  }

  close(): void {
    this.db.close()
  }

  private readTables(): Tables {
    return {
      claim: (key) => this.claims.get(key),
      sighting: (seq) => this.sightings.get(seq),
      duplicatesOf: (event_seq) => this.sightings.duplicatesOf(event_seq),
      sightingsByTime: (id, from_ms, before_ms, count) =>
        this.sightings.byTimeFrom(id, from_ms, before_ms, count),
      latestMs: (dataset_id) => this.sightings.latestMs(dataset_id),
      nameId: (dataset_id, event_name) => this.names.id(dataset_id, event_name),
      latestBrowser: (name_id) => this.names.latestBrowser(name_id),
      rejudgings: () => this.rejudgings(),
    }
  }

  private write(writes: Writes): void {
    for (const [dataset_id, from_segment] of writes.cleared) this.hourly.clear(dataset_id, from_segment)
    for (const [dataset_id, made] of writes.counted_with)
      this.setCountedWith.run(Number(dataset_id), JSON.stringify(made))
    for (const seq of writes.removed) this.sightings.remove(seq)
    for (const row of writes.added.values()) this.sightings.add(row)
    for (const row of writes.changed.values()) this.sightings.change(row)
    this.claims.putAll(writes.claims)
    for (const [name_id, latest] of writes.latest_browser) this.names.setLatestBrowser(name_id, latest)
    for (const counted of writes.cells) this.hourly.add(counted)
    for (const amount of writes.amounts) this.hourly.addAmount(amount)
    for (const change of writes.changes) this.addChange.run(JSON.stringify(change))
    if (writes.rejudgings) this.setRejudgings.run(JSON.stringify(writes.rejudgings))
  }
}
