import { type Finding, withoutEmails } from '@countersign/core'
import { detailOf, SAMPLES_MAX, type Seen } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { codeOf } from '../fold/codes.js'
import type { Group } from './groups.js'
import { addTo } from './measure-tables.js'

/** How many rows of a dataset are kept of a journal segment; beyond, a finding is counted, and not shown where. */
const ROWS_MAX = 2_000

/** A sighting in which a diagnosis was found: when it was received, and its place in the journal. */
export type Sample = [received_at_ms: number, seq: number]
/** How many pages of a finding are kept, and how much of each. */
export const PAGES_MAX = 20
const PAGE_CHARS_MAX = 200

interface FoundKey {
  dataset: number
  segment: number
  name: number
  channel: number
  code: string
  detail: string
}
interface Stored {
  count: number
  first_ms: number
  last_ms: number
  samples: string
  pages: string
}
/** What a step adds to a row, and takes back. */
interface Gathered {
  key: FoundKey
  count: number
  first_ms: number
  added: Sample[]
  removed: Set<number>
  pages: Map<string, number>
}

/** Where diagnoses were found: a row for each, its event name and channel, and journal segment. */
export class FoundTable {
  private readonly gathered = new Map<string, Gathered>()
  private readonly select: Database.Statement<[FoundKey], Stored>
  private readonly replace: Database.Statement
  private readonly remove: Database.Statement<[FoundKey]>
  private readonly countRows: Database.Statement<[number, number], number>
  /** how many rows a dataset has of a segment */
  private readonly rows = new Map<string, number>()

  constructor(
    db: Database.Database,
    private readonly rows_max = ROWS_MAX,
  ) {
    const key = `dataset = :dataset AND segment = :segment AND name = :name AND channel = :channel AND code = :code
      AND detail = :detail`
    this.select = db.prepare(`SELECT count, first_ms, last_ms, samples, pages FROM found WHERE ${key}`)
    this.remove = db.prepare(`DELETE FROM found WHERE ${key}`)
    this.countRows = db
      .prepare<[number, number], number>('SELECT count(*) FROM found WHERE dataset = ? AND segment = ?')
      .pluck()
    this.replace = db.prepare(
      `REPLACE INTO found VALUES (:dataset, :segment, :name, :channel, :code, :detail,
         :count, :first_ms, :last_ms, :samples, :pages)`,
    )
  }

  /** Each code with each detail once, however often a rule says it. */
  add(group: Group, name: number, seen: Seen, findings: readonly Finding[], by: 1 | -1): void {
    const page = pageOf(seen.event.event_source_url)
    const said = new Set<string>()
    for (const { code, detail } of findings) {
      const gathered = this.of(group, name, code, detailOf(detail))
      const key = `${code}:${gathered.key.detail}`
      if (said.has(key)) continue
      said.add(key)
      gathered.count += by
      if (page !== '') addTo(gathered.pages, page, by)
      if (by > 0) gathered.added.push([seen.received_at_ms, seen.seq])
      else {
        const before = gathered.added.length
        gathered.added = gathered.added.filter(([, seq]) => seq !== seen.seq)
        if (gathered.added.length === before) gathered.removed.add(seen.seq)
      }
      if (by > 0) gathered.first_ms = Math.min(gathered.first_ms, seen.received_at_ms)
      if (gathered.added.length > 10 * SAMPLES_MAX) gathered.added = latest(gathered.added)
    }
  }

  write(): void {
    for (const gathered of this.gathered.values()) this.writeRow(gathered)
    this.gathered.clear()
  }

  forget(): void {
    this.gathered.clear()
    this.rows.clear()
  }

  private of(group: Group, name: number, code: string, detail: string): Gathered {
    const id = `${group.dataset}:${group.segment}:${name}:${group.channel}:${code}:${detail}`
    let gathered = this.gathered.get(id)
    if (!gathered) {
      const { dataset, segment, channel } = group
      const key = { dataset, segment, name, channel: codeOf(channel), code, detail }
      gathered = {
        key,
        count: 0,
        first_ms: Number.MAX_SAFE_INTEGER,
        added: [],
        removed: new Set(),
        pages: new Map(),
      }
      this.gathered.set(id, gathered)
    }
    return gathered
  }

  /**
   * As long as all of a row's sightings are among its samples, what is taken back leaves no trace; beyond, its first time
   * stays as it was, and a sample that is taken out has no successor.
   */
  private writeRow({ key, count, first_ms, added, removed, pages }: Gathered): void {
    const known = this.select.get(key)
    const stored = known ?? NOTHING
    const total = stored.count + count
    if (total <= 0) {
      if (known) this.addRows(key, -1)
      this.remove.run(key)
      return
    }
    if (!known && this.addRows(key, 1) > this.rows_max) {
      this.addRows(key, -1)
      return
    }
    const standing = readSamples(stored.samples).filter(([, seq]) => !removed.has(seq))
    const samples = sorted([...standing, ...added])
    const [first] = samples
    const is_whole = samples.length === total
    const kept = samples.slice(-SAMPLES_MAX)
    this.replace.run({
      ...key,
      count: total,
      first_ms: is_whole && first ? first[0] : Math.min(stored.first_ms, first_ms),
      last_ms: kept.at(-1)?.[0] ?? stored.last_ms,
      samples: JSON.stringify(kept),
      pages: JSON.stringify(addPages(readPages(stored.pages), pages)),
    })
  }

  /** @returns how many there are then */
  private addRows({ dataset, segment }: FoundKey, by: number): number {
    const of = `${dataset}:${segment}`
    const rows = (this.rows.get(of) ?? this.countRows.get(dataset, segment) ?? 0) + by
    this.rows.set(of, rows)
    return rows
  }
}

const NOTHING: Stored = {
  count: 0,
  first_ms: Number.MAX_SAFE_INTEGER,
  last_ms: 0,
  samples: '[]',
  pages: '[]',
}

export const readSamples = (text: string): Sample[] => JSON.parse(text) as Sample[]
export const readPages = (text: string): Map<string, number> =>
  new Map(JSON.parse(text) as [string, number][])

const sorted = (samples: Sample[]): Sample[] => samples.sort((a, b) => a[0] - b[0] || a[1] - b[1])
/** The latest of them, the last last. */
export const latest = (samples: Sample[]): Sample[] => sorted(samples).slice(-SAMPLES_MAX)

/** The most frequent first. */
export function addPages(
  stored: Map<string, number>,
  added: ReadonlyMap<string, number>,
): [string, number][] {
  for (const [page, by] of added) addTo(stored, page, by)
  const pages = [...stored].filter(([, count]) => count > 0)
  return pages.sort(byCount).slice(0, PAGES_MAX)
}

const byCount = (a: [string, number], b: [string, number]): number =>
  b[1] - a[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)

/** A page without what may be somebody's: its query and fragment, and any address in its path. */
export function pageOf(url: string | undefined): string {
  if (url === undefined) return ''
  const end = url.search(/[?#]/)
  return withoutEmails((end < 0 ? url : url.slice(0, end)).slice(0, PAGE_CHARS_MAX))
}
