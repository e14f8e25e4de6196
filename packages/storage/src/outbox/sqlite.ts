import { ageClassOf, foreseenRefusal, HOUR_MS, type Refusal } from '@countersign/core'
import Database from 'better-sqlite3'
import type { Destination } from '../configuration/destination.js'
import type { Composed, Composer } from './compose.js'
import { HEALTHY, type Health, type Outbox, type Outcome, type Taken, type TakenEvent } from './port.js'
import { type OutboxStatements, prepareStatements, type Waiting } from './statements.js'
import { EXPIRED, REFUSED, SENDING, SENT, SUPPRESSED, WAITING } from './states.js'
import { type Fate, Tally } from './tally.js'
import { isWithoutRoom } from './without-room.js'

const LANES = [0, 1, 2]
const DUE: Fate = { state: WAITING, gone: 0, reason: null }
/** How long an event waits whose verdict counting has just changed. */
const UNDECIDED_MS = 1_000
/** How long a held one waits before it is asked for again: so late it goes once it is released. */
const HELD_MS = 30_000
/** How many takes that end with nothing to send, since all was set aside, are one take. */
const ROUNDS_MAX = 20
/** How much JSON a request holds where nobody says how much it may be. */
const BYTES_MAX = 8 * 2 ** 20

/** The outbox in folds/delivery.db. */
export class SqliteOutbox implements Outbox {
  private readonly tally: Tally
  private is_released = false
  private readonly statements: OutboxStatements

  constructor(
    private readonly db: Database.Database,
    private readonly composer: Pick<Composer, 'load' | 'compose'>,
  ) {
    this.tally = new Tally(db)
    this.statements = prepareStatements(db)
    try {
      this.releaseOnce()
    } catch (error) {
      // It is done with the first take, then.
      if (!isWithoutRoom(error)) throw error
    }
  }

