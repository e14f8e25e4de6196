import fc from 'fast-check'
import { CLEAR_KEYS, type ClearKey, HASHED_KEYS, type HashedKey, type UserData } from '../src/event.js'
import type { Seen } from '../src/report/seen.js'
import { HOUR_MS } from '../src/time.js'

const MINUTE_MS = 60_000
/** What `seenArbitrary` takes as now: 10:20 of a day (UTC). */
export const SEEN_NOW_MS = 1_795_861_200_000

/** How long ago the oldest millisecond is that the 48 hours before the current one hold. */
const OLDEST_MS = 48 * HOUR_MS + 20 * MINUTE_MS

/** Before now: within the current hour, at the bounds of 48 hours, beyond, and days ago. */
const ages_ms = fc.oneof(
  fc.integer({ min: 0, max: 50 * HOUR_MS }),
  // The first and the last millisecond of an hour, and of the hours that are looked at.
  fc.constantFrom(0, 20 * MINUTE_MS, 20 * MINUTE_MS + 1, OLDEST_MS, OLDEST_MS + 1),
  fc.integer({ min: 0, max: 12 * 24 * HOUR_MS }),
)
/** Each key is absent, there and right, or there with something wrong. */
const keys = [...HASHED_KEYS, ...CLEAR_KEYS]
const states = fc.array(fc.constantFrom('absent', 'absent', 'right', 'right', 'wrong'), {
  minLength: keys.length,
  maxLength: keys.length,
})

/** Sightings of a few names on both channels, with match keys that are there, right and wrong at random. */
export const seenArbitrary = (length_max: number): fc.Arbitrary<Seen[]> =>
  fc.array(seen, { maxLength: length_max }).map((all) => all.map((one, seq) => ({ ...one, seq })))

const seen: fc.Arbitrary<Seen> = fc
  .record({
    channel: fc.constantFrom('browser' as const, 'server' as const, 'server' as const),
    age_ms: ages_ms,
    event_name: fc.constantFrom('Purchase', 'Purchase', 'Lead'),
    event_id: fc.constantFrom(null, 'a', 'b'),
    action_source: fc.constantFrom('website', 'website', 'website', null, 'app', 'physical_store'),
    verdict: fc.constantFrom('counted' as const, 'duplicate' as const),
    states,
  })
  .map(({ age_ms, states: of_keys, ...one }): Seen => {
    const received_at_ms = SEEN_NOW_MS - age_ms
    const warnings = keys.filter((_, at) => of_keys[at] === 'wrong').map((key) => `match_key_unusable:${key}`)
    return {
      seq: 0,
      channel: one.channel,
      received_at_ms,
      event: {
        event_name: one.event_name,
        event_time: Math.floor(received_at_ms / 1000),
        event_id: one.event_id,
        action_source: one.action_source,
        user_data: userData(of_keys),
        custom_data: {},
      },
      warnings,
      automation: [],
      verdict: one.verdict,
      method: one.verdict === 'duplicate' ? 'event_id' : null,
    }
  })

function userData(of_keys: readonly string[]): UserData {
  const user_data: UserData = {}
  HASHED_KEYS.forEach((key: HashedKey, at) => {
    if (of_keys[at] !== 'absent') user_data[key] = ['ab'.repeat(32)]
  })
  CLEAR_KEYS.forEach((key: ClearKey, at) => {
    if (of_keys[HASHED_KEYS.length + at] !== 'absent') user_data[key] = 'x'
  })
  return user_data
}
