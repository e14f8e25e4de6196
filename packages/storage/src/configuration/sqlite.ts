import Database from 'better-sqlite3'
import { migrate } from '../migrate.js'
import { hasDigest, newAccessToken, tokenIdOf } from './access-token.js'
import { newDatasetId } from './dataset-id.js'
import type { Configuration, Dataset, NewDataset, Seeds, Token } from './port.js'
import { defaultSettings } from './settings.js'

/** Forward only: a released step never changes. `PRAGMA user_version` says how many were taken. */
export const CONFIGURATION_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE datasets (id TEXT PRIMARY KEY, created_at_ms INTEGER NOT NULL, dataset TEXT NOT NULL);
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    dataset_id TEXT,
    label TEXT NOT NULL,
    digest TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    revoked_at_ms INTEGER
  );
  CREATE INDEX tokens_by_dataset ON tokens (dataset_id);
  CREATE TABLE erasures (dataset_id TEXT PRIMARY KEY, wanted_at_ms INTEGER NOT NULL, erased_at_ms INTEGER);
  `,
]

type StoredToken = Token & { digest: string }
interface HeldToken {
  token: Token
  digest: Uint8Array
}
const heldToken = ({ digest, ...token }: StoredToken): HeldToken => ({
  token,
  digest: Buffer.from(digest, 'hex'),
})

/** The configuration in a file of its own, read through memory: looked up for every request, changed by hand. */
export function openConfiguration(path: string, seeds: Seeds): Configuration {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  migrate(db, CONFIGURATION_MIGRATIONS, path)
  return new SqliteConfiguration(db, seeds)
}

class SqliteConfiguration implements Configuration {
  private held = {
    data_version: -1,
    version: 0,
    datasets: new Map<string, Dataset>(),
    tokens: new Map<string, HeldToken>(),
  }
  private asked = false
  private readonly dataVersion: Database.Statement<[], number>

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {
    this.dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck()
  }

  datasets(): readonly Dataset[] {
    return [...this.now().datasets.values()]
  }

  dataset(id: string): Dataset | undefined {
    const known = this.now().datasets.get(id)
    // Before it is said that there is none: a fold's step is one long turn, in which another process may have made it.
    return known ?? this.reread().datasets.get(id)
  }

  createDataset({ id: wanted, name, domain = null, ad_account_id = null }: NewDataset): Dataset {
    const created_at_ms = this.seeds.now_ms()
    const settings = defaultSettings()
    const insert = this.db.prepare('INSERT INTO datasets VALUES (?, ?, ?)')
    return this.changing(() => {
      const id = wanted ?? this.freeId()
      const dataset: Dataset = {
        id,
        name,
        domain,
        ad_account_id,
        created_at_ms,
        archived_at_ms: null,
        settings,
        rebuilds_wanted: 0,
      }
      insert.run(id, created_at_ms, JSON.stringify(dataset))
      return dataset
    })
  }

  changeDataset(id: string, change: Partial<Dataset>): Dataset | undefined {
    return this.changing(() => {
      const dataset = this.dataset(id)
      if (!dataset) return undefined
      const changed = { ...dataset, ...change, id }
      this.db.prepare('UPDATE datasets SET dataset = ? WHERE id = ?').run(JSON.stringify(changed), id)
      return changed
    })
  }

  deleteDataset(id: string): boolean {
    return this.changing(() => {
      const gone = this.db.prepare('DELETE FROM datasets WHERE id = ?').run(id).changes === 1
      if (!gone) return false
      this.db.prepare('DELETE FROM tokens WHERE dataset_id = ?').run(id)
      this.db.prepare('INSERT OR REPLACE INTO erasures VALUES (?, ?, NULL)').run(id, this.seeds.now_ms())
      return true
    })
  }

  erasures(): readonly string[] {
    return this.db
      .prepare<[], string>('SELECT dataset_id FROM erasures WHERE erased_at_ms IS NULL')
      .pluck()
      .all()
  }

  erased(dataset_id: string): void {
    this.db
      .prepare('UPDATE erasures SET erased_at_ms = ? WHERE dataset_id = ?')
      .run(this.seeds.now_ms(), dataset_id)
  }

  eraseAgain(dataset_id: string): void {
    this.db.prepare('UPDATE erasures SET erased_at_ms = NULL WHERE dataset_id = ?').run(dataset_id)
  }

  createToken(dataset_id: string | null, label: string): Token & { access_token: string } {
    const created_at_ms = this.seeds.now_ms()
    const { id, access_token, digest } = newAccessToken(this.seeds.randomBytes)
    this.changing(() =>
      this.db
        .prepare('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)')
        .run(id, dataset_id, label, digest, created_at_ms),
    )
    return { id, dataset_id, label, created_at_ms, revoked_at_ms: null, access_token }
  }

  tokens(dataset_id?: string): readonly Token[] {
    const tokens = [...this.now().tokens.values()].map(({ token }) => token)
    return tokens.filter((token) => dataset_id === undefined || token.dataset_id === dataset_id)
  }

  revokeToken(id: string): boolean {
    const revoke = this.db.prepare(
      'UPDATE tokens SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL',
    )
    return this.changing(() => revoke.run(this.seeds.now_ms(), id).changes === 1)
  }

  tokenOf(access_token: string): Token | undefined {
    const held = this.now().tokens.get(tokenIdOf(access_token) ?? '')
    if (!held || held.token.revoked_at_ms !== null || !hasDigest(access_token, held.digest)) return undefined
    return held.token
  }

  version(): number {
    return this.now().version
  }

  close(): void {
    this.db.close()
  }

  /**
   * What the file says now. Asking whether another process changed it takes some microseconds, so it is asked once for
   * all that the event loop does in one go.
   */
  private now() {
    if (this.asked) return this.held
    this.asked = true
    setImmediate(() => {
      this.asked = false
    })
    return this.reread()
  }

  private reread() {
    const data_version = this.dataVersion.get() as number
    if (data_version !== this.held.data_version) this.read(data_version)
    return this.held
  }

  private read(data_version: number): void {
    const datasets = this.db
      .prepare<[], string>('SELECT dataset FROM datasets ORDER BY created_at_ms, id')
      .pluck()
      .all()
      .map((text) => JSON.parse(text) as Dataset)
      // A dataset that was stored before a setting existed has its default.
      .map((dataset) => ({ ...dataset, settings: { ...defaultSettings(), ...dataset.settings } }))
    const tokens = this.db.prepare<[], StoredToken>('SELECT * FROM tokens ORDER BY created_at_ms, id').all()
    this.held = {
      data_version,
      version: this.held.version + 1,
      datasets: new Map(datasets.map((dataset) => [dataset.id, dataset])),
      tokens: new Map(tokens.map((token) => [token.id, heldToken(token)])),
    }
  }

  private changing<T>(work: () => T): T {
    const done = this.db
      .transaction(() => {
        this.read(this.held.data_version)
        return work()
      })
      .immediate()
    this.read(this.dataVersion.get() as number)
    return done
  }

  idIsFree(id: string): boolean {
    const taken = this.db.prepare(
      'SELECT 1 FROM datasets WHERE id = ? UNION SELECT 1 FROM erasures WHERE dataset_id = ?',
    )
    return taken.get(id, id) === undefined
  }

  private freeId(): string {
    for (;;) {
      const id = newDatasetId(this.seeds.randomBytes)
      if (this.idIsFree(id)) return id
    }
  }
}
