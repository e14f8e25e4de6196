import type Database from 'better-sqlite3'

/** What became of a restricted sighting, or of a report of Private Click Measurement. */
export const AEM_STATES = [
  'held',
  'waiting',
  'reported',
  'suppressed_small',
  'outranked',
  'duplicate',
  'no_slot',
  'no_person',
] as const
/**
 * - `held`: its person's window keeps it; `waiting`: it is counted in a day that is not published yet
 * - `reported`, `suppressed_small`: its day is published, and its count is shown, or too small to be
 * - `outranked`: its window keeps a better one; `duplicate`: another report of the same event was taken
 * - `no_slot`: its event or its domain has no slot; `no_person`: nothing says whose it is
 */
export type AemState = (typeof AEM_STATES)[number]
export type AemBooks = { [S in AemState]: number }
export type AemSource = 'restricted' | 'pcm'

export const noAemBooks = (): AemBooks =>
  Object.fromEntries(AEM_STATES.map((state) => [state, 0])) as AemBooks

/** The books of the fold: every state, each sighting in exactly one. */
export class AemBookTable {
  private readonly addTo: Database.Statement
  private readonly addTold: Database.Statement
  private readonly all: Database.Statement<[number, AemSource], { state: AemState; count: number }>

  constructor(db: Database.Database) {
    this.addTo = db.prepare(
      'INSERT INTO books VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
    )
    this.addTold = db.prepare(
      'INSERT INTO told VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
    )
    this.all = db.prepare('SELECT state, count FROM books WHERE dataset_id = ? AND source = ?')
  }

  told(dataset_id: string, source: AemSource, segment: number): void {
    this.addTold.run(Number(dataset_id), source, segment)
  }

  add(dataset_id: string | number, source: AemSource, state: AemState, by: number): void {
    if (by !== 0) this.addTo.run(Number(dataset_id), source, state, by)
  }

  read(dataset_id: string, source: AemSource): AemBooks {
    const books = noAemBooks()
    for (const { state, count } of this.all.all(Number(dataset_id), source)) books[state] = count
    return books
  }
}
