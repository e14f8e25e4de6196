import type Database from 'better-sqlite3'
import {
  DESTINATION_DEFAULTS,
  type Destination,
  type DestinationChange,
  type DestinationSecrets,
  type NewDestination,
} from './destination.js'
import { checkDestination, isSecretText } from './destination-options.js'
import type { Seeds } from './port.js'
import { openSecret, sealSecret } from './secret-box.js'
import { type SecretKey, SecretUnusable } from './secret-key.js'
import { type SecretFault, unreadableSecret } from './unreadable-secret.js'

/** More would be a mistake: each is looked at for every event. */
const DESTINATIONS_MAX = 50

type SecretName = keyof DestinationSecrets
type Sealed = { [K in SecretName]: Uint8Array | null }
interface Row extends Sealed {
  id: number
  dataset_id: string
  destination: string
}

/** The destinations as the file has them. The configuration around it keeps them in memory, and begins transactions. */
export class DestinationTable {
  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {}

  all(): Destination[] {
    return this.db.prepare<[], Row>('SELECT * FROM destinations ORDER BY id').all().map(destinationOf)
  }

  /** @returns what is wrong with it, as a text */
  create(given: NewDestination, secrets: DestinationSecrets): Destination | string {
    const now_ms = this.seeds.now_ms()
    const others = this.all().filter(({ dataset_id }) => dataset_id === given.dataset_id)
    if (others.length >= DESTINATIONS_MAX)
      return `A dataset has at most ${DESTINATIONS_MAX} destinations. Remove one first.`
    const checked = this.checked(
      {
        ...DESTINATION_DEFAULTS,
        name: `Meta ${given.target_id}`,
        ...given,
        id: 0,
        created_at_ms: now_ms,
        paused_at_ms: null,
        has_app_secret: secrets.app_secret !== null,
        secrets_at_ms: now_ms,
        resumed_at_ms: now_ms,
      },
      secrets,
    )
    if (typeof checked === 'string') return checked
    const key = this.keyForNew()
    const insert = this.db.prepare('INSERT INTO destinations VALUES (NULL, ?, ?, ?, NULL)')
    const { lastInsertRowid } = insert.run(given.dataset_id, textOf(checked), Buffer.alloc(0))
    const destination = { ...checked, id: Number(lastInsertRowid) }
    this.seal(destination, secrets, key)
    return destination
  }

  /** @returns undefined where there is no such destination; what is wrong with the change, as a text */
  change(id: number, change: DestinationChange): Destination | string | undefined {
    const row = this.row(id)
    if (!row) return undefined
    const known = destinationOf(row)
    const { access_token, app_secret, ...options } = change
    const secrets = {
      ...(access_token !== undefined && { access_token }),
      ...(app_secret !== undefined && { app_secret }),
    }
    const changes_secrets = Object.keys(secrets).length > 0
    const checked = this.checked(
      {
        ...known,
        ...options,
        // Later than the last time in any case: whoever looks for a change looks at this.
        ...(changes_secrets && { secrets_at_ms: Math.max(this.seeds.now_ms(), known.secrets_at_ms + 1) }),
        ...(app_secret !== undefined && { has_app_secret: app_secret !== null }),
        ...(mayMend(options) && { resumed_at_ms: Math.max(this.seeds.now_ms(), known.resumed_at_ms + 1) }),
      },
      secrets,
    )
    if (typeof checked === 'string') return checked
    this.db.prepare('UPDATE destinations SET destination = ? WHERE id = ?').run(textOf(checked), id)
    if (changes_secrets) this.seal(checked, secrets, this.key().findOrMake())
    return checked
  }

  /** Pauses all that are not, whatever else may be wrong with them. @returns how many */
  pauseAll(): number {
    const rows = this.db.prepare<[], Row>('SELECT * FROM destinations').all()
    const active = rows.map(destinationOf).filter(({ paused_at_ms }) => paused_at_ms === null)
    const set = this.db.prepare('UPDATE destinations SET destination = ? WHERE id = ?')
    for (const destination of active)
      set.run(textOf({ ...destination, paused_at_ms: this.seeds.now_ms() }), destination.id)
    return active.length
  }

  delete(id: number): boolean {
    return this.db.prepare('DELETE FROM destinations WHERE id = ?').run(id).changes === 1
  }

