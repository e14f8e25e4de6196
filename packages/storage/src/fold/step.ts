import type { Claim } from '@countersign/core'
import { DecimalSum } from './decimal-sum.js'
import { idKey } from './id-key.js'
import type {
  AmountCell,
  Cell,
  Change,
  CountedWith,
  Facts,
  LatestBrowser,
  Presence,
  Rejudging,
  SightingRow,
} from './port.js'

/** What an adapter reads for a step. Nothing of the step itself is in it yet. */
export interface Tables {
  claim(key: string): Claim | undefined
  sighting(seq: number): SightingRow | undefined
  duplicatesOf(event_seq: number): SightingRow[]
  sightingsByTime(dataset_id: string, from_ms: number, before_ms: number, count: number): SightingRow[]
  latestMs(dataset_id: string): number
  /** the number of a name that is known, or gets one now; see Facts.nameId */
  nameId(dataset_id: string, event_name: string): number
  latestBrowser(name_id: number): LatestBrowser
  rejudgings(): readonly Rejudging[]
}

export interface CountedCell {
  cell: Cell
  count: number
  presence: Map<Presence, number>
}
export interface SummedAmount {
  cell: AmountCell
  measure: string
  sum: DecimalSum
}

/** Everything that a step writes, each row once. */
export interface Writes {
  claims: Map<string, Claim>
  added: Map<number, SightingRow>
  changed: Map<number, SightingRow>
  removed: Set<number>
  cells: Iterable<CountedCell>
  amounts: Iterable<SummedAmount>
  changes: Change[]
  /** dataset id → the first segment whose books are cleared, before anything is added */
  cleared: Map<string, number>
  counted_with: Map<string, CountedWith>
  latest_browser: Map<number, LatestBrowser>
  /** undefined: as they were */
  rejudgings: readonly Rejudging[] | undefined
}

/**
 * A step in memory, before it is written: what is read, is read through what the step has written. So a pair of
 * sightings that fall into one step cost one row each, and an hour's counter costs one row a step.
 */
export class Step implements Facts {
  private readonly writes: Writes & { cells: CountedCell[]; amounts: SummedAmount[] } = {
    claims: new Map(),
    added: new Map(),
    changed: new Map(),
    removed: new Set(),
    cells: [],
    amounts: [],
    changes: [],
    cleared: new Map(),
    counted_with: new Map(),
    latest_browser: new Map(),
    rejudgings: undefined,
  }
  private readonly read = new Map<number, SightingRow>()
  private readonly joined = new Map<number, Set<SightingRow>>()
  private readonly latest = new Map<string, number>()
  private readonly cells = new Map<string, CountedCell>()
  private readonly amounts = new Map<string, SummedAmount>()
  /** neighbours are often alike */
  private last_cell: CountedCell | undefined

  constructor(private readonly tables: Tables) {}

  written(): Writes {
    return this.writes
  }

  claim(key: string): Claim | undefined {
    return this.writes.claims.get(key) ?? this.tables.claim(key)
  }

  setClaim(key: string, claim: Claim): void {
    this.writes.claims.set(key, claim)
  }

  sighting(seq: number): SightingRow | undefined {
    if (this.writes.removed.has(seq)) return undefined
    const known = this.writes.added.get(seq) ?? this.read.get(seq)
    if (known) return known
    const row = this.tables.sighting(seq)
    if (row) this.read.set(seq, row)
    return row
  }

  sightingById(dataset_id: string, sighting_id: string): SightingRow | undefined {
    const seq = this.claim(idKey(dataset_id, sighting_id))?.latest?.seq
    return seq === undefined ? undefined : this.sighting(seq)
  }

  addSighting(row: SightingRow): void {
    this.writes.removed.delete(row.seq)
    this.writes.added.set(row.seq, row)
    this.latest.set(row.dataset_id, Math.max(this.latestMs(row.dataset_id), row.received_at_ms))
    if (row.sighting_id === null) return
    const holder = { seq: row.seq, received_at_ms: row.received_at_ms, event_seq: row.seq }
    this.setClaim(idKey(row.dataset_id, row.sighting_id), { latest: holder })
  }

  changeSighting(row: SightingRow): void {
    if (!this.writes.added.has(row.seq)) this.writes.changed.set(row.seq, row)
    if (row.event_seq === row.seq) return
    const joined = this.joined.get(row.event_seq)
    if (joined) joined.add(row)
    else this.joined.set(row.event_seq, new Set([row]))
  }

