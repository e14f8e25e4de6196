/** The hours of a range, so that each is one look by the key: a name's rows in it stand together. */
const HOURS = `WITH RECURSIVE hours (hour) AS (
    SELECT :from_hour UNION ALL SELECT hour + 1 FROM hours WHERE hour + 1 < :to_hour)`

/**
 * Every query of a page. None reads a sighting that it does not show; those of hourly books go by their key. A test asks
 * SQLite for the plan of each.
 */
export const PAGE_QUERIES = {
  counts: `SELECT hour, channel, state, sum(count) AS count FROM hourly
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour GROUP BY hour, channel, state`,
  counts_of_name: `${HOURS} SELECT h.hour, h.channel, h.state, h.code, sum(h.count) AS count
    FROM hours CROSS JOIN hourly AS h ON h.dataset_id = :dataset_id AND h.hour = hours.hour AND h.name_id = :name_id
    GROUP BY h.hour, h.channel, h.state, h.code`,
  counts_by_name: `SELECT name_id, channel, state, sum(count) AS count, max(hour) AS hour FROM hourly
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour GROUP BY name_id, channel, state`,
  amounts: `SELECT hour, name_id, measure, amount FROM hourly_amounts
    WHERE dataset_id = :dataset_id AND hour >= :from_hour AND hour < :to_hour`,
  amounts_of_name: `${HOURS} SELECT a.hour, a.name_id, a.measure, a.amount FROM hours CROSS JOIN hourly_amounts AS a
    ON a.dataset_id = :dataset_id AND a.hour = hours.hour AND a.name_id = :name_id`,
  present_of_name: `${HOURS} SELECT p.channel, p.present, sum(p.count) AS count FROM hours CROSS JOIN hourly_present AS p
    ON p.dataset_id = :dataset_id AND p.hour = hours.hour AND p.name_id = :name_id GROUP BY p.channel, p.present`,
  last_received: `SELECT max(received_at_ms) AS at_ms FROM sightings INDEXED BY sightings_by_time
    WHERE dataset_id = :dataset_id`,
  last_counted: `SELECT max(received_at_ms) AS at_ms FROM sightings INDEXED BY events_by_name
    WHERE name_id = :name_id AND verdict = 1`,
  last_by_browser: 'SELECT id, latest_browser_ms FROM names WHERE dataset_id = :dataset_id',
  archived_event: 'SELECT dataset_id, report FROM archived_events WHERE seq = :seq',
  some_duplicates: `SELECT seq FROM sightings INDEXED BY duplicates WHERE event_seq = :event_seq ORDER BY seq
    LIMIT :limit`,
} as const
