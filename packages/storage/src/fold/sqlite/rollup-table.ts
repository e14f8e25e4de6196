import type Database from 'better-sqlite3'
import Big from 'big.js'

type Place = readonly (number | string)[]

/** A table of whole numbers, one for each place. */
export class CountTable {
  private readonly statement: Database.Statement

  /** @param columns  how many make up a place: the table's first, its key */
  constructor(db: Database.Database, table: string, columns: number) {
    this.statement = db.prepare(
      `INSERT INTO ${table} VALUES (${'?, '.repeat(columns)}?) ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    )
  }

  add(place: Place, by: number): void {
    this.statement.run(...place, by)
  }
}

/** A table of exact decimals, one for each place. */
export class AmountTable {
  private readonly read: Database.Statement<unknown[], string>
  private readonly write: Database.Statement

  /** @param columns  the names of those that make up a place, in the table's order */
  constructor(db: Database.Database, table: string, columns: readonly string[]) {
    const at = columns.map((column) => `${column} = ?`).join(' AND ')
    this.read = db.prepare<unknown[], string>(`SELECT amount FROM ${table} WHERE ${at}`).pluck()
    this.write = db.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${'?, '.repeat(columns.length)}?)`)
  }

  add(place: Place, by: Big): void {
    this.write.run(...place, new Big(this.read.get(...place) ?? 0).plus(by).toFixed())
  }
}
