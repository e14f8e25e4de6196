import { PEOPLE_MIGRATION } from '../people/schema.js'

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
  // An id that counts up is never given again: what is known of a destination elsewhere is known by it.
  `
  CREATE TABLE destinations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_id TEXT NOT NULL,
    destination TEXT NOT NULL,
    access_token BLOB NOT NULL,
    app_secret BLOB
  );
  CREATE INDEX destinations_by_dataset ON destinations (dataset_id);
  CREATE TABLE withdrawals (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_id TEXT NOT NULL,
    match_key TEXT NOT NULL,
    value TEXT NOT NULL,
    revoked_at_ms INTEGER NOT NULL,
    UNIQUE (dataset_id, value, match_key)
  );
  `,
  // Issues are no fold: what a person said of one, and that it was told, must survive a rebuild.
  `
  CREATE TABLE issues (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_id TEXT NOT NULL,
    issue_key TEXT NOT NULL,
    state TEXT NOT NULL,
    last_ms INTEGER NOT NULL,
    alerted_at_ms INTEGER,
    issue TEXT NOT NULL,
    UNIQUE (dataset_id, issue_key)
  );
  CREATE TABLE alert_channels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    tries TEXT NOT NULL,
    secret BLOB
  );
  CREATE TABLE alert_queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    channel_id INTEGER NOT NULL,
    issue_id INTEGER NOT NULL,
    event TEXT NOT NULL,
    queued_at_ms INTEGER NOT NULL,
    UNIQUE (channel_id, issue_id)
  );
  CREATE INDEX alert_queue_by_issue ON alert_queue (issue_id);
  CREATE TABLE domains (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_id TEXT NOT NULL,
    domain TEXT NOT NULL,
    next_check_ms INTEGER NOT NULL,
    verification TEXT NOT NULL,
    UNIQUE (dataset_id, domain)
  );
  CREATE INDEX domains_by_next_check ON domains (next_check_ms);
  `,
  // What orders are signed with, sealed; and whose Purchases are not delivered until their owner releases them.
  `
  CREATE TABLE orders_secrets (dataset_id TEXT PRIMARY KEY, secret BLOB NOT NULL);
  CREATE TABLE purchase_holds (
    dataset_id TEXT PRIMARY KEY,
    held_at_ms INTEGER,
    released_at_ms INTEGER,
    why TEXT NOT NULL
  );
  `,
  PEOPLE_MIGRATION,
  // How the webhook of a dataset's orders has gone lately.
  `
  CREATE TABLE orders_webhooks (
    dataset_id TEXT PRIMARY KEY,
    taken_at_ms INTEGER,
    refused_at_ms INTEGER,
    refused TEXT
  );
  `,
]
