/** The steps of the schema of folds/signals.db: forward only, a released one never changes. */
export const MIGRATIONS = [
  `
  -- With which rules the file was made, and what goes into the digests that it shows.
  CREATE TABLE made_with (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    rules_version INTEGER NOT NULL,
    secret TEXT NOT NULL
  );
  INSERT INTO made_with VALUES (1, 0, hex(randomblob(16)));

  -- Numbers for what is said often. What is beyond a dataset's cap has the number of '(other)'.
  CREATE TABLE datasets (id INTEGER PRIMARY KEY, dataset_id INTEGER NOT NULL UNIQUE);
  CREATE TABLE names (id INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (dataset, name));
  CREATE TABLE measures (id INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (dataset, name));

  -- What each sighting was told as, so that it can be taken back. event_seq: its event's anchor, NULL where it is counted;
  -- crossed: how many duplicates by the other channel it has as an anchor; how: see told-table.ts.
  CREATE TABLE told (
    dataset INTEGER, seq INTEGER, event_seq INTEGER, how INTEGER NOT NULL, crossed INTEGER NOT NULL,
    PRIMARY KEY (dataset, seq)
  ) WITHOUT ROWID;

  -- All measures of an event name and channel in an hour, or a day: a JSON list of measure, count, measure, count ...
  -- segment: the day of the journal segment that the sightings stand in.
  CREATE TABLE hourly (
    dataset INTEGER, at INTEGER, name INTEGER, channel INTEGER, segment INTEGER, counts TEXT NOT NULL,
    PRIMARY KEY (dataset, at, name, channel, segment)
  ) WITHOUT ROWID;
  CREATE TABLE daily (
    dataset INTEGER, at INTEGER, name INTEGER, channel INTEGER, segment INTEGER, counts TEXT NOT NULL,
    PRIMARY KEY (dataset, at, name, channel, segment)
  ) WITHOUT ROWID;

  -- Where a diagnosis was found: a JSON list each of [received_at_ms, seq] and of [page, count].
  CREATE TABLE found (
    dataset INTEGER, segment INTEGER, name INTEGER, channel INTEGER, code TEXT, detail TEXT,
    count INTEGER NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, samples TEXT NOT NULL, pages TEXT NOT NULL,
    PRIMARY KEY (dataset, segment, name, channel, code, detail)
  ) WITHOUT ROWID;

  CREATE TABLE hosts (
    dataset INTEGER, segment INTEGER, host TEXT, channel INTEGER,
    count INTEGER NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,
    PRIMARY KEY (dataset, segment, host, channel)
  ) WITHOUT ROWID;

  -- The values that most sightings of a day share, as JSON: see sketch.ts.
  CREATE TABLE shared (
    dataset INTEGER, day INTEGER, kind INTEGER, channel INTEGER, segment INTEGER, counters TEXT NOT NULL,
    PRIMARY KEY (dataset, day, kind, channel, segment)
  ) WITHOUT ROWID;

  -- What browsers said of conversions in the last 48 hours, so that it is noticed when they say it again.
  CREATE TABLE repeats (
    dataset INTEGER, key INTEGER, received_at_ms INTEGER, seq INTEGER, name INTEGER NOT NULL,
    PRIMARY KEY (dataset, key, received_at_ms, seq)
  ) WITHOUT ROWID;
  CREATE INDEX repeats_by_time ON repeats (dataset, received_at_ms);
  `,
  `
  -- Under which custom conversions a counted sighting was counted: their ids, a space between them.
  ALTER TABLE told ADD COLUMN conversions TEXT NOT NULL DEFAULT '';
  `,
  `
  -- What a window reads of all rows: samples and pages, which are some kilobytes, only of few.
  CREATE INDEX found_counts ON found (dataset, name, channel, code, detail, segment, count, first_ms, last_ms);

  -- On which day each was last said: others have its room later.
  ALTER TABLE names ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE measures ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;
  UPDATE names SET last_day = coalesce((SELECT max(at) FROM daily WHERE daily.dataset = names.dataset), 0);
  UPDATE measures SET last_day = coalesce((SELECT max(at) FROM daily WHERE daily.dataset = measures.dataset), 0);
  `,
]

/** Every table whose rows are a dataset's, for whoever takes a dataset out. */
export const TABLES = [
  'told',
  'hourly',
  'daily',
  'found',
  'hosts',
  'shared',
  'repeats',
  'names',
  'measures',
] as const
