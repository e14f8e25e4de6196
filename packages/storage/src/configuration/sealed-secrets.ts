import type Database from 'better-sqlite3'
import type { Seeds } from './port.js'
import { openSecret, sealSecret } from './secret-box.js'
import { type SecretKey, SecretUnusable } from './secret-key.js'
import { type SecretFault, unreadableSecret } from './unreadable-secret.js'

/**
 * Every table with sealed secrets, by what its rows are known by. A new one is a line here: what stands here keeps a lost
 * key from being made anew. `instead`: what its owner may do where the key is gone for good, after "or".
 */
export const SEALED: readonly {
  table: string
  columns: readonly string[]
  id: string
  instead?: (id: string) => string
}[] = [
  {
    table: 'destinations',
    columns: ['access_token', 'app_secret'],
    id: 'id',
    instead: (id) =>
      `set one of them again, which makes a new key: countersign destination token ${id} --token-stdin`,
  },
  {
    table: 'alert_channels',
    columns: ['secret'],
    id: 'id',
    instead: (id) => `remove what was encrypted with it: countersign alert remove ${id}`,
  },
  {
    table: 'orders_secrets',
    columns: ['secret'],
    id: 'dataset_id',
    instead: (id) => `remove what was encrypted with it: countersign orders secret --dataset ${id} --remove`,
  },
  {
    table: 'people',
    columns: ['totp', 'totp_asked'],
    id: 'id',
    instead: (id) => `take off the sign-in codes that were encrypted with it: countersign user reset ${id}`,
  },
]

/** A secret as errors name it. */
export interface SecretName {
  /** what it belongs to; never changed, since what is sealed can only be opened with it */
  belongs_to: string
  /** `access token of destination 1` */
  what: string
  /** the command that sets it again */
  again: string
}

/** Seals secrets and opens them, with the one key that all of them have. */
export class SealedSecrets {
  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {}

  /** Of what is set again whatever else is known: where the key is gone, a new one is made. */
  keyForAgain(): Uint8Array {
    return this.key().findOrMake()
  }

  /**
   * A new key beside secrets that were encrypted with one that is missing would hide that it is: it may only be put aside
   * by hand.
   * @param replaced  the row that the new secret takes the place of
   * @throws SecretUnusable where the key is missing and any other secret needs it
   */
  keyForNew(replaced?: { table: string; id: string }): Uint8Array {
    const key = this.key()
    const found = key.find()
    if (found) return found
    for (const { table, columns, id, instead } of SEALED) {
      const is_kept = columns.map((column) => `${column} IS NOT NULL`).join(' OR ')
      const other = this.db
        .prepare<[string | null], string>(
          `SELECT CAST(${id} AS TEXT) FROM ${table} WHERE (${is_kept}) AND CAST(${id} AS TEXT) IS NOT ? ORDER BY ${id} LIMIT 1`,
        )
        .pluck()
        .get(replaced?.table === table ? replaced.id : null)
      if (other === undefined) continue
      const or = instead === undefined ? '' : `; or ${instead(other)}`
      throw new SecretUnusable(
        `There is no secret key at ${key.place}, and other secrets were encrypted with it. Put it back, since a backup does not hold it${or}`,
        'key_file',
      )
    }
    return key.findOrMake()
  }

  seal(secret: string, { belongs_to }: Pick<SecretName, 'belongs_to'>, key: Uint8Array): Uint8Array {
    return sealSecret(secret, belongs_to, key, this.seeds.randomBytes)
  }

  /** @throws SecretUnusable where it cannot be read back */
  open(sealed: Uint8Array, { belongs_to, what, again }: SecretName): string {
    const key = this.key()
    const unreadable = (fault: SecretFault) => unreadableSecret(what, fault, key.place, again)
    const found = key.find()
    if (!found) throw unreadable('no_key')
    const opened = openSecret(sealed, belongs_to, found)
    if ('secret' in opened) return opened.secret
    throw unreadable(opened.fault)
  }

  private key(): SecretKey {
    const { secret_key } = this.seeds
    if (!secret_key) throw new Error('This configuration was opened without a secret key.')
    return secret_key
  }
}
