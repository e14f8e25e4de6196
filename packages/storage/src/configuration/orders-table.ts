import type Database from 'better-sqlite3'
import type { Seeds } from './port.js'
import { SealedSecrets, type SecretName } from './sealed-secrets.js'
import { SecretUnusable } from './secret-key.js'

/** Whether delivery of a dataset's Purchases waits until its owner has looked at it. */
export interface PurchaseHold {
  /** since when they are held; null: they are not (any more) */
  held_at_ms: number | null
  /** when they were last released: what was before then is known to the owner */
  released_at_ms: number | null
  /** one sentence: what was found */
  why: string
}

/** How the webhook of a dataset's orders has gone, to the minute. */
export interface OrdersWebhook {
  /** whether orders can be signed; `unreadable`: the key that the secret was sealed with is not there */
  secret: 'none' | 'kept' | 'unreadable'
  /** when signed orders were last taken */
  taken_at_ms: number | null
  /** when a request was last refused */
  refused_at_ms: number | null
  /** why, as a code of the catalogue and a place in what was sent */
  refused: { code: string; at: string } | null
}
interface WebhookRow {
  taken_at_ms: number | null
  refused_at_ms: number | null
  refused: string | null
}

/** What is alike is written once within this: anybody may send what is refused. */
const NOTED_EVERY_MS = 60_000

/** Another reason is told sooner than the same. */
const NEWS_EVERY_MS = 1_000

const SECRET_BYTES = 32
const secretOf = (dataset_id: string): SecretName => ({
  belongs_to: `orders secret of dataset ${dataset_id}`,
  what: `orders secret of dataset ${dataset_id}`,
  again: `countersign orders secret --dataset ${dataset_id}`,
})

/** What a dataset's orders need: the secret that they are signed with, and the hold on its Purchases. */
export class OrdersTable {
  private readonly sealed: SealedSecrets

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {
    this.sealed = new SealedSecrets(db, seeds)
  }

  /** The secret in clear is in the answer and nowhere else; the one before it no longer holds. */
  createSecret(dataset_id: string): string {
    const key = this.sealed.keyForNew({ table: 'orders_secrets', id: dataset_id })
    const secret = `whsec_${Buffer.from(this.seeds.randomBytes(SECRET_BYTES)).toString('base64url')}`
    const sealed = this.sealed.seal(secret, secretOf(dataset_id), key)
    this.db
      .prepare('INSERT OR REPLACE INTO orders_secrets VALUES (?, ?)')
      .run(dataset_id, Buffer.from(sealed))
    return secret
  }

  /** @returns undefined where there is none @throws SecretUnusable where it cannot be read back */
  secret(dataset_id: string): string | undefined {
    const sealed = this.db
      .prepare<[string], Uint8Array>('SELECT secret FROM orders_secrets WHERE dataset_id = ?')
      .pluck()
      .get(dataset_id)
    return sealed && this.sealed.open(sealed, secretOf(dataset_id))
  }

  /** What it was sealed with need not be there. @returns false where there was none */
  removeSecret(dataset_id: string): boolean {
    return this.db.prepare('DELETE FROM orders_secrets WHERE dataset_id = ?').run(dataset_id).changes === 1
  }

  webhook(dataset_id: string): OrdersWebhook {
    const { taken_at_ms = null, refused_at_ms = null, refused = null } = this.webhookRow(dataset_id) ?? {}
    return {
      secret: this.secretState(dataset_id),
      taken_at_ms,
      refused_at_ms,
      refused: refused === null ? null : JSON.parse(refused),
    }
  }

  /** @param refused  null: what was sent was taken */
  noteWebhook(dataset_id: string, refused: OrdersWebhook['refused']): void {
    const column = refused === null ? 'taken_at_ms' : 'refused_at_ms'
    const now_ms = this.seeds.now_ms()
    const text = refused === null ? null : JSON.stringify(refused)
    const known = this.webhookRow(dataset_id)
    const is_news = refused !== null && known?.refused !== text
    const since_ms = now_ms - (known?.[column] ?? Number.NEGATIVE_INFINITY)
    if (since_ms < (is_news ? NEWS_EVERY_MS : NOTED_EVERY_MS)) return
    this.db
      .prepare(
        `INSERT INTO orders_webhooks (dataset_id, ${column}, refused) VALUES (:dataset_id, :now_ms, :text)
         ON CONFLICT DO UPDATE SET ${column} = :now_ms, refused = coalesce(:text, refused)`,
      )
      .run({ dataset_id, now_ms, text })
  }

  private webhookRow(dataset_id: string): WebhookRow | undefined {
    return this.db
      .prepare<[string], WebhookRow>(
        'SELECT taken_at_ms, refused_at_ms, refused FROM orders_webhooks WHERE dataset_id = ?',
      )
      .get(dataset_id)
  }

  private secretState(dataset_id: string): OrdersWebhook['secret'] {
    try {
      return this.secret(dataset_id) === undefined ? 'none' : 'kept'
    } catch (error) {
      if (error instanceof SecretUnusable) return 'unreadable'
      throw error
    }
  }

  hold(dataset_id: string, why: string): void {
    this.db
      .prepare(
        `INSERT INTO purchase_holds VALUES (?, ?, NULL, ?) ON CONFLICT DO UPDATE SET held_at_ms = excluded.held_at_ms,
         why = excluded.why WHERE held_at_ms IS NULL`,
      )
      .run(dataset_id, this.seeds.now_ms(), why)
  }

  release(dataset_id: string): boolean {
    const released = this.db.prepare(
      'UPDATE purchase_holds SET held_at_ms = NULL, released_at_ms = ? WHERE dataset_id = ? AND held_at_ms IS NOT NULL',
    )
    return released.run(this.seeds.now_ms(), dataset_id).changes === 1
  }

  holds(): Map<string, PurchaseHold> {
    const rows = this.db
      .prepare<[], PurchaseHold & { dataset_id: string }>('SELECT * FROM purchase_holds')
      .all()
    return new Map(rows.map(({ dataset_id, ...hold }) => [dataset_id, hold]))
  }

  deleteOf(dataset_id: string): void {
    this.db.prepare('DELETE FROM orders_secrets WHERE dataset_id = ?').run(dataset_id)
    this.db.prepare('DELETE FROM purchase_holds WHERE dataset_id = ?').run(dataset_id)
    this.db.prepare('DELETE FROM orders_webhooks WHERE dataset_id = ?').run(dataset_id)
  }
}
