import { createHash } from 'node:crypto'
import { DAY_MS, dayOf, orderAt, type SlotOrder } from '@countersign/core'
import { dueOf, joinWindow, placeEvent, slotsOf } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import type { FeedFold, Told } from '../feed/port.js'
import { positionOf } from '../journal/port.js'
import { AemBookTable, type AemState } from './books.js'
import { CellTable } from './cells.js'
import { AEM_MIGRATIONS } from './schema.js'
import { WindowTable } from './windows.js'

type ToldRestricted = Extract<Told, { kind: 'restricted' }>
type ToldPcm = Extract<Told, { kind: 'pcm' }>

/** The orders of a dataset, by their effective_ms; undefined where there is no such dataset. */
export type OrdersOf = (dataset_id: string) => readonly SlotOrder[] | undefined

/** What counts that name no campaign are counted under. */
const NO_CAMPAIGN = '(none)'

interface Tables {
  windows: WindowTable
  cells: CellTable
  books: AemBookTable
  takenTo: Database.Statement<[], number>
  setTakenTo: Database.Statement<[number]>
  beginDays: Database.Statement<[number]>
  closedTo: Database.Statement<[], number | null>
}

/**
 * Takes restricted sightings into the windows of their people, and reports of Private Click Measurement into the counts.
 * What was restricted was decided at the edge, so a rebuild changes nothing here; and what it was told it is never told
 * again, since it knows its place in the journal itself: counts that have left it cannot be taken back.
 */
export class AemFold implements FeedFold {
  readonly name = 'aem'
  readonly migrations = AEM_MIGRATIONS
  readonly begins?: 'now'
  readonly without_sightings = true
  private open: Tables | null = null

  /**
   * @param segmentOf    the day of the journal segment that a row stands in
   * @param begins_here  whether nothing that the journal holds yet is restricted, so that it need not be read
   */
  constructor(
    private readonly ordersOf: OrdersOf,
    private readonly segmentOf: (position: number) => number,
    begins_here: boolean,
  ) {
    if (begins_here) this.begins = 'now'
  }

  take(told: Told, db: Database.Database): void {
    if (told.kind !== 'restricted' && told.kind !== 'pcm') return
    const { takenTo, setTakenTo, beginDays, books } = this.tables(db)
    const orders = this.ordersOf(told.line.dataset_id)
    if (orders === undefined || told.seq <= (takenTo.get() ?? 0)) return
    setTakenTo.run(told.seq)
    beginDays.run(dayOf(told.received_at_ms))
    books.told(told.line.dataset_id, told.kind, this.segmentOf(positionOf(told.seq)))
    const order = orderAt(orders, told.received_at_ms)
    if (told.kind === 'pcm') this.takePcm(told, order, db)
    else books.add(told.line.dataset_id, 'restricted', this.takeRestricted(told, order, db), 1)
  }

  /** Nothing of this is judged by counting, so nothing of it is judged again. */
  forget(): void {}
  clear(): void {}
  lost(): void {}

  /** @returns what has become of it */
  private takeRestricted(
    { line, received_at_ms, seq }: ToldRestricted,
    order: SlotOrder | undefined,
    db: Database.Database,
  ): AemState {
    const { windows, books } = this.tables(db)
    const { domain, event_name, event_digests = [], person_digests = [] } = line
    // Of a domain that is not measured nothing is kept of anyone.
    if (!order?.domains.some((known) => known.domain === domain)) return 'no_slot'
    const seen_by = windows.withEvent(line, event_digests, received_at_ms)
    if (seen_by !== undefined) {
      // The other channel knows the person by another key: from now on the window is found by both.
      if (!windows.openOf(line, person_digests, received_at_ms))
        windows.learn(line, person_digests, seen_by, received_at_ms)
      return 'duplicate'
    }
    const placed = placeEvent(order, domain, event_name, line)
    const [person] = person_digests
    if (person === undefined) return placed === null ? 'no_slot' : 'no_person'
    const open =
      windows.openOf(line, person_digests, received_at_ms) ??
      this.beginWindow({ line, received_at_ms, seq }, person, order, db)
    const { window, outcome } = joinWindow(open.window, placed, line.campaign ?? null)
    windows.save(open.id, window)
    windows.learn(line, [...person_digests, ...event_digests], open.id, received_at_ms)
    if (outcome !== 'took_the_place') return outcome
    // What was held until now is the one that is left out.
    books.add(line.dataset_id, 'restricted', 'outranked', 1)
    books.add(line.dataset_id, 'restricted', 'held', -1)
    return 'held'
  }

