/** folds/orders.db. Forward only: a released step never changes. */
export const ORDERS_FOLD_MIGRATIONS: readonly string[] = [
  `
  -- Every sighting of a Purchase, counted or duplicate: what its event shows is made of these.
  CREATE TABLE sightings (
    seq INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL,
    event_seq INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    channel TEXT NOT NULL,
    sighting_id TEXT,
    event_time_ms INTEGER NOT NULL,
    value_e4 INTEGER,
    has_value INTEGER NOT NULL,
    currency TEXT,
    order_id TEXT,
    event_id TEXT,
    identity TEXT NOT NULL,
    is_test INTEGER NOT NULL,
    host TEXT
  );
  CREATE INDEX sightings_by_event ON sightings (event_seq);
  CREATE INDEX sightings_by_dataset ON sightings (dataset_id, seq);

  -- Counted Purchases, by their anchors.
  CREATE TABLE purchases (
    seq INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    value_e4 INTEGER,
    currency TEXT,
    keys TEXT NOT NULL,
    merged_keys TEXT NOT NULL,
    identity TEXT NOT NULL,
    is_test INTEGER NOT NULL,
    order_id TEXT,
    event_id TEXT,
    host TEXT,
    class TEXT,
    reason TEXT,
    order_key TEXT,
    day INTEGER
  );
  CREATE INDEX purchases_by_class ON purchases (dataset_id, class, day, seq);
  CREATE INDEX purchases_by_day ON purchases (dataset_id, day);

  CREATE TABLE orders (
    dataset_id INTEGER NOT NULL,
    order_key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    value_e4 INTEGER NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    identity TEXT NOT NULL,
    class TEXT,
    reason TEXT,
    seq INTEGER,
    matched_by TEXT,
    PRIMARY KEY (dataset_id, order_key)
  ) WITHOUT ROWID;
  CREATE INDEX orders_by_class ON orders (dataset_id, class, at_ms, order_key);
  CREATE INDEX orders_by_time ON orders (dataset_id, at_ms);

  -- Which orders a Purchase may be of; which its duplicates named.
  CREATE TABLE keys (
    dataset_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, key, rank, received_at_ms, seq)
  ) WITHOUT ROWID;
  CREATE TABLE merged (
    dataset_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, key, seq)
  ) WITHOUT ROWID;

  -- Who bought what for how much: value, currency and the beginning of a digest as one text.
  CREATE TABLE people (
    dataset_id INTEGER NOT NULL,
    grp TEXT NOT NULL,
    day INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (dataset_id, grp, day, at_ms, kind, id)
  ) WITHOUT ROWID;

  -- The books: sums over these are a report.
  CREATE TABLE days (
    dataset_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    class TEXT NOT NULL,
    reason TEXT NOT NULL,
    currency TEXT NOT NULL,
    orders INTEGER NOT NULL,
    purchases INTEGER NOT NULL,
    order_value_e4 INTEGER NOT NULL,
    purchase_value_e4 INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, day, class, reason, currency)
  ) WITHOUT ROWID;
  CREATE TABLE hours (
    dataset_id INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    what TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (dataset_id, hour, what)
  ) WITHOUT ROWID;

  -- What is to be done: events to be put together anew, and who is to be matched anew.
  CREATE TABLE stale_events (seq INTEGER PRIMARY KEY);
  CREATE TABLE stale (
    dataset_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (dataset_id, kind, id)
  ) WITHOUT ROWID;
  CREATE TABLE orders_read (id INTEGER PRIMARY KEY CHECK (id = 1), store_id TEXT NOT NULL, version INTEGER NOT NULL);
  INSERT INTO orders_read VALUES (1, '', 0);
  `,
]

export const ORDER = 0
export const PURCHASE = 1
/** An order or a counted Purchase of a dataset, by its order_key or its seq. */
export interface Node {
  dataset_id: number
  kind: typeof ORDER | typeof PURCHASE
  id: string
}
