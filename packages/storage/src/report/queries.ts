/**
 * Every query that a report makes. A test asks SQLite for the plan of each: none may scan sightings, and each of the
 * hourly ones goes by its key, so that a report is as fast at ten million events as at ten.
 */
export const QUERIES = {
  events: `SELECT * FROM sightings INDEXED BY sightings_by_time
    WHERE dataset_id = :dataset_id AND received_at_ms >= :since_ms AND verdict = 1
    ORDER BY received_at_ms DESC, seq DESC LIMIT :limit`,
  events_by_name: `SELECT * FROM sightings INDEXED BY events_by_name
    WHERE name_id = :name_id AND received_at_ms >= :since_ms AND verdict = 1 AND dataset_id = :dataset_id
    ORDER BY received_at_ms DESC, seq DESC LIMIT :limit`,
  // A sort by time would read all that there are first: of live ones, the order of the journal is that of time.
  duplicates:
    'SELECT * FROM sightings INDEXED BY duplicates WHERE event_seq = :event_seq ORDER BY seq LIMIT :limit',
  sighting: 'SELECT * FROM sightings WHERE seq = :seq',
  archived: `SELECT report FROM archived_events INDEXED BY archived_by_time
    WHERE dataset_id = :dataset_id AND counted_at_ms >= :since_ms ORDER BY counted_at_ms DESC, seq DESC LIMIT :limit`,
  archived_by_name: `SELECT report FROM archived_events INDEXED BY archived_by_name
    WHERE dataset_id = :dataset_id AND name_id = :name_id AND counted_at_ms >= :since_ms
    ORDER BY counted_at_ms DESC, seq DESC LIMIT :limit`,
  by_time: `SELECT * FROM sightings INDEXED BY sightings_by_time
    WHERE dataset_id = :dataset_id AND received_at_ms >= :from_ms ORDER BY received_at_ms, seq`,
  name_id: 'SELECT id FROM names WHERE dataset_id = :dataset_id AND event_name = :event_name',
  names: 'SELECT id, event_name FROM names WHERE dataset_id = :dataset_id',
  hourly: `SELECT name_id, channel, state, code, sum(count) AS count FROM hourly
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour AND segment >= :from_segment
    GROUP BY name_id, channel, state, code`,
  hourly_each: `SELECT hour, name_id, channel, state, code, sum(count) AS count FROM hourly
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour
    GROUP BY hour, name_id, channel, state, code ORDER BY hour`,
  hourly_parts: `SELECT name_id, channel, state, code, sum(count) AS count, min(hour) AS first_hour, max(hour) AS hour
    FROM hourly WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour
    GROUP BY name_id, channel, state, code, (hour >= :second_from) + (hour >= :third_from)`,
  hourly_present: `SELECT hour, name_id, channel, present, sum(count) AS count FROM hourly_present
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour
    GROUP BY hour, name_id, channel, present ORDER BY hour`,
  hourly_amounts: `SELECT name_id, measure, amount FROM hourly_amounts
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour AND segment >= :from_segment`,
} as const
