import { type GraphEvent, isNearDeadline, type Refusal } from '@countersign/core'
import {
  type Destination,
  HEALTHY,
  type Health,
  type Outbox,
  type Outcome,
  type Taken,
} from '@countersign/storage'

type State = 'waiting' | 'sending' | 'sent' | 'refused' | 'expired'

export interface Row {
  seq: number
  state: State
  lane: number
  due_ms: number
  deadline_ms: number
  attempts: number
  first_try_ms: number | null
  graph_event: GraphEvent
  request_id: number | null
  refusal: Refusal | null
  settled_at_ms: number | null
  fbtrace_id: string | null
}

const HOUR_MS = 3_600_000

/** The outbox's port in memory, whole: what it takes, it composes from what it was given. */
export class MemoryOutbox implements Outbox {
  /** it cannot be written: its disk is full */
  is_full = false
  /** it gives what was asked for, however large that is */
  ignores_bytes = false
  private readonly rows = new Map<number, Map<number, Row>>()
  /** those of them that may be waiting */
  private readonly open = new Map<number, Set<Row>>()
  private readonly healths = new Map<number, Health>()
  private readonly requests = new Map<number, { destination_id: number; seqs: number[] }>()
  private next_seq = 1
  private next_request = 1

  add(destination_id: number, graph_event: GraphEvent, options: Partial<Row> & { due_ms: number }): Row {
    const row: Row = {
      seq: this.next_seq++,
      state: 'waiting',
      lane: 0,
      deadline_ms: options.due_ms + 7 * 24 * HOUR_MS,
      attempts: 0,
      first_try_ms: null,
      graph_event,
      request_id: null,
      refusal: null,
      settled_at_ms: null,
      fbtrace_id: null,
      ...options,
    }
    this.of(destination_id).set(row.seq, row)
    this.openOf(destination_id).add(row)
    return row
  }

  all(destination_id: number): Row[] {
    return [...this.of(destination_id).values()]
  }

  count(destination_id: number): { [S in State]: number } {
    const count = { waiting: 0, sending: 0, sent: 0, refused: 0, expired: 0 }
    for (const { state } of this.of(destination_id).values()) count[state] += 1
    return count
  }

  take(destination: Destination, limit: number, now_ms: number, bytes_max = Infinity): Taken | null {
    this.write()
    const due = this.waiting(destination.id)
      .filter((row) => row.due_ms <= now_ms)
      .sort((a, b) => a.lane - b.lane || a.due_ms - b.due_ms || a.seq - b.seq)
    const [first] = due
    if (!first) return null
    const is_near_deadline = isNearDeadline(first.deadline_ms, now_ms)
    const taken: Row[] = []
    let bytes = 0
    for (const row of due) {
      if (this.hasExpired(row, destination, now_ms)) {
        row.state = 'expired'
        row.settled_at_ms = now_ms
        continue
      }
      if (isNearDeadline(row.deadline_ms, now_ms) !== is_near_deadline) continue
      bytes += JSON.stringify(row.graph_event).length
      if (taken.length === limit || (taken.length > 0 && bytes > bytes_max && !this.ignores_bytes)) break
      taken.push(row)
    }
    const request_id = this.request(destination.id, taken)
    for (const row of taken) {
      row.attempts += 1
      row.first_try_ms ??= now_ms
    }
    const events = taken.map(({ seq, attempts, graph_event }) => ({
      seq,
      attempts,
      json: JSON.stringify(graph_event),
    }))
    return { request_id, destination_id: destination.id, events, is_near_deadline }
  }

  record(request_id: number, outcome: Outcome, now_ms: number): number[] {
    this.write()
    const request = this.requests.get(request_id)
    if (!request) return []
    this.requests.delete(request_id)
    const rows = this.of(request.destination_id)
    const mine = new Set(request.seqs)
    const take = (seq: number): Row | undefined => (mine.delete(seq) ? rows.get(seq) : undefined)
    const end = (seq: number, state: State, refusal: Refusal | null) => {
      const row = take(seq)
      if (row) Object.assign(row, { state, refusal, settled_at_ms: now_ms, fbtrace_id: outcome.fbtrace_id })
    }
    for (const seq of outcome.sent) end(seq, 'sent', null)
    for (const { seq, refusal } of outcome.refused) end(seq, 'refused', refusal)
    for (const { seq, due_ms, surely_not_taken } of outcome.again) {
      const row = take(seq)
      if (!row) continue
      row.state = 'waiting'
      row.due_ms = due_ms
      if (surely_not_taken && row.attempts === 1) row.first_try_ms = null
    }
    const parts = (outcome.parts ?? []).map((seqs) =>
      this.request(
        request.destination_id,
        seqs.flatMap((seq) => take(seq) ?? []),
      ),
    )
    for (const seq of mine) Object.assign(rows.get(seq) ?? {}, { state: 'waiting', due_ms: now_ms })
    return parts
  }

  nextDue(destination_id: number): number | null {
    const dues = this.waiting(destination_id).map(({ due_ms }) => due_ms)
    return dues.length === 0 ? null : dues.reduce((first, due_ms) => Math.min(first, due_ms))
  }

  health(destination_id: number): Health {
    return this.healths.get(destination_id) ?? HEALTHY
  }

  setHealth(destination_id: number, health: Health): void {
    this.write()
    this.healths.set(destination_id, health)
  }

  private hasExpired(
    { deadline_ms, first_try_ms }: Row,
    { retry_hours }: Destination,
    now_ms: number,
  ): boolean {
    return now_ms >= deadline_ms || (first_try_ms !== null && now_ms - first_try_ms > retry_hours * HOUR_MS)
  }

  private request(destination_id: number, rows: Row[]): number {
    const request_id = this.next_request++
    this.requests.set(request_id, { destination_id, seqs: rows.map(({ seq }) => seq) })
    for (const row of rows) Object.assign(row, { state: 'sending', request_id })
    return request_id
  }

  private waiting(destination_id: number): Row[] {
    const open = this.openOf(destination_id)
    for (const row of open) if (row.state !== 'waiting' && row.state !== 'sending') open.delete(row)
    return [...open].filter(({ state }) => state === 'waiting')
  }

  private openOf(destination_id: number): Set<Row> {
    const open = this.open.get(destination_id) ?? new Set<Row>()
    this.open.set(destination_id, open)
    return open
  }

  private of(destination_id: number): Map<number, Row> {
    const rows = this.rows.get(destination_id) ?? new Map<number, Row>()
    this.rows.set(destination_id, rows)
    return rows
  }

  private write(): void {
    if (this.is_full) throw new Error('SQLITE_FULL: database or disk is full')
  }
}
