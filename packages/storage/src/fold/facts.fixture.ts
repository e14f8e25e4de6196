import Database from 'better-sqlite3'
import { WIDER_BOOKS } from '../report/wider-books.js'
import { type MemoryFacts, memoryFacts } from './memory.js'
import type { FactsStore, SightingRow } from './port.js'
import { openFactsStore } from './sqlite/facts.js'
import { fromStored, type StoredSighting } from './sqlite/sighting-table.js'
import { addDecimalSum } from './sqlite/sum-decimals.js'

/** Facts to fold into, with ways to look at what is kept that do not depend on the adapter. */
export interface HeldFacts {
  store: FactsStore
  rows(): SightingRow[]
  /** A line a cell, a thing present or a sum that is not zero, by event name: `hour segment name … = n`, sorted. */
  books(): string[]
}

export function memoryHeld(): HeldFacts {
  const store = memoryFacts()
  return {
    store,
    rows: () => [...store.facts.sightings.values()].sort((a, b) => a.seq - b.seq),
    books: () => memoryBooks(store.facts),
  }
}

export function sqliteHeld(path: string): HeldFacts {
  const query = <T>(sql: string): T[] => {
    const db = new Database(path, { readonly: true })
    const rows = db.prepare(sql).all() as T[]
    db.close()
    return rows
  }
  return {
    store: openFactsStore(path),
    rows: () => query<StoredSighting>('SELECT * FROM sightings ORDER BY seq').map(fromStored),
    books() {
      proveWiderBooks(path)
      return query<{ line: string }>(BOOKS)
        .map(({ line }) => line)
        .sort()
    },
  }
}

/** Whatever was counted, taken back or cleared: days and totals are the sums of their hours. */
function proveWiderBooks(path: string): void {
  const db = new Database(path, { readonly: true })
  addDecimalSum(db)
  const datasets = db.prepare<[], number>('SELECT DISTINCT dataset_id FROM names').pluck().all()
  for (const dataset_id of datasets)
    for (const [what, sql] of Object.entries(WIDER_BOOKS)) {
      const cells = db.prepare<object, number>(sql).pluck().get({ dataset_id })
      if (cells !== 0) throw new Error(`${what} are not the sums of their hours in ${cells} cells`)
    }
  db.close()
}

const CHANNEL = "CASE channel WHEN 1 THEN 'browser' ELSE 'server' END"
const CELL = `hour || ' ' || segment || ' ' || event_name || ' ' || ${CHANNEL} || ' ' || state`
const BOOKS = `
  SELECT ${CELL} || ' ' || code || ' = ' || count AS line FROM hourly JOIN names ON id = name_id WHERE count != 0
  UNION ALL
  SELECT ${CELL} || ' ' || present || ' = ' || count FROM hourly_present JOIN names ON id = name_id WHERE count != 0
  UNION ALL
  SELECT hour || ' ' || segment || ' ' || event_name || ' ' || measure || ' = ' || amount
  FROM hourly_amounts JOIN names ON id = name_id WHERE amount != '0'`

/** `dataset:hour:segment:name_id:channel:state:code` and with `:kind:present` behind it, as the adapter keeps them. */
function memoryBooks(facts: MemoryFacts): string[] {
  const nameOf = (name_id = '') => facts.names[Number(name_id) - 1]?.split(':')[1]
  const present = new Map<string, number>()
  const lines: string[] = []
  for (const [key, count] of facts.cells) {
    const [, hour, segment, name_id, channel, state, code, ...named] = key.split(':')
    const cell = `${hour} ${segment} ${nameOf(name_id)} ${channel} ${state}`
    if (named.length === 0) lines.push(`${cell} ${code} = ${count}`)
    else present.set(`${cell} ${named.join(':')}`, (present.get(`${cell} ${named.join(':')}`) ?? 0) + count)
  }
  for (const [named, count] of present) if (count !== 0) lines.push(`${named} = ${count}`)
  for (const [key, amount] of facts.amounts) {
    const [, hour, segment, name_id, ...measure] = key.split(':')
    lines.push(`${hour} ${segment} ${nameOf(name_id)} ${measure.join(':')} = ${amount.toFixed()}`)
  }
  return lines.sort()
}
