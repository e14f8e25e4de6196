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
import { SealedSecrets, type SecretName } from './sealed-secrets.js'

/** More would be a mistake: each is looked at for every event. */
const DESTINATIONS_MAX = 50

type Field = keyof DestinationSecrets
type Sealed = { [K in Field]: Uint8Array | null }
interface Row extends Sealed {
  id: number
  dataset_id: string
  destination: string
}

/** The destinations as the file has them. The configuration around it keeps them in memory, and begins transactions. */
export class DestinationTable {
  private readonly sealed: SealedSecrets

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {
    this.sealed = new SealedSecrets(db, seeds)
  }

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
        paused_at_ms: given.paused_at_ms ?? null,
        has_app_secret: secrets.app_secret !== null,
        secrets_at_ms: now_ms,
        resumed_at_ms: now_ms,
      },
      secrets,
    )
    if (typeof checked === 'string') return checked
    const key = this.sealed.keyForNew()
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
    if (changes_secrets) this.seal(checked, secrets, this.sealed.keyForAgain())
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
    const faults = SECRET_NAMES.filter((name) => {
      const text = secrets[name]
      return typeof text === 'string' && !isSecretText(text)
    }).map((name) => `${name}: give it as it was given to you, without spaces or line breaks`)
    const checked = checkDestination(destination, this.seeds.meta_url)
    if (typeof checked === 'string') faults.push(checked)
    if (typeof checked === 'string' || faults.length > 0) return faults.join('\n')
    const { id, dataset_id, name } = checked
    const same = this.all().find(
      (other) => other.dataset_id === dataset_id && other.name === name && other.id !== id,
    )
    return same ? `name: destination ${same.id} of this dataset has it. Give another` : checked
  }

  private seal(destination: Destination, secrets: Partial<DestinationSecrets>, key: Uint8Array): void {
    for (const name of SECRET_NAMES) {
      const text = secrets[name]
      if (text === undefined) continue
      const sealed = text === null ? null : this.sealed.seal(text, secretOf(destination, name), key)
      this.db.prepare(`UPDATE destinations SET ${name} = ? WHERE id = ?`).run(sealed, destination.id)
    }
  }

  private open(row: Row, name: Field): string | null {
    const sealed = row[name]
    return sealed === null ? null : this.sealed.open(sealed, secretOf(row, name))
  }
}

const SECRET_NAMES = ['access_token', 'app_secret'] as const

function secretOf({ id, dataset_id }: Pick<Row, 'id' | 'dataset_id'>, name: Field): SecretName {
  const [what, option] =
    name === 'access_token' ? ['access token', '--token-stdin'] : ['app secret', '--app-secret-stdin']
  return {
    belongs_to: `dataset ${dataset_id}, destination ${id}, ${name}`,
    what: `${what} of destination ${id}`,
    again: `countersign destination token ${id} ${option}`,
  }
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