  deleteOf(dataset_id: string): void {
    this.db.prepare('DELETE FROM destinations WHERE dataset_id = ?').run(dataset_id)
  }

  /** @throws SecretUnusable where they cannot be read */
  secrets(id: number): DestinationSecrets | undefined {
    const row = this.row(id)
    if (!row) return undefined
    return { access_token: this.open(row, 'access_token') ?? '', app_secret: this.open(row, 'app_secret') }
  }

  private row(id: number): Row | undefined {
    return this.db.prepare<[number], Row>('SELECT * FROM destinations WHERE id = ?').get(id)
  }

  private checked(destination: Destination, secrets: Partial<DestinationSecrets>): Destination | string {
    for (const name of SECRET_NAMES) {
      const text = secrets[name]
      if (typeof text === 'string' && !isSecretText(text))
        return `${name}: give it as it was given to you, without spaces or line breaks`
    }
    const checked = checkDestination(destination, this.seeds.meta_url)
    if (typeof checked === 'string') return checked
    const { id, dataset_id, name } = checked
    const same = this.all().find(
      (other) => other.dataset_id === dataset_id && other.name === name && other.id !== id,
    )
    return same ? `name: destination ${same.id} of this dataset has it. Give another` : checked
  }

  private key(): SecretKey {
    const { secret_key } = this.seeds
    if (!secret_key) throw new Error('This configuration was opened without a secret key.')
    return secret_key
  }

  /** A new key beside secrets that were encrypted with one that is missing would hide that it is: it may only be put aside by hand. */
  private keyForNew(): Uint8Array {
    const key = this.key()
    const found = key.find()
    if (found) return found
    const [other] = this.all()
    if (other)
      throw new SecretUnusable(
        `There is no secret key at ${key.place}, and the tokens of other destinations were encrypted with it. Put it back; or set one of them again, which makes a new key: countersign destination token ${other.id} --token-stdin`,
        'key_file',
      )
    return key.findOrMake()
  }

  private seal(destination: Destination, secrets: Partial<DestinationSecrets>, key: Uint8Array): void {
    for (const name of SECRET_NAMES) {
      const text = secrets[name]
      if (text === undefined) continue
      const sealed =
        text === null ? null : sealSecret(text, ownerOf(destination, name), key, this.seeds.randomBytes)
      this.db.prepare(`UPDATE destinations SET ${name} = ? WHERE id = ?`).run(sealed, destination.id)
    }
  }

  private open(row: Row, name: SecretName): string | null {
    const sealed = row[name]
    if (sealed === null) return null
    const key = this.key()
    const found = key.find()
    if (!found) throw unreadable(row, name, 'no_key', key.place)
    const opened = openSecret(sealed, ownerOf(row, name), found)
    if ('secret' in opened) return opened.secret
    throw unreadable(row, name, opened.fault, key.place)
  }
}

const SECRET_NAMES = ['access_token', 'app_secret'] as const

/** What a secret belongs to; never changed, since what is sealed can only be opened with it. */
const ownerOf = ({ id, dataset_id }: Pick<Row, 'id' | 'dataset_id'>, name: SecretName): string =>
  `dataset ${dataset_id}, destination ${id}, ${name}`

function unreadable(row: Row, name: SecretName, fault: SecretFault, place: string): SecretUnusable {
  const [what, option] =
    name === 'access_token' ? ['access token', '--token-stdin'] : ['app secret', '--app-secret-stdin']
  const again = `countersign destination token ${row.id} ${option}`
  return unreadableSecret(`${what} of destination ${row.id}`, fault, place, again)
}

/** One that was stored before an option existed has its default. */
const destinationOf = ({ id, dataset_id, destination, app_secret }: Row): Destination => ({
  ...DESTINATION_DEFAULTS,
  ...(JSON.parse(destination) as Omit<Destination, 'id' | 'dataset_id' | 'has_app_secret'>),
  id,
  dataset_id,
  has_app_secret: app_secret !== null,
})

function textOf({ id: _, dataset_id: __, has_app_secret: ___, ...stored }: Destination): string {
  return JSON.stringify(stored)
}

/** Whether a change may be what a destination that has stopped waits for. */
const mayMend = (change: DestinationChange): boolean =>
  change.paused_at_ms === null ||
  ['url', 'api_version', 'test_event_code', 'allowed_private_hosts'].some((name) => name in change)