  take(destination: Destination, limit: number, now_ms: number, bytes_max = BYTES_MAX): Taken | null {
    this.releaseOnce()
    return this.transaction(() => {
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        const due = this.due(destination.id, limit, now_ms)
        const [first] = due
        if (!first) return null
        // A store's event is near from the time on that others have: whether Meta takes it then is not certain.
        const ageOf = ({ event_time_s }: Waiting) => ageClassOf({ event_time_s, action_source: null }, now_ms)
        const age = ageOf(first)
        const alike = due.filter((row) => ageOf(row) === age)
        const is_near_deadline = age === 'near'
        const taken = this.takeRows(destination, alike, now_ms, bytes_max)
        if (taken) return { ...taken, destination_id: destination.id, is_near_deadline }
      }
      return null
    })
  }

  record(request_id: number, outcome: Outcome, now_ms: number): number[] {
    return this.transaction(() => {
      const request = this.statements.request.get(request_id)
      if (!request?.seqs) return []
      const { destination_id } = request
      const { http, fbtrace_id, events_received, why } = outcome
      this.statements.answered.run(now_ms, http, fbtrace_id, events_received, why, request_id)
      this.sent(destination_id, outcome.sent)
      for (const { seq, refusal } of outcome.refused) this.refuse(destination_id, seq, refusal)
      for (const { seq, due_ms, surely_not_taken } of outcome.again)
        this.waitAgain(destination_id, seq, due_ms, surely_not_taken ? null : request.sent_at_ms)
      const parts = outcome.parts ?? []
      const named = new Set([...outcome.sent, ...parts.flat()])
      // What nothing was said of is still `sending`.
      for (const seq of JSON.parse(request.seqs) as number[])
        if (!named.has(seq)) this.waitAgain(destination_id, seq, now_ms, request.sent_at_ms)
      return parts.map((seqs) => this.newRequest(destination_id, seqs, now_ms))
    })
  }

  nextDue(destination_id: number): number | null {
    const dues = LANES.map((lane) => this.statements.nextDue.get(destination_id, lane)).filter(
      (due_ms) => due_ms !== null && due_ms !== undefined,
    )
    return dues.length === 0 ? null : Math.min(...dues)
  }

  health(destination_id: number): Health {
    const stored = this.statements.health.get(destination_id)
    return stored ? { ...HEALTHY, ...(JSON.parse(stored) as Partial<Health>) } : HEALTHY
  }

  setHealth(destination_id: number, health: Health): void {
    this.statements.setHealth.run(JSON.stringify(health), destination_id)
  }

  /**
   * Ends a page of what waits past its time, at destinations that nothing is taken for: paused or stopped ones.
   * @returns whether there may be more
   */
  expire(destination_id: number, now_ms: number): boolean {
    return this.transaction(() => {
      const late = LANES.flatMap((lane) => this.statements.late.all(destination_id, lane, now_ms))
      for (const seq of late) {
        this.statements.setAside.run(EXPIRED, 'too_old', null, destination_id, seq)
        this.tally.move(destination_id, DUE, { state: EXPIRED, reason: 'too_old' })
      }
      return late.length > 0
    })
  }

  private due(destination_id: number, limit: number, now_ms: number): Waiting[] {
    const due: Waiting[] = []
    for (const lane of LANES)
      if (due.length < limit)
        due.push(...this.statements.due.all(destination_id, lane, now_ms, limit - due.length))
    return due
  }

  /** null where all of them were set aside */
  private takeRows(destination: Destination, rows: Waiting[], now_ms: number, bytes_max: number) {
    const events: TakenEvent[] = []
    let bytes = 0
    this.composer.load(rows.map(({ seq }) => seq))
    for (const row of rows) {
      if (bytes >= bytes_max) break
      const json = this.composed(destination, row, now_ms)
      if (json === null) continue
      bytes += json.length
      events.push({ seq: row.seq, attempts: row.attempts + 1, json })
    }
    if (events.length === 0) return null
    this.tally.count(destination.id, DUE, -events.length)
    this.tally.count(destination.id, { ...DUE, state: SENDING }, events.length)
    const seqs = events.map(({ seq }) => seq)
    return { request_id: this.newRequest(destination.id, seqs, now_ms), events }
  }

  private newRequest(destination_id: number, seqs: readonly number[], now_ms: number): number {
    const list = JSON.stringify(seqs)
    const { lastInsertRowid } = this.statements.newRequest.run(destination_id, now_ms, seqs.length, list)
    const request_id = Number(lastInsertRowid)
    this.statements.sending.run({ request_id, destination_id, seqs: list })
    return request_id
  }

  /** null: it was set aside, and has its state */
  private composed(destination: Destination, row: Waiting, now_ms: number): string | null {
    const { id, retry_hours } = destination
    const setAside = (state: number, reason: string, stripped: string[] = []) => {
      this.statements.setAside.run(state, reason, listed(stripped), id, row.seq)
      this.tally.move(id, DUE, { state, reason })
      return null
    }
    if (now_ms >= row.deadline_ms) return setAside(EXPIRED, 'too_old')
    if (row.first_try_ms !== null && now_ms - row.first_try_ms > retry_hours * HOUR_MS)
      return setAside(EXPIRED, 'retried_long_enough')
    const refuse = (refusal: Refusal, stripped: string[] = []) => {
      this.statements.refusal.run(id, row.seq, JSON.stringify(refusal))
      return setAside(REFUSED, reasonOf(refusal), stripped)
    }
    const composed = this.composedNow(destination, row.seq, now_ms)
    if (composed.kind === 'suppressed') return setAside(SUPPRESSED, composed.reason, composed.stripped)
    if (composed.kind === 'undecided' || composed.kind === 'held') {
      const wait_ms = composed.kind === 'held' ? HELD_MS : UNDECIDED_MS
      this.statements.postpone.run(now_ms + wait_ms, id, row.seq)
      return null
    }
    if (composed.kind === 'refused') return refuse(composed.refusal)
    const { graph_event } = composed
    if (composed.stripped.length > 0) this.statements.strip.run(listed(composed.stripped), id, row.seq)
    const refusal = foreseenRefusal(graph_event, now_ms)
    return refusal === null ? JSON.stringify(graph_event) : refuse(refusal, composed.stripped)
  }

  /** One that cannot be put together, whatever the reason, does not keep the others from going. */
  private composedNow(destination: Destination, seq: number, now_ms: number): Composed {
    const json = this.statements.edit.get(destination.id, seq)
    try {
      return this.composer.compose(destination, seq, json === undefined ? undefined : { json, now_ms })
    } catch (error) {
      if (error instanceof Database.SqliteError) throw error
      return { kind: 'suppressed', reason: 'cannot_be_composed', stripped: [] }
    }
  }

  /** All at once, as nearly all of them end so. */
  private sent(destination_id: number, seqs: readonly number[]): void {
    for (const gone of this.statements.sent.all({ destination_id, seqs: JSON.stringify(seqs) }))
      this.tally.move(destination_id, { state: SENDING, gone, reason: null }, { state: SENT })
  }

  private end(destination_id: number, seq: number, state: number, reason: string | null): boolean {
    const was = this.statements.end.get(state, reason, destination_id, seq)
    if (was) this.tally.move(destination_id, { ...was, state: SENDING, reason: null }, { state, reason })
    return was !== undefined
  }

  private refuse(destination_id: number, seq: number, refusal: Refusal): void {
    if (this.end(destination_id, seq, REFUSED, reasonOf(refusal)))
      this.statements.refusal.run(destination_id, seq, JSON.stringify(refusal))
  }

  /** @param tried_ms  when it was sent, if it may have been taken: from the first such time on it is not tried for ever */
  private waitAgain(destination_id: number, seq: number, due_ms: number, tried_ms: number | null): void {
    const was = this.statements.again.get(due_ms, tried_ms, destination_id, seq)
    if (was) this.tally.move(destination_id, { ...was, state: SENDING, reason: null }, { state: WAITING })
  }

  /** Whoever held it before has died with these on their way: they may have been taken, and go out again under their ids. */
  private releaseOnce(): void {
    if (this.is_released) return
    this.transaction(() => this.release())
    this.is_released = true
  }

  private release(): void {
    for (const { id, destination_id, seqs, sent_at_ms } of this.statements.unanswered.all()) {
      this.statements.answered.run(null, null, null, null, 'the process ended before an answer came', id)
      for (const seq of JSON.parse(seqs) as number[]) this.waitAgain(destination_id, seq, 0, sent_at_ms)
    }
  }

  private transaction<T>(work: () => T): T {
    try {
      return this.db
        .transaction(() => {
          const result = work()
          this.tally.write()
          return result
        })
        .immediate()
    } catch (error) {
      this.tally.forget()
      throw error
    }
  }
}

/** Under which word the ledger keeps a refusal: the narrowest number that there is. */
const reasonOf = ({ subcode, code, http }: Refusal): string => String(subcode ?? code ?? http)

const listed = (paths: string[]): string | null => (paths.length > 0 ? JSON.stringify(paths) : null)
