import type { Diagnosed, IssueMark } from '@countersign/core'
import type Database from 'better-sqlite3'
import { migrate } from '../migrate.js'
import { openWithLog } from '../open-database.js'
import { SqlitePeople } from '../people/people.js'
import { AlertTable } from './alert-table.js'
import type { ConsentKeys, Person, Withdrawals } from './consent.js'
import { newDatasetId } from './dataset-id.js'
import {
  type Destination,
  type DestinationChange,
  type DestinationSecrets,
  type NewDestination,
  privateHostOf,
} from './destination.js'
import { DestinationTable } from './destination-table.js'
import { DomainTable } from './domain-table.js'
import type { Issue, IssueNews } from './issue.js'
import { IssueTable } from './issue-table.js'
import { OrdersTable, type OrdersWebhook, type PurchaseHold } from './orders-table.js'
import type { Configuration, Dataset, DatasetChange, NewDataset, Seeds, Token } from './port.js'
import { CONFIGURATION_MIGRATIONS } from './schema.js'
import { defaultSettings } from './settings.js'
import { TokenTable } from './token-table.js'
import { WithdrawalTable } from './withdrawal-table.js'

/** The configuration in a file of its own, read through memory: looked up for every request, changed by hand. */
export function openConfiguration(path: string, seeds: Seeds): Configuration {
  const db = openWithLog(path, 'FULL')
  // What is taken away, a secret or a person's digests, does not stay in the file's free pages.
  db.pragma('secure_delete = ON')
  migrate(db, CONFIGURATION_MIGRATIONS, path)
  return new SqliteConfiguration(db, seeds)
}