  private beginWindow(
    { line, received_at_ms, seq }: Pick<ToldRestricted, 'line' | 'received_at_ms' | 'seq'>,
    person: string,
    order: SlotOrder,
    db: Database.Database,
  ) {
    const ends_ms = received_at_ms + order.window_days * DAY_MS
    // The digest is keyed and the key is not kept: a number that nobody can foresee, and the same at each retry.
    const random = createHash('sha256').update(`${person} ${ends_ms}`).digest().readUInt32BE(0)
    return this.tables(db).windows.begin(line, seq, ends_ms, dueOf(ends_ms, random))
  }

  /** Its browser has kept the best of a window and waited already: it is counted as it comes. */
  private takePcm(
    { line: { dataset_id, pcm }, received_at_ms }: ToldPcm,
    order: SlotOrder | undefined,
    db: Database.Database,
  ): void {
    const { source_id, trigger_data, attributed_on_site: domain } = pcm
    const slot = slotsOf(order, domain)[trigger_data]
    const event_name = slot?.event_name ?? `trigger_data=${trigger_data}`
    const event = { source: 'pcm' as const, event_name, bucket: slot?.bucket ?? '' }
    const day = { dataset_id: Number(dataset_id), domain, day: this.dayOpen(dayOf(received_at_ms), db) }
    this.tables(db).cells.count(day, { ...event, campaign: `source_id=${source_id}`, count: 1 })
    this.tables(db).books.add(dataset_id, 'pcm', 'waiting', 1)
  }

  /** Whether a window is due. */
  isDue(now_ms: number, db: Database.Database): boolean {
    return this.tables(db).windows.isDue(now_ms)
  }

  /** Counts a page of the windows that are due, and forgets them. @returns whether there may be more */
  release(now_ms: number, page: number, db: Database.Database): boolean {
    const { windows, cells, books } = this.tables(db)
    const due = windows.takeDue(now_ms, page)
    for (const { dataset_id, domain, due_ms, kept } of due) {
      if (kept === null) continue
      const { event_name, bucket, campaign } = kept
      const cell = { source: 'restricted' as const, event_name, bucket, campaign: campaign ?? NO_CAMPAIGN }
      cells.count({ dataset_id, domain, day: this.dayOpen(dayOf(due_ms), db) }, { ...cell, count: 1 })
      books.add(dataset_id, 'restricted', 'held', -1)
      books.add(dataset_id, 'restricted', 'waiting', 1)
    }
    return due.length === page
  }

  /** The day itself, or the first one after it that is not published. */
  private dayOpen(day: number, db: Database.Database): number {
    return Math.max(day, this.tables(db).closedTo.get() ?? day)
  }

  private tables(db: Database.Database): Tables {
    this.open ??= {
      windows: new WindowTable(db),
      cells: new CellTable(db),
      books: new AemBookTable(db),
      takenTo: db.prepare<[], number>('SELECT taken_to FROM state').pluck(),
      setTakenTo: db.prepare('UPDATE state SET taken_to = ?'),
      beginDays: db.prepare('UPDATE state SET closed_to = ? WHERE closed_to IS NULL'),
      closedTo: db.prepare<[], number | null>('SELECT closed_to FROM state').pluck(),
    }
    return this.open
  }
}
