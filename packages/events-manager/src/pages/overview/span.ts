import type { Range } from '../../range/range.js'
import { words } from '../../words/words.js'

const HOUR_MS = 3_600_000

/** How long a range is, in words: `7 days`, `24 hours`. */
export function spanOf({ since_ms, until_ms }: Range): string {
  const hours = Math.round((until_ms - since_ms) / HOUR_MS)
  return hours <= 48 ? words.overview.hours(hours) : words.overview.days(Math.round(hours / 24))
}
