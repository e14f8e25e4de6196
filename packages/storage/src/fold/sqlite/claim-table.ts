import { hash } from 'node:crypto'
import type { Claim, Holder } from '@countersign/core'
import type Database from 'better-sqlite3'

interface Stored {
  proof: number
  seq: number | null
  received_at_ms: number | null
  event_seq: number | null
  seq_without_id: number | null
  received_at_ms_without_id: number | null
  event_seq_without_id: number | null
}

/** How many neighbours two keys that begin alike may push each other along: with 53 bits it never gets past one. */
const PROBES_MAX = 8

/**
 * Claims by key. A key is known by 106 bits of its SHA-256: 53 find the row, 53 prove that it is the one. Pages choose
 * event ids, so the hash must be one in which nobody can look for collisions.
 */
export class ClaimTable {
  private readonly select: Database.Statement<[number], Stored>
  private readonly upsert: Database.Statement

  constructor(db: Database.Database) {
    this.select = db.prepare('SELECT * FROM claims WHERE key = ?')
    this.upsert = db.prepare('INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  }

  get(key: string): Claim | undefined {
    const stored = this.find(digestOf(key)).stored
    if (!stored) return undefined
    const claim: Claim = {}
    const latest = holder(stored.seq, stored.received_at_ms, stored.event_seq)
    if (latest) claim.latest = latest
    const other = holder(stored.seq_without_id, stored.received_at_ms_without_id, stored.event_seq_without_id)
    if (other) claim.latest_without_id = other
    return claim
  }

  /** Written in the order of the keys: neighbours share pages. */
  putAll(claims: Map<string, Claim>): void {
    const rows: { digest: Digest; claim: Claim }[] = []
    for (const [key, claim] of claims) rows.push({ digest: digestOf(key), claim })
    rows.sort((a, b) => a.digest.key - b.digest.key)
    for (const { digest, claim } of rows) this.put(digest, claim)
  }

  private put(digest: Digest, { latest, latest_without_id }: Claim): void {
    this.upsert.run(
      this.find(digest).key,
      digest.proof,
      latest?.seq ?? null,
      latest?.received_at_ms ?? null,
      latest?.event_seq ?? null,
      latest_without_id?.seq ?? null,
      latest_without_id?.received_at_ms ?? null,
      latest_without_id?.event_seq ?? null,
    )
  }

  /** The row that holds a key, or the free one that it would take. */
  private find(digest: Digest): { key: number; stored?: Stored } {
    for (let key = digest.key; key < digest.key + PROBES_MAX; key += 1) {
      const stored = this.select.get(key)
      if (!stored) return { key }
      if (stored.proof === digest.proof) return { key, stored }
    }
    throw new Error('more claims begin alike than chance allows')
  }
}

interface Digest {
  key: number
  proof: number
}

function digestOf(key: string): Digest {
  const bytes = hash('sha256', key, 'buffer')
  return { key: bits53(bytes, 0), proof: bits53(bytes, 7) }
}

/** 53 bits from seven bytes: the most that a JavaScript number holds exactly. */
const bits53 = (bytes: Buffer, at: number): number => (bytes.readUInt8(at) & 0x1f) * 2 ** 48 + bytes.readUIntBE(at + 1, 6)

const holder = (seq: number | null, received_at_ms: number | null, event_seq: number | null): Holder | undefined =>
  seq === null || received_at_ms === null || event_seq === null ? undefined : { seq, received_at_ms, event_seq }
