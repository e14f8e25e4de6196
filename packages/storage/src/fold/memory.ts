import type { Claim } from '@countersign/core'
import Big from 'big.js'
import type { JournalPosition } from '../journal/port.js'
import { EVENT_NAMES_MAX, OTHER } from './names.js'
import type { Change, CountedWith, Facts, FactsStore, LatestBrowser, Rejudging, SightingRow } from './port.js'
import { presentNames } from './presence.js'
import { Step, type Tables, type Writes } from './step.js'

/** All that a facts store holds, open to tests. */
export interface MemoryFacts {
  claims: Map<string, Claim>
  sightings: Map<number, SightingRow>
  /** `dataset:event_name`, in the order of their numbers */
  names: string[]
  name_ids: Map<string, number>
  /** `dataset:hour:segment:name_id:channel:state:code` → count */
  cells: Map<string, number>
  /** `dataset:hour:segment:name_id:measure` → amount */
  amounts: Map<string, Big>
  changes: Change[]
  counted_with: Map<string, CountedWith>
  latest_browser: Map<number, LatestBrowser>
}

/** Facts in memory: for tests, and for the emulator. */
export function memoryFacts(): FactsStore & { facts: MemoryFacts } {
  const facts: MemoryFacts = {
    claims: new Map(),
    sightings: new Map(),
    names: [],
    name_ids: new Map(),
    cells: new Map(),
    amounts: new Map(),
    changes: [],
    counted_with: new Map(),
    latest_browser: new Map(),
  }
  let cursor: JournalPosition = 0
  let rejudgings: readonly Rejudging[] = []
  const tables = tablesOver(facts, () => rejudgings)
  return {
    facts,
    cursor: () => cursor,
    close() {},
    rejudgings: () => rejudgings,
    countedWith: (dataset_id) => facts.counted_with.get(dataset_id),
    keptFrom: () => 0,
    step(after, work: (facts: Facts) => JournalPosition) {
      if (after !== cursor) return 'taken before'
      const step = new Step(tables)
      const names = facts.names.length
      const to = takenBack(
        () => work(step),
        () => {
          for (const name of facts.names.splice(names)) facts.name_ids.delete(name)
        },
      )
      const writes = step.written()
      apply(facts, writes)
      rejudgings = writes.rejudgings ?? rejudgings
      cursor = to
      return 'taken'
    },
  }
}

/** Runs `work`; where it throws, `undo` takes back what it has done. */
function takenBack<T>(work: () => T, undo: () => void): T {
  try {
    return work()
  } catch (error) {
    undo()
    throw error
  }
}

function tablesOver(facts: MemoryFacts, rejudgings: () => readonly Rejudging[]): Tables {
  const copy = (row: SightingRow | undefined) => row && { ...row }
  const all = () => [...facts.sightings.values()]
  return {
    claim: (key) => facts.claims.get(key),
    sighting: (seq) => copy(facts.sightings.get(seq)),
    duplicatesOf: (event_seq) =>
      all()
        .filter((row) => row.event_seq === event_seq && row.seq !== event_seq)
        .map((row) => ({ ...row })),
    sightingsByTime(dataset_id, from_ms, before_ms, count) {
      const rows = all()
        .filter(
          (r) => r.dataset_id === dataset_id && r.received_at_ms >= from_ms && r.received_at_ms < before_ms,
        )
        .sort((a, b) => a.received_at_ms - b.received_at_ms || a.seq - b.seq)
      const last = rows[count - 1]
      return rows
        .filter((row) => !last || row.received_at_ms <= last.received_at_ms)
        .map((row) => ({ ...row }))
    },
    latestMs: (dataset_id) =>
      all().reduce((ms, row) => (row.dataset_id === dataset_id ? Math.max(ms, row.received_at_ms) : ms), 0),
    nameId: (dataset_id, event_name) => nameId(dataset_id, event_name, facts),
    latestBrowser: (name_id) => facts.latest_browser.get(name_id) ?? { any_ms: 0, without_id_ms: 0 },
    rejudgings,
  }
}

function nameId(dataset_id: string, event_name: string, facts: MemoryFacts): number {
  const name = `${dataset_id}:${event_name}`
  const known = facts.name_ids.get(name)
  if (known !== undefined) return known
  // Only with so many names in all may one dataset have too many.
  const crowded = facts.names.length >= EVENT_NAMES_MAX && event_name !== OTHER
  if (crowded && facts.names.filter((held) => held.startsWith(`${dataset_id}:`)).length >= EVENT_NAMES_MAX)
    return nameId(dataset_id, OTHER, facts)
  const id = facts.names.push(name)
  facts.name_ids.set(name, id)
  return id
}

function apply(facts: MemoryFacts, writes: Writes): void {
  for (const [dataset_id, segment] of writes.cleared)
    for (const books of [facts.cells, facts.amounts])
      for (const key of [...books.keys()])
        if (key.startsWith(`${dataset_id}:`) && Number(key.split(':')[2]) >= segment) books.delete(key)
  for (const [name_id, latest] of writes.latest_browser) facts.latest_browser.set(name_id, latest)
  for (const [dataset_id, made] of writes.counted_with) facts.counted_with.set(dataset_id, made)
  for (const seq of writes.removed) facts.sightings.delete(seq)
  for (const [seq, row] of writes.added) facts.sightings.set(seq, { ...row })
  for (const [seq, row] of writes.changed) facts.sightings.set(seq, { ...row })
  for (const [key, claim] of writes.claims) facts.claims.set(key, claim)
  for (const { cell, count, presence } of writes.cells) {
    const key = `${cell.dataset_id}:${cell.hour}:${cell.segment}:${cell.name_id}:${cell.channel}:${cell.state}:${cell.code}`
    add(facts.cells, key, count)
    for (const [names, by] of presence)
      for (const name of presentNames(names)) add(facts.cells, `${key}:${name}`, by)
  }
  for (const { cell, measure, sum: added } of writes.amounts) {
    const key = `${cell.dataset_id}:${cell.hour}:${cell.segment}:${cell.name_id}:${measure}`
    const sum = (facts.amounts.get(key) ?? new Big(0)).plus(added.total())
    if (sum.eq(0)) facts.amounts.delete(key)
    else facts.amounts.set(key, sum)
  }
  facts.changes.push(...writes.changes)
}

function add(cells: Map<string, number>, key: string, by: number): void {
  const sum = (cells.get(key) ?? 0) + by
  if (sum === 0) cells.delete(key)
  else cells.set(key, sum)
}
