import { hash } from 'node:crypto'
import { ONCE_PER_ACTION } from '@countersign/core'
import { type Seen, valueText } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { codeOf } from '../fold/codes.js'
import type { Group } from './groups.js'
import { type Counter, merge, note, prune, type Sketch } from './sketch.js'

/** A released place never changes its meaning. */
export const KINDS = ['client_ip_address', 'fbp', 'value'] as const
const DAY_HOURS = 24
const [PERSON_CHARS, DIGEST_CHARS] = [11, 16]

export const readSketch = (text: string): Sketch => new Map(JSON.parse(text) as [string, Counter][])

/** The values that many sightings of a day share: addresses, browser ids, amounts of conversions. */
export class SharedTable {
  private readonly secret: string
  private readonly select: Database.Statement<number[], string>
  private readonly replace: Database.Statement

  constructor(db: Database.Database) {
    this.secret = db.prepare<[], string>('SELECT secret FROM made_with').pluck().get() ?? ''
    this.select = db
      .prepare<number[], string>(
        'SELECT counters FROM shared WHERE dataset = ? AND day = ? AND kind = ? AND channel = ? AND segment = ?',
      )
      .pluck()
    this.replace = db.prepare('REPLACE INTO shared VALUES (?, ?, ?, ?, ?, ?)')
  }

  note(group: Group, name: number, { event, received_at_ms, seq }: Seen, by: 1 | -1): void {
    const { user_data, custom_data } = event
    const { client_ip_address, fbp } = user_data
    const person = personOf(user_data)
    if (client_ip_address !== undefined)
      note(group.addresses, client_ip_address, by, received_at_ms, seq, person)
    if (fbp !== undefined) note(group.fbps, fbp, by, received_at_ms, seq, person)
    const value = ONCE_PER_ACTION.has(event.event_name) ? valueText(custom_data) : null
    if (value !== null) note(group.values, `${name}:${value}`, by, received_at_ms, seq, '')
  }

  write(groups: Iterable<Group>): void {
    for (const group of groups)
      for (const [kind, noted] of [group.addresses, group.fbps, group.values].entries()) {
        if (noted.size === 0) continue
        // Before the digests are made: what is met once or twice among many is most of it.
        prune(noted)
        const place = [group.dataset, Math.floor(group.hour / DAY_HOURS), kind, codeOf(group.channel)]
        const stored = readSketch(this.select.get(...place, group.segment) ?? '[]')
        merge(stored, KINDS[kind] === 'value' ? noted : this.digested(noted))
        this.replace.run(...place, group.segment, JSON.stringify([...stored]))
      }
  }

  /** Who reads these learns that something is shared, not what. */
  private digested(noted: Sketch): Sketch {
    const digests: Sketch = new Map()
    for (const [what, counter] of noted)
      digests.set(hash('sha256', `${this.secret}:${what}`).slice(0, DIGEST_CHARS), counter)
    return digests
  }
}

/** By whichever of these is there: people are told apart by one key at a time, see `peopleBehind`. */
function personOf({ em, ph, external_id }: Seen['event']['user_data']): string {
  if (em?.[0] !== undefined) return `e${em[0].slice(0, PERSON_CHARS)}`
  if (ph?.[0] !== undefined) return `p${ph[0].slice(0, PERSON_CHARS)}`
  if (external_id?.[0] !== undefined) return `x${external_id[0].slice(0, PERSON_CHARS)}`
  return ''
}
