import { ALERT_FAILURES_MAX, alertRetryMs } from '@countersign/core'
import type Database from 'better-sqlite3'
import type {
  AlertChange,
  AlertChannel,
  AlertStatus,
  AlertStore,
  NewAlertChannel,
  QueuedAlert,
} from './alert-channel.js'
import { AlertQueue } from './alert-queue.js'
import type { Changing } from './changing.js'
import { checkAlertChannel } from './check-alert-channel.js'
import type { IssueNews } from './issue.js'
import type { Seeds } from './port.js'
import { SealedSecrets, type SecretName } from './sealed-secrets.js'

/** More would be a mistake. */
const CHANNELS_MAX = 20

type Tries = Omit<AlertStatus, 'waiting' | 'oldest_ms'>
const NO_TRIES: Tries = {
  tried_ms: [],
  failures: 0,
  retry_at_ms: null,
  last_sent_ms: null,
  failure: null,
  dropped: 0,
  last_dropped_ms: null,
}
interface Row {
  id: number
  dataset_id: string
  channel: string
  tries: string
  secret: Uint8Array | null
}

/** The alert channels, and what waits for them, as the file has them. */
export class AlertTable implements AlertStore {
  private readonly queue: AlertQueue
  private readonly sealed: SealedSecrets

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
    private readonly changing: Changing,
  ) {
    this.queue = new AlertQueue(db)
    this.sealed = new SealedSecrets(db, seeds)
  }

  channels(dataset_id?: string): AlertChannel[] {
    const all = this.db.prepare<[], Row>('SELECT * FROM alert_channels ORDER BY id').all().map(channelOf)
    return dataset_id === undefined ? all : all.filter((channel) => channel.dataset_id === dataset_id)
  }

  channel(id: number): AlertChannel | undefined {
    const row = this.row(id)
    return row && channelOf(row)
  }

  create(given: NewAlertChannel, secret: string | null): AlertChannel | string {
    const checked = checkAlertChannel(given, secret)
    if (typeof checked === 'string') return checked
    const { dataset_id } = given
    return this.changing(() => {
      const exists = this.db.prepare('SELECT 1 FROM datasets WHERE id = ?').get(dataset_id)
      if (exists === undefined) return `dataset_id: there is no dataset ${dataset_id}`
      if (this.channels(dataset_id).length >= CHANNELS_MAX)
        return `A dataset has at most ${CHANNELS_MAX} alert channels. Remove one first`
      const key = secret === null ? null : this.sealed.keyForNew()
      const stored = JSON.stringify({ ...checked, created_at_ms: this.seeds.now_ms() })
      const { lastInsertRowid } = this.db
        .prepare('INSERT INTO alert_channels VALUES (NULL, ?, ?, ?, NULL)')
        .run(dataset_id, stored, JSON.stringify(NO_TRIES))
      const id = Number(lastInsertRowid)
      if (secret !== null && key !== null) this.seal({ id, dataset_id }, secret, key)
      return this.channel(id) as AlertChannel
    })
  }

  change(id: number, change: AlertChange, secret?: string | null): AlertChannel | string | undefined {
    return this.changing(() => {
      const row = this.row(id)
      if (!row) return undefined
      const known = channelOf(row)
      const { target, severities, digest_seconds, per_hour_max, allowed_private_hosts } = known
      const given = { target, severities, digest_seconds, per_hour_max, allowed_private_hosts, ...change }
      if (given.target.kind !== target.kind) return `kind: give ${target.kind}, or add another channel`
      const checked = checkAlertChannel(given, secret === undefined ? (this.secret(id) ?? null) : secret)
      if (typeof checked === 'string') return checked
      const stored = JSON.stringify({ ...checked, created_at_ms: known.created_at_ms })
      this.db.prepare('UPDATE alert_channels SET channel = ? WHERE id = ?').run(stored, id)
      if (secret === null) this.db.prepare('UPDATE alert_channels SET secret = NULL WHERE id = ?').run(id)
      else if (secret !== undefined)
        this.seal(row, secret, this.sealed.keyForNew({ table: 'alert_channels', id: String(id) }))
      return this.channel(id) as AlertChannel
    })
  }

  private seal(of: Pick<Row, 'id' | 'dataset_id'>, secret: string, key: Uint8Array): void {
    const sealed = this.sealed.seal(secret, secretOf(of), key)
    this.db.prepare('UPDATE alert_channels SET secret = ? WHERE id = ?').run(sealed, of.id)
  }

  delete(id: number): boolean {
    return this.changing(() => {
      this.queue.forgetChannel(id)
      return this.db.prepare('DELETE FROM alert_channels WHERE id = ?').run(id).changes === 1
    })
  }

  secret(id: number): string | null | undefined {
    const row = this.row(id)
    if (!row) return undefined
    if (row.secret === null) return null
    return this.sealed.open(row.secret, secretOf(row))
  }

  status(id: number): AlertStatus | undefined {
    const row = this.row(id)
    return row && { ...triesOf(row), ...this.queue.count(id) }
  }

  waiting(): (AlertChannel & { status: AlertStatus })[] {
    return this.db
      .prepare<[], Row>(
        'SELECT * FROM alert_channels WHERE id IN (SELECT channel_id FROM alert_queue) ORDER BY id',
      )
      .all()
      .map((row) => ({ ...channelOf(row), status: { ...triesOf(row), ...this.queue.count(row.id) } }))
  }

  queued(id: number): QueuedAlert[] {
    return this.queue.queued(id)
  }

  trying(id: number, now_ms: number): void {
    this.changeTries(id, ({ per_hour_max }, tries) => {
      const failures = tries.failures + 1
      return {
        ...tries,
        tried_ms: [...tries.tried_ms, now_ms].slice(-per_hour_max),
        failures,
        retry_at_ms: now_ms + alertRetryMs(failures, null),
      }
    })
  }

  sent(id: number, seqs: readonly number[], now_ms: number): void {
    this.changeTries(id, (_, tries) => {
      const set = this.db.prepare('UPDATE issues SET alerted_at_ms = ? WHERE id = ?')
      for (const issue_id of this.queue.remove(seqs)) set.run(now_ms, issue_id)
      return { ...tries, failures: 0, retry_at_ms: null, failure: null, last_sent_ms: now_ms }
    })
  }

  failed(
    id: number,
    seqs: readonly number[],
    failure: string,
    asked_ms: number | null,
    now_ms: number,
  ): number {
    let dropped = 0
    this.changeTries(id, (_, tries) => {
      if (tries.failures < ALERT_FAILURES_MAX)
        return { ...tries, failure, retry_at_ms: now_ms + alertRetryMs(tries.failures, asked_ms) }
      dropped = this.queue.remove(seqs).length
      return {
        ...tries,
        failure,
        failures: 0,
        retry_at_ms: now_ms + alertRetryMs(tries.failures, asked_ms),
        dropped: tries.dropped + dropped,
        last_dropped_ms: now_ms,
      }
    })
    return dropped
  }

  /** Within a transaction of the configuration's: what has happened to a dataset's issues waits to be told. */
  enqueue(dataset_id: string, news: readonly IssueNews[], now_ms: number): void {
    if (news.length > 0) this.queue.take(this.channels(dataset_id), news, now_ms)
  }

  /** Within a transaction of the configuration's: a person has said something of an issue, who needs no message of it. */
  forgetIssue(issue_id: number): void {
    this.queue.forgetIssue(issue_id)
  }

  deleteOf(dataset_id: string): void {
    for (const { id } of this.channels(dataset_id)) this.queue.forgetChannel(id)
    this.db.prepare('DELETE FROM alert_channels WHERE dataset_id = ?').run(dataset_id)
  }

  private changeTries(id: number, change: (channel: AlertChannel, tries: Tries) => Tries): void {
    this.db
      .transaction(() => {
        const row = this.row(id)
        if (!row) return
        const tries = change(channelOf(row), triesOf(row))
        this.db.prepare('UPDATE alert_channels SET tries = ? WHERE id = ?').run(JSON.stringify(tries), id)
      })
      .immediate()
  }

  private row(id: number): Row | undefined {
    return this.db.prepare<[number], Row>('SELECT * FROM alert_channels WHERE id = ?').get(id)
  }
}

const secretOf = ({ id, dataset_id }: Pick<Row, 'id' | 'dataset_id'>): SecretName => ({
  belongs_to: `dataset ${dataset_id}, alert channel ${id}, secret`,
  what: `secret of alert channel ${id}`,
  again: `countersign alert remove ${id}, then countersign alert add`,
})

const channelOf = ({ id, dataset_id, channel, secret }: Row): AlertChannel => ({
  ...(JSON.parse(channel) as Omit<AlertChannel, 'id' | 'dataset_id' | 'has_secret'>),
  id,
  dataset_id,
  has_secret: secret !== null,
})

const triesOf = ({ tries }: Row): Tries => ({ ...NO_TRIES, ...(JSON.parse(tries) as Partial<Tries>) })
