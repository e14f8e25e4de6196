import type Database from 'better-sqlite3'
import { EVENT_NAMES_MAX, OTHER } from '../names.js'
import type { LatestBrowser } from '../port.js'

interface StoredName {
  id: number
  event_name: string
}

/** The numbers of event names, and what is known of each; kept in memory, since every sighting asks. */
export class NameTable {
  private readonly known = new Map<string, Map<string, number>>()
  private readonly latest = new Map<number, LatestBrowser>()
  private readonly all: Database.Statement<[number], StoredName>
  private readonly insert: Database.Statement
  private readonly selectLatest: Database.Statement<[number], LatestBrowser>
  private readonly updateLatest: Database.Statement

  constructor(db: Database.Database) {
    this.all = db.prepare('SELECT id, event_name FROM names WHERE dataset_id = ?')
    this.insert = db.prepare('INSERT INTO names (dataset_id, event_name) VALUES (?, ?)')
    this.selectLatest = db.prepare(
      `SELECT latest_browser_ms AS any_ms, latest_browser_without_id_ms AS without_id_ms FROM names WHERE id = ?`,
    )
    this.updateLatest = db.prepare(
      'UPDATE names SET latest_browser_ms = ?, latest_browser_without_id_ms = ? WHERE id = ?',
    )
  }

  id(dataset_id: string, event_name: string): number {
    let names = this.known.get(dataset_id)
    if (!names) {
      names = new Map(this.all.all(Number(dataset_id)).map((row) => [row.event_name, row.id]))
      this.known.set(dataset_id, names)
    }
    const known = names.get(event_name)
    if (known !== undefined) return known
    if (names.size >= EVENT_NAMES_MAX && event_name !== OTHER) return this.id(dataset_id, OTHER)
    const id = this.insert.run(Number(dataset_id), event_name).lastInsertRowid as number
    names.set(event_name, id)
    return id
  }

  latestBrowser(name_id: number): LatestBrowser {
    let latest = this.latest.get(name_id)
    if (!latest) {
      latest = this.selectLatest.get(name_id) ?? { any_ms: 0, without_id_ms: 0 }
      this.latest.set(name_id, latest)
    }
    return latest
  }

  setLatestBrowser(name_id: number, latest: LatestBrowser): void {
    this.updateLatest.run(latest.any_ms, latest.without_id_ms, name_id)
    this.latest.set(name_id, latest)
  }

  /** A step that failed took its new names back; another process may have taken names away. */
  forget(): void {
    this.known.clear()
    this.latest.clear()
  }
}
