/** Forward only: a released step never changes. */
export const AEM_MIGRATIONS: readonly string[] = [
  `
  -- How far it was told, as a place in the journal: told again, it passes over what it knows. Days before closed_to are
  -- published.
  CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), taken_to INTEGER NOT NULL, closed_to INTEGER);
  INSERT INTO state VALUES (1, 0, NULL);

  -- A restricted person's conversion window on a domain: the best event so far, and nothing else that was done in it.
  CREATE TABLE windows (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL,
    domain TEXT NOT NULL,
    ends_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    campaign TEXT,
    slot INTEGER,
    event_name TEXT,
    bucket TEXT,
    kept_campaign TEXT
  );
  CREATE INDEX windows_by_due ON windows (due_ms);

  -- By which digests a window is found: its person's, and those of the events that it has seen.
  CREATE TABLE known (
    dataset_id INTEGER NOT NULL,
    domain TEXT NOT NULL,
    digest TEXT NOT NULL,
    window_id INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, domain, digest, window_id)
  ) WITHOUT ROWID;
  CREATE INDEX known_by_window ON known (window_id);

  -- Counts of days that are not published yet.
  CREATE TABLE cells (
    dataset_id INTEGER NOT NULL,
    domain TEXT NOT NULL,
    day INTEGER NOT NULL,
    source TEXT NOT NULL,
    event_name TEXT NOT NULL,
    bucket TEXT NOT NULL,
    campaign TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, domain, day, source, event_name, bucket, campaign)
  ) WITHOUT ROWID;

  -- Each day of a domain that was published, and how; what was published of it stays as it is.
  CREATE TABLE releases (
    dataset_id INTEGER NOT NULL,
    domain TEXT NOT NULL,
    day INTEGER NOT NULL,
    minimum INTEGER NOT NULL,
    hidden_cells INTEGER NOT NULL,
    mechanism TEXT,
    epsilon REAL NOT NULL,
    delta REAL NOT NULL,
    scale REAL NOT NULL,
    threshold REAL NOT NULL,
    PRIMARY KEY (dataset_id, domain, day)
  ) WITHOUT ROWID;
  CREATE TABLE released (
    dataset_id INTEGER NOT NULL,
    domain TEXT NOT NULL,
    day INTEGER NOT NULL,
    source TEXT NOT NULL,
    event_name TEXT NOT NULL,
    bucket TEXT NOT NULL,
    campaign TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, domain, day, source, event_name, bucket, campaign)
  ) WITHOUT ROWID;

  -- What became of what was told; and how much was told, by the day of the journal's segment.
  CREATE TABLE books (
    dataset_id INTEGER NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, source, state)
  ) WITHOUT ROWID;
  CREATE TABLE told (
    dataset_id INTEGER NOT NULL, source TEXT NOT NULL, segment INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, source, segment)
  ) WITHOUT ROWID;
  `,
  // Up to when it is believed that time has passed.
  'ALTER TABLE state ADD COLUMN believed_ms INTEGER',
  // Days before it may have been published with noise, unknown to this file.
  'ALTER TABLE state ADD COLUMN noisy_from INTEGER; UPDATE state SET noisy_from = closed_to',
]