  removeSighting(row: SightingRow): void {
    this.writes.added.delete(row.seq)
    this.writes.changed.delete(row.seq)
    this.writes.removed.add(row.seq)
    if (row.sighting_id !== null) this.setClaim(idKey(row.dataset_id, row.sighting_id), {})
  }

  duplicatesOf(event_seq: number): SightingRow[] {
    const rows = new Set(this.joined.get(event_seq))
    for (const stored of this.tables.duplicatesOf(event_seq)) {
      const now = this.known(stored)
      if (now) rows.add(now)
    }
    return [...rows].filter((row) => row.event_seq === event_seq && row.seq !== event_seq)
  }

  sightingsByTime(dataset_id: string, from_ms: number, before_ms: number, count: number): SightingRow[] {
    if (this.writes.added.size > 0) throw new Error('a step reads by time before it adds')
    return this.tables
      .sightingsByTime(dataset_id, from_ms, before_ms, count)
      .map((stored) => this.known(stored))
      .filter((row) => row !== undefined)
  }

  latestMs(dataset_id: string): number {
    let ms = this.latest.get(dataset_id)
    if (ms === undefined) {
      ms = this.tables.latestMs(dataset_id)
      this.latest.set(dataset_id, ms)
    }
    return ms
  }

  latestBrowser(name_id: number): LatestBrowser {
    return this.writes.latest_browser.get(name_id) ?? this.tables.latestBrowser(name_id)
  }

  noteBrowser(name_id: number, received_at_ms: number, without_id: boolean): void {
    let latest = this.writes.latest_browser.get(name_id)
    if (!latest) {
      latest = { ...this.tables.latestBrowser(name_id) }
      this.writes.latest_browser.set(name_id, latest)
    }
    latest.any_ms = Math.max(latest.any_ms, received_at_ms)
    if (without_id) latest.without_id_ms = Math.max(latest.without_id_ms, received_at_ms)
  }

  nameId(dataset_id: string, event_name: string): number {
    return this.tables.nameId(dataset_id, event_name)
  }

  count(cell: Cell, by: number, presence: Presence): void {
    const counted = this.cell(cell)
    counted.count += by
    if (presence !== '') counted.presence.set(presence, (counted.presence.get(presence) ?? 0) + by)
  }

  addAmount(cell: AmountCell, measure: string, amount: string): void {
    const key = `${cell.dataset_id}:${cell.hour}:${cell.segment}:${cell.name_id}:${measure}`
    let summed = this.amounts.get(key)
    if (!summed) {
      summed = { cell, measure, sum: new DecimalSum() }
      this.amounts.set(key, summed)
      this.writes.amounts.push(summed)
    }
    summed.sum.add(amount)
  }

  change(change: Change): void {
    const last = this.writes.changes.at(-1)
    // Journal rows follow one another: a step's are one entry.
    if (change.kind === 'counted' && last?.kind === 'counted' && last.to === change.from - 1)
      last.to = change.to
    else this.writes.changes.push({ ...change })
  }

  clearBooks(dataset_id: string, from_segment: number): void {
    this.writes.cleared.set(dataset_id, from_segment)
  }

  setCountedWith(dataset_id: string, made: CountedWith): void {
    this.writes.counted_with.set(dataset_id, made)
  }

  rejudgings(): readonly Rejudging[] {
    return this.writes.rejudgings ?? this.tables.rejudgings()
  }

  setRejudgings(tasks: readonly Rejudging[]): void {
    this.writes.rejudgings = tasks
  }

  private cell(cell: Cell): CountedCell {
    if (this.last_cell && sameCell(this.last_cell.cell, cell)) return this.last_cell
    const key = `${cell.dataset_id}:${cell.hour}:${cell.segment}:${cell.name_id}:${cell.channel}:${cell.state}:${cell.code}`
    let counted = this.cells.get(key)
    if (!counted) {
      counted = { cell, count: 0, presence: new Map() }
      this.cells.set(key, counted)
      this.writes.cells.push(counted)
    }
    this.last_cell = counted
    return counted
  }

  /** The one object that stands for a stored row in this step. */
  private known(stored: SightingRow): SightingRow | undefined {
    if (this.writes.removed.has(stored.seq)) return undefined
    const known = this.writes.added.get(stored.seq) ?? this.read.get(stored.seq)
    if (known) return known
    this.read.set(stored.seq, stored)
    return stored
  }
}

const sameCell = (a: Cell, b: Cell): boolean =>
  a.name_id === b.name_id &&
  a.state === b.state &&
  a.channel === b.channel &&
  a.code === b.code &&
  a.hour === b.hour &&
  a.segment === b.segment &&
  a.dataset_id === b.dataset_id
