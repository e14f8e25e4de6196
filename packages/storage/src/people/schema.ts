/** People, and what lets them in. Digests are of secrets with 256 random bits, so that one round of SHA-256 is enough. */
export const PEOPLE_MIGRATION = `
  CREATE TABLE people (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    datasets TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    disabled_at_ms INTEGER,
    last_seen_at_ms INTEGER,
    password TEXT,
    totp BLOB,
    totp_asked BLOB,
    totp_step INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    seen_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX sessions_by_person ON sessions (person_id, created_at_ms);
  CREATE TABLE person_links (
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    person_id TEXT,
    expires_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE tries (
    of TEXT NOT NULL,
    name TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    PRIMARY KEY (of, name)
  ) WITHOUT ROWID;
  CREATE INDEX tries_by_time ON tries (of, last_ms);
  CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    dataset_id TEXT,
    detail TEXT NOT NULL
  );
  CREATE INDEX audit_log_by_dataset ON audit_log (dataset_id, id) WHERE dataset_id IS NOT NULL;
  CREATE INDEX audit_log_refused ON audit_log (id) WHERE what = 'sign_in.refused';
  `
