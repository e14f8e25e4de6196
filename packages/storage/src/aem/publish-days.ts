import { DAY_MS, dayOf, orderAt } from '@countersign/core'
import { type Cell, type Noise, noiseOf, publishDay, type Uniform } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import type { Dataset } from '../configuration/port.js'
import { AemBookTable, type AemSource } from './books.js'
import { monthOf, spentIn } from './budget.js'
import { CellTable, type DomainDay } from './cells.js'

const SOURCES: readonly AemSource[] = ['restricted', 'pcm']

/**
 * Publishes days that are over, a day at a time. What is published stays as it is: noise that was drawn again would average
 * out, and a count that grew would tell by whom. What the day's cells held is forgotten with it.
 */
export class DayPublisher {
  private readonly cells: CellTable
  private readonly books: AemBookTable
  private readonly closedTo: Database.Statement<[], number | null>
  private readonly setClosedTo: Database.Statement<[number]>
  private readonly noisyFrom: Database.Statement<[], number | null>
  private readonly addRelease: Database.Statement
  private readonly addCell: Database.Statement

  constructor(
    private readonly db: Database.Database,
    private readonly uniform: Uniform,
  ) {
    this.cells = new CellTable(db)
    this.books = new AemBookTable(db)
    this.closedTo = db.prepare<[], number | null>('SELECT closed_to FROM state').pluck()
    this.setClosedTo = db.prepare('UPDATE state SET closed_to = ?')
    this.noisyFrom = db.prepare<[], number | null>('SELECT noisy_from FROM state').pluck()
    this.addRelease = db.prepare('INSERT INTO releases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.addCell = db.prepare('INSERT INTO released VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  }

  /**
   * Of a file that is new: a file before it, which was lost, may have published the days before this one. Called again, it
   * changes nothing.
   */
  beginNoise(day: number): void {
    if (this.noisyFrom.get() === null) this.db.prepare('UPDATE state SET noisy_from = ?').run(day)
  }

  /** Whether a day is over that is not published. */
  isDue(now_ms: number): boolean {
    const day = this.closedTo.get() ?? null
    return day !== null && day < dayOf(now_ms)
  }

  /** Publishes the next day of all datasets. In a transaction of the caller's, with all that is due counted. */
  publish(datasets: readonly Dataset[]): void {
    const day = this.closedTo.get() ?? null
    if (day === null) return
    const with_cells = this.cells.ofDay(day)
    for (const dataset of datasets) {
      const id = Number(dataset.id)
      const domains = with_cells.filter((of) => of.dataset_id === id).map(({ domain }) => domain)
      // Whether a domain had anything to report is itself something to blur.
      if (dataset.settings.aem && dataset.settings.aem_noise !== 'off')
        for (const { domain } of orderAt(dataset.settings.aem_events, (day + 1) * DAY_MS - 1)?.domains ?? [])
          if (!domains.includes(domain)) domains.push(domain)
      for (const domain of domains) this.publishDomain({ dataset_id: id, domain, day }, dataset)
    }
    this.setClosedTo.run(day + 1)
  }

  private publishDomain(of: DomainDay, { settings }: Dataset): void {
    const { aem_noise, aem_epsilon, aem_delta, aem_minimum, aem_epsilon_per_month } = settings
    if (aem_noise === 'off') {
      this.release(of, aem_minimum, null, 0, 0)
      return
    }
    const spent = spentIn(this.db, of, monthOf(of.day))
    // Sums of decimals such as 0.1 are a little off.
    if (spent + aem_epsilon > aem_epsilon_per_month + 1e-9) {
      this.wait(of)
      return
    }
    const noise = noiseOf({ mechanism: aem_noise, epsilon: aem_epsilon, delta: aem_delta })
    this.release(of, aem_minimum, noise, aem_epsilon, aem_delta)
  }

  private release(of: DomainDay, minimum: number, noise: Noise | null, epsilon: number, delta: number): void {
    const { dataset_id, domain, day } = of
    const held = this.cells.of(of)
    // It may have been published: then it has spent its budget, and is not blurred a second time.
    const is_withheld = noise !== null && day < (this.noisyFrom.get() ?? 0)
    let hidden_cells = 0
    for (const source of SOURCES) {
      const cells = held.filter((cell) => cell.source === source)
      const published = is_withheld ? nothingOf(cells) : publishDay(cells, minimum, noise, this.uniform)
      hidden_cells += published.hidden_cells
      for (const { event_name, bucket, campaign, count } of published.cells)
        this.addCell.run(dataset_id, domain, day, source, event_name, bucket, campaign, count)
      const count = sumOf(cells)
      this.books.add(dataset_id, source, 'waiting', -count)
      this.books.add(dataset_id, source, 'reported', count - published.hidden_count)
      this.books.add(dataset_id, source, 'suppressed_small', published.hidden_count)
    }
    const { mechanism = null, scale = 0, threshold = 0 } = noise ?? {}
    const how = [minimum, hidden_cells, mechanism, epsilon, delta, scale, threshold]
    this.addRelease.run(dataset_id, domain, day, ...how)
    this.cells.clear(of)
  }

  /** The month's budget is spent: the counts go on to the next day, until there is one that may be published. */
  private wait(of: DomainDay): void {
    for (const cell of this.cells.of(of)) this.cells.count({ ...of, day: of.day + 1 }, cell)
    this.cells.clear(of)
  }
}

const nothingOf = (cells: readonly Cell[]) => ({
  cells: [] as Cell[],
  hidden_cells: cells.length,
  hidden_count: sumOf(cells),
})

const sumOf = (cells: readonly Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0)
