import type { AlertItem, Severity } from '@countersign/core'

export const ALERT_KINDS = ['webhook', 'slack', 'email'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** Where messages go. What is secret of it (a webhook's key, Slack's address, a mail password) is sealed beside it. */
export type AlertTarget =
  | { kind: 'webhook'; url: string }
  /** of its address the host only: the rest of it is what lets one write there */
  | { kind: 'slack'; host: string }
  | { kind: 'email'; host: string; port: number; user: string | null; from: string; to: string[] }

/** How an owner hears of issues. */
export interface AlertChannel extends AlertPacing {
  /** small, counting up, and never given again */
  id: number
  dataset_id: string
  target: AlertTarget
  created_at_ms: number
  has_secret: boolean
}

/** What an owner may leave out. */
export interface AlertPacing {
  /** issues of these are told */
  severities: Severity[]
  /** how long the first that waits waits for others */
  digest_seconds: number
  /** messages within an hour, tries that failed included */
  per_hour_max: number
  /** hosts that may have a private address */
  allowed_private_hosts: string[]
}

export const ALERT_DEFAULTS: AlertPacing = {
  severities: ['error', 'warning'],
  digest_seconds: 300,
  per_hour_max: 6,
  allowed_private_hosts: [],
}

/** Slack's host is read from its address, which is the secret. */
export type NewAlertTarget = Exclude<AlertTarget, { kind: 'slack' }> | { kind: 'slack' }
export interface NewAlertChannel extends Partial<AlertPacing> {
  dataset_id: string
  target: NewAlertTarget
}

/** What of a channel changes; its kind stays. */
export interface AlertChange extends Partial<AlertPacing> {
  target?: NewAlertTarget
}

/** How sending to a channel goes. */
export interface AlertStatus {
  /** when messages were tried, the latest last */
  tried_ms: number[]
  /** in a row */
  failures: number
  /** not before; null: nothing has failed */
  retry_at_ms: number | null
  last_sent_ms: number | null
  /** why the last try failed, in words; null: it did not */
  failure: string | null
  /** issues that were not told, since sending failed too often */
  dropped: number
  last_dropped_ms: number | null
  /** issues that wait to be told, and since when the oldest does */
  waiting: number
  oldest_ms: number | null
}

/** One that waits to be told. */
export interface QueuedAlert {
  seq: number
  item: AlertItem
}

/** Channels, what waits for them, and how sending went. Nothing secret is in what it answers, but for `secret`. */
export interface AlertStore {
  /** all, or a dataset's, by their ids */
  channels(dataset_id?: string): readonly AlertChannel[]
  channel(id: number): AlertChannel | undefined
  /**
   * @param secret  a webhook's key, Slack's whole address, a mail password; null: there is none
   * @returns what is wrong with it and what to give instead: a line each, which begins with the field's name
   * @throws SecretUnusable where there is no key to encrypt with
   */
  create(channel: NewAlertChannel, secret: string | null): AlertChannel | string
  /**
   * The same for one that is there. What was told by it, and what waits, stays.
   * @param secret  left out: it stays
   * @returns undefined where there is no such channel
   */
  change(id: number, change: AlertChange, secret?: string | null): AlertChannel | string | undefined
  delete(id: number): boolean
  /** undefined: there is no such channel @throws SecretUnusable where it cannot be read back */
  secret(id: number): string | null | undefined
  status(id: number): AlertStatus | undefined
  /** The channels for which something waits. */
  waiting(): readonly (AlertChannel & { status: AlertStatus })[]
  queued(id: number): readonly QueuedAlert[]
  /** A message is about to be sent. Written before it is: what dies in between has been tried. */
  trying(id: number, now_ms: number): void
  /** @param seqs  what was told */
  sent(id: number, seqs: readonly number[], now_ms: number): void
  /** @param asked_ms  how long the other side asked to be left alone @returns how many issues are given up */
  failed(
    id: number,
    seqs: readonly number[],
    failure: string,
    asked_ms: number | null,
    now_ms: number,
  ): number
}
