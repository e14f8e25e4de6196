/**
 * Adds decimal texts up exactly: those of up to four places as whole numbers, below what a REAL holds exactly; the others
 * are handed on.
 */
const IS_SHORT = `length(amount) <= 11 AND instr(amount, 'e') = 0
    AND (instr(amount, '.') = 0 OR length(amount) - instr(amount, '.') <= 4)`
const SUM = `CAST(sum(CASE WHEN ${IS_SHORT} THEN CAST(round(amount * 10000.0) AS INTEGER) ELSE 0 END) AS TEXT) AS scaled,
    group_concat(CASE WHEN NOT (${IS_SHORT}) THEN amount END, ' ') AS others`

/** The books of names, by the hour or the day. A range of one name counts them up, each a look by the key. */
const BOOKS_OF = {
  hour: { counts: 'hourly', amounts: 'hourly_amounts', present: 'hourly_present' },
  day: { counts: 'daily', amounts: 'daily_amounts', present: 'daily_present' },
} as const
export type Unit = keyof typeof BOOKS_OF

function booksBy(unit: Unit) {
  const { counts, amounts, present } = BOOKS_OF[unit]
  const within = `dataset_id = :dataset_id AND ${unit} >= :from AND ${unit} < :to`
  const each = `WITH RECURSIVE steps (step) AS (
    SELECT :from UNION ALL SELECT step + 1 FROM steps WHERE step + 1 < :to)`
  const of_name = `b.dataset_id = :dataset_id AND b.${unit} = steps.step AND b.name_id = :name_id`
  return {
    counts_of_name: `${each} SELECT b.channel, b.state, b.code, sum(b.count) AS count
    FROM steps CROSS JOIN ${counts} AS b ON ${of_name} GROUP BY b.channel, b.state, b.code`,
    counts_by_name: `SELECT name_id, channel, state, sum(count) AS count, max(${unit}) AS last FROM ${counts}
    WHERE ${within} GROUP BY name_id, channel, state`,
    counted_by_name: `SELECT name_id, sum(count) AS count FROM ${counts}
    WHERE ${within} AND state = 'counted' GROUP BY name_id`,
    amounts_of_name: `${each} SELECT measure, ${SUM}
    FROM steps CROSS JOIN ${amounts} AS b ON ${of_name} GROUP BY measure`,
    amounts_by_name: `SELECT name_id, measure, ${SUM} FROM ${amounts}
    WHERE ${within} GROUP BY name_id, measure`,
    present_of_name: `${each} SELECT b.channel, b.present, sum(b.count) AS count
    FROM steps CROSS JOIN ${present} AS b ON ${of_name} GROUP BY b.channel, b.present`,
  }
}

/** The books of names: `from` inclusive, `to` exclusive, in the unit. */
export const NAME_QUERIES = { hour: booksBy('hour'), day: booksBy('day') } as const

/**
 * Every other query of a page. None reads a sighting that it does not show; those of the books go by their key. A test
 * asks SQLite for the plan of each.
 */
export const PAGE_QUERIES = {
  counts: `SELECT channel, state, sum(count) AS count FROM hourly_totals
    WHERE dataset_id = :dataset_id AND hour >= :from AND hour < :to GROUP BY channel, state`,
  amounts: `SELECT measure, ${SUM} FROM hourly_total_amounts
    WHERE dataset_id = :dataset_id AND hour >= :from AND hour < :to GROUP BY measure`,
  last_judged_hour: `WITH RECURSIVE steps (step) AS (
    SELECT :from UNION ALL SELECT step + 1 FROM steps WHERE step + 1 < :to)
    SELECT max(b.hour) AS hour FROM steps CROSS JOIN hourly AS b
    ON b.dataset_id = :dataset_id AND b.hour = steps.step AND b.name_id = :name_id
    WHERE b.state IN ('counted', 'duplicate') AND b.count > 0`,
  last_received: `SELECT max(received_at_ms) AS at_ms FROM sightings INDEXED BY sightings_by_time
    WHERE dataset_id = :dataset_id`,
  last_counted: `SELECT max(received_at_ms) AS at_ms FROM sightings INDEXED BY events_by_name
    WHERE name_id = :name_id AND verdict = 1`,
  last_by_browser: 'SELECT id, latest_browser_ms FROM names WHERE dataset_id = :dataset_id',
  archived_event: 'SELECT dataset_id, report FROM archived_events WHERE seq = :seq',
  some_duplicates: `SELECT seq FROM sightings INDEXED BY duplicates WHERE event_seq = :event_seq ORDER BY seq
    LIMIT :limit`,
} as const
