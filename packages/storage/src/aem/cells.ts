import { type Cell, OTHER_CAMPAIGN } from '@countersign/core/report'
import type Database from 'better-sqlite3'

/** Campaigns are named by pages: beyond so many counts of a domain's day, new ones are counted together. */
const CELLS_MAX = 5_000

/** A day of a domain. */
export interface DomainDay {
  dataset_id: number
  domain: string
  day: number
}

/** The counts of days that are not published yet. */
export class CellTable {
  private readonly add: Database.Statement
  private readonly isThere: Database.Statement<unknown[], number>
  private readonly cellsOf: Database.Statement<[number, string, number], number>
  private readonly read: Database.Statement<[number, string, number], Cell>
  private readonly remove: Database.Statement<[number, string, number]>
  private readonly domains: Database.Statement<[number], DomainDay>

  constructor(db: Database.Database) {
    const of_day = 'FROM cells WHERE dataset_id = ? AND domain = ? AND day = ?'
    this.add = db.prepare(
      'INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
    )
    this.isThere = db
      .prepare<unknown[], number>(
        `SELECT 1 ${of_day} AND source = ? AND event_name = ? AND bucket = ? AND campaign = ?`,
      )
      .pluck()
    this.cellsOf = db.prepare<[number, string, number], number>(`SELECT count(*) ${of_day}`).pluck()
    this.read = db.prepare(`SELECT source, event_name, bucket, campaign, count ${of_day}`)
    this.remove = db.prepare(`DELETE ${of_day}`)
    this.domains = db.prepare('SELECT DISTINCT dataset_id, domain, day FROM cells WHERE day = ?')
  }

  count({ dataset_id, domain, day }: DomainDay, cell: Cell): void {
    const { source, event_name, bucket, count } = cell
    const event = [source, event_name, bucket] as const
    const is_full = this.cellsOf.get(dataset_id, domain, day) as number
    const has_room =
      is_full < CELLS_MAX || this.isThere.get(dataset_id, domain, day, ...event, cell.campaign) !== undefined
    this.add.run(dataset_id, domain, day, ...event, has_room ? cell.campaign : OTHER_CAMPAIGN, count)
  }

  of({ dataset_id, domain, day }: DomainDay): Cell[] {
    return this.read.all(dataset_id, domain, day)
  }

  /** The domains that have counts of a day. */
  ofDay(day: number): DomainDay[] {
    return this.domains.all(day)
  }

  clear({ dataset_id, domain, day }: DomainDay): void {
    this.remove.run(dataset_id, domain, day)
  }
}
