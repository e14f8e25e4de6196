/** A query for the cells of a wider book in which it is not the sum of the hours' books. */
const differing = (columns: string, of_hours: string, wider: string): string => `
  SELECT count(*) AS cells FROM (SELECT ${columns} FROM (
    SELECT * FROM (${of_hours} EXCEPT ${wider}) UNION ALL SELECT * FROM (${wider} EXCEPT ${of_hours})
  ) GROUP BY ${columns})`

function summed(hours: string, wider: string, columns: string, value: 'count' | 'amount', is_day = true) {
  const sum = value === 'count' ? 'sum(count)' : 'decimal_sum(amount)'
  const place = is_day ? `day, ${columns}` : `hour, ${columns}`
  const of_hour = is_day ? `hour / 24 AS day, ${columns}` : place
  return differing(
    place,
    `SELECT ${of_hour}, ${sum} AS total FROM ${hours} WHERE dataset_id = :dataset_id GROUP BY ${place}`,
    `SELECT ${place}, ${value} AS total FROM ${wider} WHERE dataset_id = :dataset_id`,
  )
}

/** What proves that days and totals are the sums of their hours, by what is said of them. Each reads whole tables. */
export const WIDER_BOOKS: { [what: string]: string } = {
  'counts by day': summed('hourly', 'daily', 'name_id, channel, state, code, segment', 'count'),
  'what was present by day': summed(
    'hourly_present',
    'daily_present',
    'name_id, channel, segment, present',
    'count',
  ),
  'sums by day': summed('hourly_amounts', 'daily_amounts', 'name_id, measure, segment', 'amount'),
  'counts of all names': summed('hourly', 'hourly_totals', 'channel, state, segment', 'count', false),
  'sums of all names': summed('hourly_amounts', 'hourly_total_amounts', 'measure, segment', 'amount', false),
}
