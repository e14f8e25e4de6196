import type Database from 'better-sqlite3'

/** A fate as the tally counts it. */
export interface Fate {
  state: number
  /** 1: counted no longer */
  gone: number
  /** why it was refused, has expired or was suppressed; null: nothing to say */
  reason: string | null
}

/** How many rows come to which fate in a transaction: gathered, and written at its end. */
export class Tally {
  private readonly gathered = new Map<string, { destination_id: number; fate: Fate; by: number }>()
  private readonly add: Database.Statement

  constructor(db: Database.Database) {
    this.add = db.prepare(
      `INSERT INTO tally (destination_id, state, gone, reason, count) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    )
  }

  count(destination_id: number, fate: Fate, by: number): void {
    const key = `${destination_id} ${fate.state} ${fate.gone} ${fate.reason ?? ''}`
    const known = this.gathered.get(key)
    if (known) known.by += by
    else this.gathered.set(key, { destination_id, fate, by })
  }

  move(destination_id: number, from: Fate, to: Partial<Fate>): void {
    this.count(destination_id, from, -1)
    this.count(destination_id, { ...from, ...to }, 1)
  }

  /** Within the transaction whose rows these are. */
  write(): void {
    for (const { destination_id, fate, by } of this.gathered.values())
      if (by !== 0) this.add.run(destination_id, fate.state, fate.gone, fate.reason ?? '', by)
    this.gathered.clear()
  }

  /** The transaction was rolled back: nothing has moved. */
  forget(): void {
    this.gathered.clear()
  }
}
