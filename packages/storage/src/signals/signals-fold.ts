import type Database from 'better-sqlite3'
import type { FeedFold, Told } from '../feed/port.js'
import type { CustomConversions } from './custom-conversions.js'
import { Observer } from './observe.js'
import { Pairs } from './pairs.js'
import type { SignalRules } from './rules.js'
import { MIGRATIONS } from './schema.js'
import { type Sources, seenOf } from './sources.js'
import { SignalTables } from './tables.js'

type ToldSighting = Extract<Told, { kind: 'sighting' }>

interface Open {
  tables: SignalTables
  observer: Observer
  pairs: Pairs
}

/**
 * Observes each sighting: hourly and daily counts, what was found where, and what many of them share. What was told is
 * written down for each, so that whatever is told again, judged anew or gone leaves what telling the outcome at once does.
 */
export class SignalsFold implements FeedFold {
  readonly name = 'signals'
  readonly migrations = MIGRATIONS
  private open: Open | null = null
  /** when the latest sighting that was told since the start was received; 0: none was */
  latest_ms = 0

  constructor(
    private readonly sources: Sources,
    private readonly rules: SignalRules,
    private readonly conversions: CustomConversions,
  ) {}

  take(told: Told, db: Database.Database): void {
    if (told.kind === 'sighting') this.takeSighting(told, this.opened(db))
  }

  private takeSighting({ row, line }: ToldSighting, { tables, observer, pairs }: Open): void {
    if (row.verdict === null) return
    const dataset = tables.dictionary.dataset(row.dataset_id)
    const seen = seenOf(line, row.seq, row.received_at_ms, row.verdict, row.method)
    const told = tables.told.get(dataset, row.seq)
    const event_seq = row.verdict === 'duplicate' ? row.event_seq : null
    // It is told as it is now: with the change that made it so, it is told once more.
    if (told.is_told && told.event_seq === event_seq && told.method === row.method) return
    const place = observer.place(dataset, seen)
    tables.told.touch(dataset, row.seq, told)
    if (!told.is_told) observer.add(place, seen, told, line.received_at_ms === undefined)
    told.is_told = true
    pairs.leave(place, seen, told)
    this.conversions.leave(place, told)
    if (event_seq !== null) pairs.join(place, seen, event_seq, told)
    else this.conversions.join(row.dataset_id, place, seen, told)
    if (row.received_at_ms > this.latest_ms) this.latest_ms = row.received_at_ms
  }

  forget(dataset_id: string, seq: number, db: Database.Database): void {
    const { tables, observer, pairs } = this.opened(db)
    const dataset = tables.dictionary.knownDataset(dataset_id)
    if (dataset === undefined) return
    const told = tables.told.get(dataset, seq)
    const said = this.sources.rows.said(seq)
    if (!told.is_told || !said) return
    const seen = seenOf(said.line, seq, said.received_at_ms, 'counted', null)
    const place = observer.place(dataset, seen)
    tables.told.touch(dataset, seq, told)
    pairs.leave(place, seen, told)
    this.conversions.leave(place, told)
    observer.takeBack(place, seen, told)
    told.is_told = false
  }

  clear(dataset_id: string, from_seq: number, db: Database.Database): void {
    const { tables, observer, pairs } = this.opened(db)
    tables.write()
    const dataset = tables.dictionary.knownDataset(dataset_id)
    if (dataset === undefined) return
    tables.removeFrom(dataset, this.sources.segmentOf(from_seq))
    // Events that stand on one side and have a duplicate on the other: it is gone, or its anchor's counts are.
    for (const { seq, event_seq } of tables.told.clear(dataset, from_seq))
      pairs.crossByPlace(dataset, event_seq, seq >= from_seq ? -1 : 1)
    observer.clearRepeats(dataset, from_seq)
  }

  /** All that the journal still holds is told again; what is older stays as it was counted. */
  lost(_from: number, _counted_to: number, db: Database.Database): void {
    const ids = db.prepare<[], number>('SELECT dataset_id FROM datasets').pluck().all()
    for (const id of ids) this.clear(String(id), this.sources.firstKept(String(id)), db)
  }

  told(db: Database.Database): void {
    this.opened(db).tables.write()
    this.conversions.stepEnds()
  }

  failed(): void {
    this.conversions.stepEnds()
    this.open?.tables.forget()
  }

  /** Some of what is known of the tables was taken out of them, between two steps. */
  forgetKnown(): void {
    this.open?.tables.forget()
  }

  private opened(db: Database.Database): Open {
    if (this.open) return this.open
    const tables = new SignalTables(db, (id, name) => this.conversions.isNamed(id, name))
    const observer = new Observer(tables, this.sources, this.rules)
    this.open = { tables, observer, pairs: new Pairs(tables, this.sources, this.rules) }
    return this.open
  }
}
