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
 * event ids, so a secret of this store's goes into the hash: nobody outside can look for keys that collide.
 */
export class ClaimTable {
  private readonly secret: string
  private readonly select: Database.Statement<[number], Stored>
  private readonly insert: Database.Statement
  private readonly replace: Database.Statement
  /** what was asked for in this step: a claim that is written was read first */
  private readonly places = new Map<string, Place>()

  constructor(db: Database.Database) {
    this.secret = db.prepare<[], string>('SELECT claims_secret FROM state').pluck().get() ?? ''
    this.select = db.prepare('SELECT * FROM claims WHERE key = ?')
    this.insert = db.prepare('INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    this.replace = db.prepare('REPLACE INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  }

  get(key: string): Claim | undefined {
    const { stored } = this.place(key)
    if (!stored) return undefined
    const claim: Claim = {}
    const latest = holder(stored.seq, stored.received_at_ms, stored.event_seq)
    if (latest) claim.latest = latest
    const other = holder(stored.seq_without_id, stored.received_at_ms_without_id, stored.event_seq_without_id)
    if (other) claim.latest_without_id = other
    return claim
  }

  /** Ends a step: writes its claims, in the order of their rows, since neighbours share pages. */
  putAll(claims: Map<string, Claim>): void {
    const rows: { place: Place; claim: Claim }[] = []
    for (const [key, claim] of claims) rows.push({ place: this.place(key), claim })
    rows.sort((a, b) => a.place.row - b.place.row)
    let last: Place | undefined
    for (const { place, claim } of rows) {
      // Two new keys that begin alike have both been told that the same row is free.
      const taken = last?.row === place.row && last.proof !== place.proof
      last = taken ? this.find(place.first, place.proof) : place
      this.put(last, claim)
    }
    this.forget()
  }

  /** Forgets what was found out in a step: the rows may be others in the next. */
  forget(): void {
    this.places.clear()
  }

  private put(place: Place, { latest, latest_without_id }: Claim): void {
    const statement = place.stored ? this.replace : this.insert
    statement.run(
      place.row,
      place.proof,
      latest?.seq ?? null,
      latest?.received_at_ms ?? null,
      latest?.event_seq ?? null,
      latest_without_id?.seq ?? null,
      latest_without_id?.received_at_ms ?? null,
      latest_without_id?.event_seq ?? null,
    )
  }

  private place(key: string): Place {
    let place = this.places.get(key)
    if (!place) {
      // As text of a character a byte: a third of what the same bytes in a Buffer cost.
      const digest = hash('sha256', this.secret + key, 'binary')
      place = this.find(bits53(digest, 0), bits53(digest, 7))
      this.places.set(key, place)
    }
    return place
  }

  /** The row that holds a key, or the free one that it would take. */
  private find(first: number, proof: number): Place {
    for (let row = first; row < first + PROBES_MAX; row += 1) {
      const stored = this.select.get(row)
      if (!stored) return { first, row, proof }
      if (stored.proof === proof) return { first, row, proof, stored }
    }
    throw new Error('more claims begin alike than chance allows')
  }
}

/** Where a key stands: `first` where it would stand alone, `row` where it does. */
interface Place {
  first: number
  row: number
  proof: number
  stored?: Stored
}

/** 53 bits from seven bytes: the most that a JavaScript number holds exactly. */
function bits53(bytes: string, at: number): number {
  const high =
    ((bytes.charCodeAt(at) & 0x1f) << 16) | (bytes.charCodeAt(at + 1) << 8) | bytes.charCodeAt(at + 2)
  const middle = (bytes.charCodeAt(at + 3) << 8) | bytes.charCodeAt(at + 4)
  const low = (bytes.charCodeAt(at + 5) << 8) | bytes.charCodeAt(at + 6)
  return high * 2 ** 32 + middle * 2 ** 16 + low
}

const holder = (
  seq: number | null,
  received_at_ms: number | null,
  event_seq: number | null,
): Holder | undefined =>
  seq === null || received_at_ms === null || event_seq === null
    ? undefined
    : { seq, received_at_ms, event_seq }
