const FOUND = 'name = :name AND channel = :channel AND code = :code AND detail = :detail'

/** Every query that a window is read by. A test asks SQLite for the plan of each: all go by their table's key. */
export const QUERIES = {
  dataset: 'SELECT id FROM datasets WHERE dataset_id = :dataset_id',
  names: 'SELECT id, name FROM names WHERE dataset = :dataset',
  measures: 'SELECT id, name FROM measures WHERE dataset = :dataset',
  hourly: `SELECT at, name, channel, counts FROM hourly WHERE dataset = :dataset AND at >= :from AND at < :to
    ORDER BY at, name, channel`,
  daily: `SELECT at, name, channel, counts FROM daily WHERE dataset = :dataset AND at >= :from AND at < :to
    ORDER BY at, name, channel`,
  found: `SELECT name, channel, code, detail, sum(count) AS count, min(first_ms) AS first_ms, max(last_ms) AS last_ms
    FROM found INDEXED BY found_counts WHERE dataset = :dataset AND segment >= :from
    GROUP BY name, channel, code, detail ORDER BY count DESC, name, channel, code, detail`,
  found_at: `SELECT samples, pages FROM found WHERE dataset = :dataset AND segment = :segment AND ${FOUND}`,
  hosts: `SELECT host, channel, min(first_ms) AS first_ms, max(last_ms) AS last_ms, sum(count) AS count FROM hosts
    WHERE dataset = :dataset AND segment >= :from GROUP BY host, channel ORDER BY count DESC, host, channel`,
  shared: `SELECT kind, channel, counters FROM shared WHERE dataset = :dataset AND day >= :from AND day < :to
    ORDER BY day`,
} as const
