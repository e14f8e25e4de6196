import type { Migration } from '../../migrate.js'
import { addDecimalSum } from './sum-decimals.js'

/** Forward only: a released step never changes. `PRAGMA user_version` says how many were taken. */
export const FACTS_MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    cursor INTEGER NOT NULL,
    rejudgings TEXT NOT NULL,
    -- Goes into the hash of every claim's key, so that nobody outside can look for keys that collide.
    claims_secret TEXT NOT NULL
  );
  INSERT INTO state VALUES (1, 0, '[]', hex(randomblob(16)));

  -- What of a dataset's configuration these facts were made with.
  CREATE TABLE datasets (
    dataset_id INTEGER PRIMARY KEY,
    counted_with TEXT NOT NULL
  );

  -- From which day's segment on a dataset's sightings are kept, and whether all before it is taken out yet.
  CREATE TABLE kept (
    dataset_id INTEGER PRIMARY KEY,
    from_segment INTEGER NOT NULL,
    taken_out INTEGER NOT NULL
  );

  -- Counted events whose sightings are gone: as they were shown last.
  CREATE TABLE archived_events (
    seq INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    counted_at_ms INTEGER NOT NULL,
    report TEXT NOT NULL
  );
  CREATE INDEX archived_by_time ON archived_events (dataset_id, counted_at_ms);
  CREATE INDEX archived_by_name ON archived_events (dataset_id, name_id, counted_at_ms);

  CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL,
    event_name TEXT NOT NULL,
    latest_browser_ms INTEGER NOT NULL DEFAULT 0,
    latest_browser_without_id_ms INTEGER NOT NULL DEFAULT 0,
    UNIQUE (dataset_id, event_name)
  );

  -- A row a sighting, in the journal's order. What it said stays in the journal.
  CREATE TABLE sightings (
    seq INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    verdict INTEGER,
    method INTEGER,
    event_seq INTEGER,
    opens INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    shown_seq INTEGER,
    value TEXT,
    currency TEXT,
    sighting_id TEXT
  );
  CREATE INDEX sightings_by_time ON sightings (dataset_id, received_at_ms);
  -- A name's number is one dataset's only.
  CREATE INDEX events_by_name ON sightings (name_id, received_at_ms) WHERE verdict = 1;
  CREATE INDEX duplicates ON sightings (event_seq) WHERE event_seq IS NOT NULL;

  -- Who holds a key: by the first 53 bits of its SHA-256, proved by the next 53.
  CREATE TABLE claims (
    key INTEGER PRIMARY KEY,
    proof INTEGER NOT NULL,
    seq INTEGER, received_at_ms INTEGER, event_seq INTEGER,
    seq_without_id INTEGER, received_at_ms_without_id INTEGER, event_seq_without_id INTEGER
  );

  CREATE TABLE hourly (
    dataset_id INTEGER, hour INTEGER, name_id INTEGER, channel INTEGER, state TEXT, code TEXT, segment INTEGER,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, hour, name_id, channel, state, code, segment)
  ) WITHOUT ROWID;
  CREATE TABLE hourly_present (
    dataset_id INTEGER, hour INTEGER, name_id INTEGER, channel INTEGER, state TEXT, segment INTEGER, present TEXT,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, hour, name_id, channel, state, present, segment)
  ) WITHOUT ROWID;
  CREATE TABLE hourly_amounts (
    dataset_id INTEGER, hour INTEGER, name_id INTEGER, measure TEXT, segment INTEGER,
    amount TEXT NOT NULL,
    PRIMARY KEY (dataset_id, hour, name_id, measure, segment)
  ) WITHOUT ROWID;

  -- The feed that the other folds read, each from its own cursor. AUTOINCREMENT: a number is never used again.
  CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    change TEXT NOT NULL
  );
  `,
  (db) => {
    addDecimalSum(db)
    db.exec(WIDER_BOOKS)
  },
]

/** Summed of the hourly books: those reach back further than the journal, from which a rebuild would count. */
const WIDER_BOOKS = `
  -- Days of UTC, a name each: a range of many days is its whole days, and hours at both ends.
  CREATE TABLE daily (
    dataset_id INTEGER, day INTEGER, name_id INTEGER, channel INTEGER, state TEXT, code TEXT, segment INTEGER,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, day, name_id, channel, state, code, segment)
  ) WITHOUT ROWID;
  CREATE TABLE daily_present (
    dataset_id INTEGER, day INTEGER, name_id INTEGER, channel INTEGER, segment INTEGER, present TEXT,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, day, name_id, channel, present, segment)
  ) WITHOUT ROWID;
  CREATE TABLE daily_amounts (
    dataset_id INTEGER, day INTEGER, name_id INTEGER, measure TEXT, segment INTEGER,
    amount TEXT NOT NULL,
    PRIMARY KEY (dataset_id, day, name_id, measure, segment)
  ) WITHOUT ROWID;

  -- Hours of all names together: a day of any zone is some of them, however many names there are.
  CREATE TABLE hourly_totals (
    dataset_id INTEGER, hour INTEGER, channel INTEGER, state TEXT, segment INTEGER,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, hour, channel, state, segment)
  ) WITHOUT ROWID;
  CREATE TABLE hourly_total_amounts (
    dataset_id INTEGER, hour INTEGER, measure TEXT, segment INTEGER,
    amount TEXT NOT NULL,
    PRIMARY KEY (dataset_id, hour, measure, segment)
  ) WITHOUT ROWID;

  INSERT INTO daily SELECT dataset_id, hour / 24, name_id, channel, state, code, segment, sum(count)
    FROM hourly GROUP BY 1, 2, 3, 4, 5, 6, 7;
  INSERT INTO daily_present SELECT dataset_id, hour / 24, name_id, channel, segment, present, sum(count)
    FROM hourly_present GROUP BY 1, 2, 3, 4, 6, 5;
  INSERT INTO daily_amounts SELECT dataset_id, hour / 24, name_id, measure, segment, decimal_sum(amount)
    FROM hourly_amounts GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO hourly_totals SELECT dataset_id, hour, channel, state, segment, sum(count)
    FROM hourly GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO hourly_total_amounts SELECT dataset_id, hour, measure, segment, decimal_sum(amount)
    FROM hourly_amounts GROUP BY 1, 2, 3, 4;
`
