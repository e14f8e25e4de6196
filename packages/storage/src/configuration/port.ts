import type { Diagnosed, IssueMark } from '@countersign/core'
import type { PeopleStore } from '../people/port.js'
import type { AlertStore } from './alert-channel.js'
import type { ConsentKeys, Person, Withdrawals } from './consent.js'
import type { Destination, DestinationChange, DestinationSecrets, NewDestination } from './destination.js'
import type { DomainStore } from './domain.js'
import type { Issue, IssueNews } from './issue.js'
import type { OrdersWebhook, PurchaseHold } from './orders-table.js'
import type { SecretKey } from './secret-key.js'
import type { DatasetSettings } from './settings.js'

export interface Dataset {
  /** 15 to 16 digits, below 2^53, since pages write it as a JavaScript number */
  id: string
  name: string
  /** the dataset's own site; blocks nothing */
  domain: string | null
  ad_account_id: string | null
  created_at_ms: number
  archived_at_ms: number | null
  settings: DatasetSettings
  /** grows with each change of the counting rule's numbers, and each wish for a rebuild */
  rebuilds_wanted: number
}

export interface Token {
  id: string
  /** null: a token of the instance, which may create datasets */
  dataset_id: string | null
  label: string
  created_at_ms: number
  revoked_at_ms: number | null
}

export interface NewDataset {
  /** the id that it has elsewhere, e.g. as a pixel of Meta's; one that is free (`idIsFree`). Without: a new one */
  id?: string
  name: string
  domain?: string | null
  ad_account_id?: string | null
}

export type DatasetChange = Partial<Omit<Dataset, 'id' | 'created_at_ms'>>

/** What an owner has set up. Changes are short transactions of whichever process makes them. */
export interface Configuration {
  datasets(): readonly Dataset[]
  dataset(id: string): Dataset | undefined
  createDataset(dataset: NewDataset): Dataset
  /** Whether no dataset has this id, and none ever had it: what is deleted does not come back under its id. */
  idIsFree(id: string): boolean
  /**
   * @param change  what becomes other; or what says so from how the dataset is at that moment, so that two who change it at
   *                once both get their way. Where it throws, nothing is changed
   * @returns undefined where there is no such dataset
   */
  changeDataset(
    id: string,
    change: DatasetChange | ((dataset: Dataset) => DatasetChange),
  ): Dataset | undefined
  /**
   * Takes the dataset away with all that belongs to it here: tokens, destinations, withdrawals of consent, issues, alert
   * channels, domains. Its data is erased by whoever holds the data directory.
   */
  deleteDataset(id: string): boolean
  /** datasets that were deleted and whose data may not be erased yet */
  erasures(): readonly string[]
  erased(dataset_id: string): void
  /** Something of a deleted dataset has turned up: it is to be erased once more. Any other is left alone. */
  eraseAgain(dataset_id: string): void
  /** The token in clear is in the answer and nowhere else. */
  createToken(dataset_id: string | null, label: string): Token & { access_token: string }
  tokens(dataset_id?: string): readonly Token[]
  revokeToken(id: string): boolean
  /** The token that a text is, if it is one that still holds. */
  tokenOf(access_token: string): Token | undefined
  /** all, or a dataset's, by their ids; nothing secret is in them */
  destinations(dataset_id?: string): readonly Destination[]
  destination(id: number): Destination | undefined
  /**
   * @returns what is wrong with it and what to give instead: a line each, which begins with the field's name
   * @throws SecretUnusable where there is no key to encrypt with
   */
  createDestination(destination: NewDestination, secrets: DestinationSecrets): Destination | string
  /** The same; undefined where there is no such destination. */
  changeDestination(id: number, change: DestinationChange): Destination | string | undefined
  deleteDestination(id: number): boolean
  /** Pauses all that are not paused. @returns how many */
  pauseDestinations(): number
  /** Its private address, to which nothing is sent until it is allowed by name; null: none keeps it back */
  privateHost(destination: Destination): string | null
  /** @throws SecretUnusable where they cannot be read back: its message says what to do */
  destinationSecrets(id: number): DestinationSecrets | undefined
  /**
   * Somebody has taken back their consent: whatever is known by one of these values is not sent any more.
   * @returns how many of the values are new; 0 where there is no such dataset
   */
  revokeConsent(dataset_id: string, keys: ConsentKeys): number
  /** @returns how many of the values were withdrawn until now */
  grantConsent(dataset_id: string, keys: ConsentKeys): number
  /** Whether one of a person's values is withdrawn. From memory: it is asked for every event that is sent. */
  hasRevoked(dataset_id: string, person: Person): boolean
  /** @param limit  how many of the last ones */
  withdrawals(dataset_id: string, limit: number): Withdrawals
  /** a dataset's, the latest seen first */
  issues(dataset_id: string): readonly Issue[]
  issue(id: number): Issue | undefined
  /**
   * Takes in all that is diagnosed of a dataset now, in one transaction with what waits to be told of it. Told the same
   * again it writes nothing. Bounded: beyond 10,000 issues the oldest that are resolved go.
   * @returns what has happened; nothing where there is no such dataset
   */
  recordIssues(dataset_id: string, diagnosed: readonly Diagnosed[], now_ms: number): readonly IssueNews[]
  /** What a person says of an issue. @param by  who; null: not known @returns undefined where there is no such issue */
  markIssue(id: number, as: IssueMark, by: string | null): Issue | undefined
  readonly alerts: AlertStore
  readonly domains: DomainStore
  readonly people: PeopleStore
  /**
   * Makes the secret that a dataset's orders are signed with; one before it no longer holds. It is in the answer, and
   * sealed in the file. @throws SecretUnusable where there is no key to encrypt with
   */
  createOrdersSecret(dataset_id: string): string
  /** undefined: none was made @throws SecretUnusable where it cannot be read back */
  ordersSecret(dataset_id: string): string | undefined
  /**
   * Orders can be signed no more, whether or not the secret can be read.
   * @returns false where there was none
   */
  removeOrdersSecret(dataset_id: string): boolean
  /** Whether orders can be signed, and how that has gone lately. */
  ordersWebhook(dataset_id: string): OrdersWebhook
  /** What became of signed orders, kept to the minute. @param refused  why they were refused; null: they were taken */
  noteOrdersWebhook(dataset_id: string, refused: OrdersWebhook['refused']): void
  /** Delivery of the dataset's Purchases waits from now on, until they are released. */
  holdPurchases(dataset_id: string, why: string): void
  /** @returns false where they were not held */
  releasePurchases(dataset_id: string): boolean
  /** From memory; undefined: they never were held. */
  purchaseHold(dataset_id: string): PurchaseHold | undefined
  /**
   * Changes whenever anything above has changed, whoever changed it; what is recorded of
   * issues, alerts, sessions, tries and webhooks may change without.
   */
  version(): number
  close(): void
}

/** What a configuration takes from outside: the clock, randomness, and what destinations need. */
export interface Seeds {
  now_ms: () => number
  randomBytes: (count: number) => Uint8Array
  /** left out: destinations can be looked at, and their secrets can be neither set nor read */
  secret_key?: SecretKey
  /** COUNTERSIGN_META_URL, to whose host plain HTTP may be spoken */
  meta_url?: string | undefined
}
