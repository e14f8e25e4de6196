import type Database from 'better-sqlite3'
import type { Enrolled } from './enrolment.js'
import { STATES } from './states.js'

/** A difference between what delivery says and what the rows say. */
export interface DeliveryImbalance {
  dataset_id: string
  what: string
  books: string
  rows: string
}

/**
 * Proves that each counted event has exactly one fate at each of its dataset's destinations, and that the tally is the
 * rows'. Reads everything.
 * @param countedSince  how many events of a dataset are counted from a sighting on
 * @param is_told  whether delivery has been told of all that is counted: only then can its rows be held against it
 * @param keptSeq  the first sighting that is still kept of a dataset
 */
export function verifyDelivery(
  db: Database.Database,
  countedSince: (dataset_id: string, from_seq: number) => number,
  is_told: boolean,
  keptSeq: (dataset_id: string) => number,
): DeliveryImbalance[] {
  const enrolled = db
    .prepare<[], Enrolled>(
      'SELECT destination_id, dataset_id, from_seq, catch_up_next, catch_up_to FROM enrolled ORDER BY destination_id',
    )
    .all()
  return enrolled.flatMap((destination) => {
    const { destination_id, dataset_id, from_seq, catch_up_to } = destination
    const imbalances: DeliveryImbalance[] = []
    const say = (what: string, books: number, rows: number) => {
      if (books !== rows)
        imbalances.push({
          dataset_id,
          what: `${what} at destination ${destination_id}`,
          books: String(books),
          rows: String(rows),
        })
    }
    const tally = fates(db, 'SELECT state, gone, sum(count - taken_out) AS count FROM tally', destination_id)
    const rows = fates(db, 'SELECT state, gone, count(*) AS count FROM outbox', destination_id)
    for (const fate of new Set([...tally.keys(), ...rows.keys()]))
      say(fate, tally.get(fate) ?? 0, rows.get(fate) ?? 0)
    if (is_told && catch_up_to === 0) {
      const since = Math.max(from_seq, keptSeq(dataset_id))
      const held = db
        .prepare<[number, number], number>(
          'SELECT count(*) FROM outbox WHERE destination_id = ? AND seq >= ? AND gone = 0',
        )
        .pluck()
        .get(destination_id, since)
      say('counted events', countedSince(dataset_id, since), held ?? 0)
    }
    return imbalances
  })
}

function fates(db: Database.Database, sql: string, destination_id: number): Map<string, number> {
  const rows = db
    .prepare<[number], { state: number; gone: number; count: number }>(
      `${sql} WHERE destination_id = ? GROUP BY state, gone`,
    )
    .all(destination_id)
  return new Map(
    rows.map(({ state, gone, count }) => [`${STATES[state]}${gone === 1 ? ', later merged' : ''}`, count]),
  )
}
