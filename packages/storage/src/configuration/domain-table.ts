import { afterCheck, type Checked, newVerification } from '@countersign/core'
import type Database from 'better-sqlite3'
import { isHost } from './base-url.js'
import type { Changing } from './changing.js'
import type { Domain, DomainStore } from './domain.js'
import type { Seeds } from './port.js'

/** Each is looked at every day. */
const DOMAINS_MAX = 100
const TOKEN_BYTES = 24

interface Row {
  id: number
  dataset_id: string
  domain: string
  next_check_ms: number
  verification: string
}

/** The domains as the file has them. */
export class DomainTable implements DomainStore {
  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
    private readonly changing: Changing,
  ) {}

  list(dataset_id?: string): Domain[] {
    const all = this.db.prepare<[], Row>('SELECT * FROM domains ORDER BY id').all().map(domainOf)
    return dataset_id === undefined ? all : all.filter((domain) => domain.dataset_id === dataset_id)
  }

  find(dataset_id: string, domain: string): Domain | undefined {
    const row = this.db
      .prepare<[string, string], Row>('SELECT * FROM domains WHERE dataset_id = ? AND domain = ?')
      .get(dataset_id, domain)
    return row && domainOf(row)
  }

  add(dataset_id: string, domain: string): Domain | string {
    if (!isHost(domain) || !domain.includes('.')) return 'domain: give a domain such as shop.example'
    return this.changing(() => {
      const exists = this.db.prepare('SELECT 1 FROM datasets WHERE id = ?').get(dataset_id)
      if (exists === undefined) return `dataset_id: there is no dataset ${dataset_id}`
      const known = this.find(dataset_id, domain)
      if (known) return known
      if (this.list(dataset_id).length >= DOMAINS_MAX)
        return `domain: a dataset has at most ${DOMAINS_MAX}. Remove one first`
      const now_ms = this.seeds.now_ms()
      const token = Buffer.from(this.seeds.randomBytes(TOKEN_BYTES)).toString('base64url')
      const { next_check_ms, ...verification } = newVerification(now_ms)
      this.db
        .prepare('INSERT INTO domains VALUES (NULL, ?, ?, ?, ?)')
        .run(
          dataset_id,
          domain,
          next_check_ms,
          JSON.stringify({ token, created_at_ms: now_ms, ...verification }),
        )
      return this.find(dataset_id, domain) as Domain
    })
  }

  remove(id: number): boolean {
    return this.changing(() => this.db.prepare('DELETE FROM domains WHERE id = ?').run(id).changes === 1)
  }

  due(now_ms: number, limit: number): Domain[] {
    return this.db
      .prepare<[number, number], Row>(
        'SELECT * FROM domains WHERE next_check_ms <= ? ORDER BY next_check_ms, id LIMIT ?',
      )
      .all(now_ms, limit)
      .map(domainOf)
  }

  checked(id: number, checked: Checked, now_ms: number): Domain | undefined {
    return this.changing(() => {
      const row = this.db.prepare<[number], Row>('SELECT * FROM domains WHERE id = ?').get(id)
      if (!row) return undefined
      const {
        id: _,
        dataset_id: __,
        domain: ___,
        next_check_ms,
        ...stored
      } = {
        ...domainOf(row),
        ...afterCheck(domainOf(row), checked, now_ms),
      }
      this.db
        .prepare('UPDATE domains SET next_check_ms = ?, verification = ? WHERE id = ?')
        .run(next_check_ms, JSON.stringify(stored), id)
      return { ...stored, id, dataset_id: row.dataset_id, domain: row.domain, next_check_ms }
    })
  }

  deleteOf(dataset_id: string): void {
    this.db.prepare('DELETE FROM domains WHERE dataset_id = ?').run(dataset_id)
  }
}

const domainOf = ({ id, dataset_id, domain, next_check_ms, verification }: Row): Domain => ({
  ...(JSON.parse(verification) as Omit<Domain, 'id' | 'dataset_id' | 'domain' | 'next_check_ms'>),
  id,
  dataset_id,
  domain,
  next_check_ms,
})
