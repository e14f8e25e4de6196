import { type Channel, EVENT_NAME_CHARS_MAX, withoutEmails } from '@countersign/core'
import { encodeLine, type RefusalLine } from '@countersign/storage/journal'
import type { Stage } from '../stage.js'

/** More names than this in one request are made up: the rest is counted without a name. */
const NAMES_MAX = 1_000

/**
 * The journal's line for reports that were refused or blocked, and their count in the metrics.
 * @param event_names  of each of them; empty where there was none to read
 */
export function refusalLine(
  refused: RefusalLine['refused'],
  code: string,
  dataset_id: string,
  channel: Channel,
  event_names: readonly string[],
  { metrics }: Stage,
): string {
  metrics.eventsRefused(refused, code, event_names.length)
  const events: RefusalLine['events'] = Object.create(null)
  let names = 0
  for (const whole of event_names) {
    const short = bookedName(whole)
    const name = names < NAMES_MAX || short in events ? short : ''
    const count = events[name]
    if (count === undefined) names += 1
    events[name] = (count ?? 0) + 1
  }
  return encodeLine({ dataset_id, channel, refused, code, events })
}

/** The name as the books may keep it: of a refused event nothing was scrubbed yet. */
export const bookedName = (name: string): string => withoutEmails(name).slice(0, EVENT_NAME_CHARS_MAX)
