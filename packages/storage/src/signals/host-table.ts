import type Database from 'better-sqlite3'
import { codeOf } from '../fold/codes.js'
import { OTHER } from '../fold/names.js'
import type { Group } from './groups.js'

/** How many hosts of a dataset are told apart: whoever sends events chooses them. */
export const HOSTS_MAX = 1_000

/** Which hosts events came from. A step writes each of its rows once. */
export class HostTable {
  private readonly known = new Map<number, Set<string>>()
  private readonly all: Database.Statement<[number], string>
  private readonly put: Database.Statement
  private readonly removeEmpty: Database.Statement

  constructor(
    db: Database.Database,
    private readonly hosts_max = HOSTS_MAX,
  ) {
    this.all = db.prepare<[number], string>('SELECT DISTINCT host FROM hosts WHERE dataset = ?').pluck()
    this.put = db.prepare(
      `INSERT INTO hosts VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count,
         first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms)`,
    )
    this.removeEmpty = db.prepare(
      'DELETE FROM hosts WHERE dataset = ? AND segment = ? AND host = ? AND channel = ? AND count <= 0',
    )
  }

  note(group: Group, host: string, received_at_ms: number, by: 1 | -1): void {
    const known = group.hosts.get(host)
    if (!known) {
      group.hosts.set(host, { count: by, first_ms: received_at_ms, last_ms: received_at_ms })
      return
    }
    known.count += by
    if (received_at_ms < known.first_ms) known.first_ms = received_at_ms
    if (received_at_ms > known.last_ms) known.last_ms = received_at_ms
  }

  write(groups: Iterable<Group>): void {
    for (const { dataset, segment, channel, hosts } of groups)
      for (const [host, { count, first_ms, last_ms }] of hosts) {
        const place = [dataset, segment, this.roomFor(dataset, host), codeOf(channel)]
        this.put.run(...place, count, first_ms, last_ms)
        if (count <= 0) this.removeEmpty.run(...place)
      }
  }

  /** What is stored may be others now. */
  forget(): void {
    this.known.clear()
  }

  private roomFor(dataset: number, host: string): string {
    let known = this.known.get(dataset)
    if (!known) {
      known = new Set(this.all.all(dataset))
      this.known.set(dataset, known)
    }
    if (!known.has(host) && known.size >= this.hosts_max) return OTHER
    known.add(host)
    return host
  }
}
