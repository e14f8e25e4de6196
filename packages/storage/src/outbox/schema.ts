/** The steps of the schema of folds/delivery.db: forward only, a released one never changes. */
export const MIGRATIONS = [
  `
  -- Destinations that delivery has met. Events from from_seq on are theirs; of these, the journal's rows up to catch_up_to
  -- were counted before delivery met the destination, and are told by reading them.
  CREATE TABLE enrolled (
    destination_id INTEGER PRIMARY KEY,
    dataset_id TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    catch_up_next INTEGER NOT NULL,
    catch_up_to INTEGER NOT NULL,
    health TEXT
  );

  -- A counted event for one destination: what is to be sent, and afterwards the ledger. gone: it is counted no longer,
  -- since it turned out to be another's duplicate; what was sent by then stays sent.
  CREATE TABLE outbox (
    destination_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    event_time_s INTEGER NOT NULL,
    deadline_ms INTEGER NOT NULL,
    state INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    first_try_ms INTEGER,
    request_id INTEGER,
    reason TEXT,
    stripped TEXT,
    PRIMARY KEY (destination_id, seq)
  ) WITHOUT ROWID;
  CREATE INDEX waiting ON outbox (destination_id, lane, due_ms, seq) WHERE state = 0 AND gone = 0;
  CREATE INDEX dead ON outbox (destination_id, seq) WHERE state IN (3, 4);

  CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    destination_id INTEGER NOT NULL,
    sent_at_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    -- the events' numbers while nothing is known of their outcome
    seqs TEXT,
    answered_at_ms INTEGER,
    http INTEGER,
    fbtrace_id TEXT,
    events_received INTEGER,
    why TEXT
  );
  CREATE INDEX unanswered ON requests (id) WHERE seqs IS NOT NULL;

  -- In Meta's words why an event was refused, and what its owner made of it since.
  CREATE TABLE refusals (
    destination_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    refusal TEXT NOT NULL,
    PRIMARY KEY (destination_id, seq)
  ) WITHOUT ROWID;
  CREATE TABLE edits (
    destination_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    graph_event TEXT NOT NULL,
    PRIMARY KEY (destination_id, seq)
  ) WITHOUT ROWID;

  -- How many rows have which fate, kept with them; rows past their time are taken out and counted in taken_out.
  CREATE TABLE tally (
    destination_id INTEGER NOT NULL,
    state INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    taken_out INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (destination_id, state, gone, reason)
  ) WITHOUT ROWID;
  `,
  `
  -- Letters are looked through by the code for which they are dead.
  CREATE INDEX dead_by_reason ON outbox (destination_id, reason, seq) WHERE state IN (3, 4);
  `,
]
