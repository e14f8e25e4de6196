import type Database from 'better-sqlite3'
import type { Seeds } from './port.js'
import { openSecret, sealSecret } from './secret-box.js'
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

const SECRET_BYTES = 32
const belongsTo = (dataset_id: string): string => `orders secret of dataset ${dataset_id}`

/** What a dataset's orders need: the secret that they are signed with, and the hold on its Purchases. */
export class OrdersTable {
  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {}

  /** The secret in clear is in the answer and nowhere else; the one before it no longer holds. */
  createSecret(dataset_id: string): string {
    const { randomBytes } = this.seeds
    const key = this.keyForNew(dataset_id)
    const secret = `whsec_${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')}`
    const sealed = sealSecret(secret, belongsTo(dataset_id), key, randomBytes)
    this.db
      .prepare('INSERT OR REPLACE INTO orders_secrets VALUES (?, ?)')
      .run(dataset_id, Buffer.from(sealed))
    return secret
  }

  /** A new key beside what was encrypted with one that is missing would hide that it is: it may only be put aside by hand. */
  private keyForNew(dataset_id: string): Uint8Array {
    const { secret_key } = this.seeds
    if (!secret_key) throw new Error('This configuration was opened without a secret key.')
    const found = secret_key.find()
    if (found) return found
    const others = this.db
      .prepare<[string], number>(
        'SELECT (SELECT count(*) FROM destinations) + (SELECT count(*) FROM orders_secrets WHERE dataset_id <> ?)',
      )
      .pluck()
      .get(dataset_id)
    if (others)
      throw new SecretUnusable(
        `There is no secret key at ${secret_key.place}, and other secrets were encrypted with it. Put it back, since a backup does not hold it.`,
        'key_file',
      )
    return secret_key.findOrMake()
  }

  /** @returns undefined where there is none @throws SecretUnusable where it cannot be read back */
  secret(dataset_id: string): string | undefined {
    const sealed = this.db
      .prepare<[string], Uint8Array>('SELECT secret FROM orders_secrets WHERE dataset_id = ?')
      .pluck()
      .get(dataset_id)
    if (!sealed) return undefined
    const key = this.seeds.secret_key?.find()
    const opened = key && openSecret(sealed, belongsTo(dataset_id), key)
    if (opened && 'secret' in opened) return opened.secret
    throw new SecretUnusable(
      `The secret of dataset ${dataset_id}'s orders cannot be read with this secret key. Make a new one: countersign orders secret --dataset ${dataset_id}`,
      'database',
    )
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
  }
}
