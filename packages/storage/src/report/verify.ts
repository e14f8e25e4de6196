import Big from 'big.js'
import {
  decodeRow,
  ERASED,
  type ImportMarkLine,
  isImportMark,
  isRefusal,
  isRestricted,
  isSighting,
} from '../journal/line.js'
import { type JournalReader, positionOf } from '../journal/port.js'
import { ALL_HOURS, type FactsReader, type HourlyCount } from './facts-reader.js'
import { WIDER_BOOKS } from './wider-books.js'

/** One thing that does not add up. */
export interface Imbalance {
  dataset_id: string
  what: string
  books: string
  rows: string
}
export interface Verified {
  journal_rows: number
  sightings: number
  refusals: number
  restricted: number
  imbalances: Imbalance[]
}

interface Tally {
  sightings: number
  refusals: Map<string, number>
  restricted: number
}

/**
 * Proves that the books balance: what the journal holds up to the cursor against the rows, and the rows against the
 * hourly books, and these against the wider ones. Reads everything: for an operator's doubt, not for a page.
 */
export function verify(dataset_ids: readonly string[], facts: FactsReader, journal: JournalReader): Verified {
  return facts.together(() => {
    const cursor = facts.cursor()
    const imbalances: Imbalance[] = []
    const days = new Map(dataset_ids.map((id) => [id, facts.keptFrom(id)]))
    const { tallies, journal_rows } = tallyJournal(journal, cursor, (id, day) => day >= (days.get(id) ?? 0))
    const totals = { sightings: 0, refusals: 0, restricted: 0 }
    for (const dataset_id of dataset_ids) {
      const tally = tallies.get(dataset_id) ?? emptyTally()
      const kept_from = days.get(dataset_id) ?? 0
      const rows = tallyRows(dataset_id, facts, (seq) => journal.dayOf(positionOf(seq)) >= kept_from)
      const counts = facts.counts(dataset_id, ALL_HOURS, kept_from)
      const say = (what: string, books: number | string, held: number | string) => {
        if (String(books) !== String(held))
          imbalances.push({ dataset_id, what, books: String(books), rows: String(held) })
      }
      for (const state of ['counted', 'duplicate'] as const) say(state, sumOf(counts, state), rows[state])
      const repeated = sumOf(counts, 'repeated')
      say('sightings in the journal', rows.counted + rows.duplicate + repeated, tally.sightings)
      for (const state of ['rejected', 'blocked'] as const)
        say(state, sumOf(counts, state), tally.refusals.get(state) ?? 0)
      say('restricted', sumOf(counts, 'restricted'), tally.restricted)
      const sums = sumsOf(dataset_id, kept_from, facts)
      say('on both channels', sums.get('both')?.toFixed() ?? 0, rows.both)
      sums.delete('both')
      const shown = [...rows.values].map(([currency]) => `value:${currency}`)
      for (const measure of new Set([...sums.keys(), ...shown])) {
        const currency = measure.slice('value:'.length)
        const [booked, held] = [sums.get(measure), rows.values.get(currency)]
        say(`value in ${currency}`, booked?.toFixed() ?? 0, held?.toFixed() ?? 0)
      }
      for (const [what, query] of Object.entries(WIDER_BOOKS)) say(what, cellsOf(query, dataset_id, facts), 0)
      totals.sightings += rows.counted + rows.duplicate
      totals.refusals += sumOf(counts, 'rejected') + sumOf(counts, 'blocked')
      totals.restricted += sumOf(counts, 'restricted')
    }
    return { journal_rows, ...totals, imbalances }
  })
}

/** In how many cells a wider book is not the sum of its hours. */
const cellsOf = (query: string, dataset_id: string, facts: FactsReader): number =>
  facts.rowsOf<{ cells: number }>(query, { dataset_id: Number(dataset_id) })[0]?.cells ?? 0

const emptyTally = (): Tally => ({ sightings: 0, refusals: new Map(), restricted: 0 })

type IsKept = (dataset_id: string, day: number) => boolean