class SqliteConfiguration implements Configuration {
  private held = {
    data_version: -1,
    version: 0,
    datasets: new Map<string, Dataset>(),
    destinations: [] as readonly Destination[],
    holds: new Map<string, PurchaseHold>(),
  }
  private asked = false
  private readonly dataVersion: Database.Statement<[], number>
  private readonly tokenTable: TokenTable
  private readonly destinationTable: DestinationTable
  private readonly withdrawalTable: WithdrawalTable
  private readonly ordersTable: OrdersTable
  private readonly issueTable: IssueTable
  readonly alerts: AlertTable
  readonly domains: DomainTable
  readonly people: SqlitePeople

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {
    this.tokenTable = new TokenTable(db, seeds)
    this.destinationTable = new DestinationTable(db, seeds)
    this.withdrawalTable = new WithdrawalTable(db)
    this.ordersTable = new OrdersTable(db, seeds)
    this.issueTable = new IssueTable(db)
    this.alerts = new AlertTable(db, seeds, (work) => this.changing(work))
    this.domains = new DomainTable(db, seeds, (work) => this.changing(work))
    this.people = new SqlitePeople(db, seeds, (work) => this.changing(work))
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

  changeDataset(
    id: string,
    change: DatasetChange | ((dataset: Dataset) => DatasetChange),
  ): Dataset | undefined {
    return this.changing(() => {
      const dataset = this.held.datasets.get(id)
      if (!dataset) return undefined
      const changed = { ...dataset, ...(typeof change === 'function' ? change(dataset) : change), id }
      this.db.prepare('UPDATE datasets SET dataset = ? WHERE id = ?').run(JSON.stringify(changed), id)
      return changed
    })
  }

  deleteDataset(id: string): boolean {
    return this.changing(() => {
      const gone = this.db.prepare('DELETE FROM datasets WHERE id = ?').run(id).changes === 1
      if (!gone) return false
      this.tokenTable.deleteOf(id)
      this.destinationTable.deleteOf(id)
      this.withdrawalTable.deleteOf(id)
      this.ordersTable.deleteOf(id)
      this.issueTable.deleteOf(id)
      this.alerts.deleteOf(id)
      this.domains.deleteOf(id)
      this.people.deleteOf(id)
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
    return this.changing(() => this.tokenTable.create(dataset_id, label))
  }

  tokens(dataset_id?: string): readonly Token[] {
    this.now()
    return this.tokenTable.list(dataset_id)
  }

  revokeToken(id: string): boolean {
    return this.changing(() => this.tokenTable.revoke(id))
  }

  tokenOf(access_token: string): Token | undefined {
    this.now()
    return this.tokenTable.tokenOf(access_token)
  }

  destinations(dataset_id?: string): readonly Destination[] {
    const { destinations } = this.now()
    if (dataset_id === undefined) return destinations
    return destinations.filter((destination) => destination.dataset_id === dataset_id)
  }

  destination(id: number): Destination | undefined {
    return this.now().destinations.find((destination) => destination.id === id)
  }

  createDestination(given: NewDestination, secrets: DestinationSecrets): Destination | string {
    return this.changing(() => {
      if (!this.held.datasets.has(given.dataset_id))
        return `dataset_id: there is no dataset ${given.dataset_id}`
      return this.destinationTable.create(given, secrets)
    })
  }

  changeDestination(id: number, change: DestinationChange): Destination | string | undefined {
    return this.changing(() => this.destinationTable.change(id, change))
  }

  deleteDestination(id: number): boolean {
    return this.changing(() => this.destinationTable.delete(id))
  }

  pauseDestinations(): number {
    return this.changing(() => this.destinationTable.pauseAll())
  }

  privateHost(destination: Destination): string | null {
    return privateHostOf(destination, this.seeds.meta_url)
  }

  destinationSecrets(id: number): DestinationSecrets | undefined {
    return this.destinationTable.secrets(id)
  }

  revokeConsent(dataset_id: string, keys: ConsentKeys): number {
    return this.changing(() => {
      if (!this.held.datasets.has(dataset_id)) return 0
      return this.withdrawalTable.revoke(dataset_id, keys, this.seeds.now_ms())
    })
  }

  grantConsent(dataset_id: string, keys: ConsentKeys): number {
    return this.changing(() => this.withdrawalTable.grant(dataset_id, keys))
  }

  hasRevoked(dataset_id: string, person: Person): boolean {
    return this.withdrawalTable.hasRevoked(dataset_id, person, this.now().version)
  }

  withdrawals(dataset_id: string, limit: number): Withdrawals {
    return this.withdrawalTable.list(dataset_id, limit)
  }

  issues(dataset_id: string): readonly Issue[] {
    return this.issueTable.list(dataset_id)
  }

  issue(id: number): Issue | undefined {
    return this.issueTable.issue(id)
  }

  // What is held in memory does not change by it, and it comes once a minute: nothing is read anew.
  recordIssues(dataset_id: string, diagnosed: readonly Diagnosed[], now_ms: number): readonly IssueNews[] {
    const exists = this.db.prepare('SELECT 1 FROM datasets WHERE id = ?')
    return this.db
      .transaction(() => {
        if (exists.get(dataset_id) === undefined) return []
        const news = this.issueTable.record(dataset_id, diagnosed, now_ms)
        this.alerts.enqueue(dataset_id, news, now_ms)
        return news
      })
      .immediate()
  }

  markIssue(id: number, as: IssueMark, by: string | null): Issue | undefined {
    return this.changing(() => {
      const marked = this.issueTable.mark(id, as, by, this.seeds.now_ms())
      if (marked && marked.state !== 'active') this.alerts.forgetIssue(id)
      return marked
    })
  }

  createOrdersSecret(dataset_id: string): string {
    return this.changing(() => this.ordersTable.createSecret(dataset_id))
  }

  ordersSecret(dataset_id: string): string | undefined {
    return this.ordersTable.secret(dataset_id)
  }

  removeOrdersSecret(dataset_id: string): boolean {
    return this.changing(() => this.ordersTable.removeSecret(dataset_id))
  }

  ordersWebhook(dataset_id: string): OrdersWebhook {
    return this.ordersTable.webhook(dataset_id)
  }

  noteOrdersWebhook(dataset_id: string, refused: OrdersWebhook['refused']): void {
    this.ordersTable.noteWebhook(dataset_id, refused)
  }

  holdPurchases(dataset_id: string, why: string): void {
    this.changing(() => this.ordersTable.hold(dataset_id, why))
  }

  releasePurchases(dataset_id: string): boolean {
    return this.changing(() => this.ordersTable.release(dataset_id))
  }

  purchaseHold(dataset_id: string): PurchaseHold | undefined {
    return this.now().holds.get(dataset_id)
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
    this.tokenTable.read()
    this.held = {
      data_version,
      version: this.held.version + 1,
      datasets: new Map(datasets.map((dataset) => [dataset.id, dataset])),
      destinations: this.destinationTable.all(),
      holds: this.ordersTable.holds(),
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
