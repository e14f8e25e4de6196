import { Type } from 'typebox'
import { TimeMs } from '../signals/shapes.js'

/** How far back rules are tried, and what they could be made of is gathered. */
export const LOOKED_BACK_MS = 7 * 24 * 3_600_000

/** What every look back answers first. @param what  it looked at, e.g. `counted events of its name` */
export const lookedAt = (what: string) => ({
  since_ms: TimeMs,
  looked_at: Type.Integer({ description: `How many ${what}, the newest first.` }),
  is_all: Type.Boolean({ description: 'Those were all that there are of the last 7 days.' }),
})

/** The text of a button, as browsers report it. */
export const ButtonText = Type.String({
  description: 'Of a pressed button: digits are 0, email addresses @.',
})