/** What the journal holds up to a position: of imports only what a mark has made count. */
function tallyJournal(journal: JournalReader, cursor: number, isKept: IsKept) {
  const tallies = new Map<string, Tally>()
  const tallyOf = (dataset_id: string) => {
    const tally = tallies.get(dataset_id) ?? emptyTally()
    tallies.set(dataset_id, tally)
    return tally
  }
  const imported = new Map<number, Map<string, number>>()
  let journal_rows = 0
  for (let next = journal.segments()[0]?.first ?? 1; next <= cursor; ) {
    const rows = journal.read(next, 4 * 2 ** 20).filter((row) => row.position <= cursor)
    if (rows.length === 0) break
    for (const row of rows) {
      journal_rows += 1
      const pending = new Map<string, number>()
      const day = journal.dayOf(row.position)
      for (const line of decodeRow(row.lines)) {
        if (line === ERASED || !isKept(line.dataset_id, day)) continue
        if (isRefusal(line)) {
          const events = Object.values(line.events).reduce((a, b) => a + b, 0)
          const { refusals } = tallyOf(line.dataset_id)
          refusals.set(line.refused, (refusals.get(line.refused) ?? 0) + events)
        } else if (isSighting(line)) {
          if (row.kind === 'import') pending.set(importKey(line), (pending.get(importKey(line)) ?? 0) + 1)
          else tallyOf(line.dataset_id).sightings += 1
        } else if (isRestricted(line)) tallyOf(line.dataset_id).restricted += 1
        else if (isImportMark(line)) countMarked(line, imported, tallyOf)
      }
      if (pending.size > 0) imported.set(row.position, pending)
    }
    next = (rows.at(-1)?.position ?? next) + 1
  }
  return { tallies, journal_rows }
}

function countMarked(
  mark: ImportMarkLine,
  imported: Map<number, Map<string, number>>,
  tallyOf: (dataset_id: string) => Tally,
): void {
  for (const [position, lines] of imported) {
    if (position < mark.import_from || position > mark.import_to) continue
    tallyOf(mark.dataset_id).sightings += lines.get(importKey(mark)) ?? 0
    // Imports of an older version that ran side by side may each name the other's rows: they count once.
    lines.delete(importKey(mark))
  }
}

const importKey = (line: { dataset_id: string; import_id?: string }): string =>
  `${line.dataset_id}:${line.import_id ?? ''}`

/** @param isKept  whether a sighting is not about to be taken out, as past its time */
function tallyRows(dataset_id: string, facts: FactsReader, isKept: (seq: number) => boolean) {
  const rows = { counted: 0, duplicate: 0, both: 0, values: new Map<string, Big>() }
  const shown = new Map<number, { value: string | null; currency: string | null }>()
  const wanted: number[] = []
  for (const row of facts.byTime(dataset_id, 0)) {
    if (row.verdict === null) continue
    if (row.value !== null) shown.set(row.seq, { value: row.value, currency: row.currency })
    if (!isKept(row.seq)) continue
    rows[row.verdict] += 1
    if (row.verdict !== 'counted') continue
    if (row.browser && row.server) rows.both += 1
    if (row.shown_seq !== null) wanted.push(row.shown_seq)
  }
  for (const seq of wanted) {
    const { value, currency } = shown.get(seq) ?? {}
    if (value && currency) rows.values.set(currency, (rows.values.get(currency) ?? new Big(0)).plus(value))
  }
  return rows
}

const sumOf = (counts: HourlyCount[], state: HourlyCount['state']): number =>
  counts.reduce((sum, cell) => (cell.state === state ? sum + cell.count : sum), 0)

/** The hourly sums over all hours, by measure. */
function sumsOf(dataset_id: string, kept_from: number, facts: FactsReader): Map<string, Big> {
  const sums = new Map<string, Big>()
  for (const { measure, amount } of facts.amounts(dataset_id, ALL_HOURS, kept_from))
    sums.set(measure, (sums.get(measure) ?? new Big(0)).plus(amount))
  return sums
}
