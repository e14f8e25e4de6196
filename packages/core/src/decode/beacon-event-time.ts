import { EVENT_AGE_MS_MAX, EVENT_FUTURE_MS_MAX } from '../validate/limits.js'
import { readNumber } from './loose-value.js'

/**
 * Says when a beacon's event happened, in seconds: the browser's own time where that can be, else that of
 * receipt.
 * @param ts  the browser's clock in ms, as text; empty if not sent
 * @returns `replaced` if a time was sent and could not be: never a refusal
 * @source settled.md, "What comes in"
 */
export function beaconEventTime(
  ts: string,
  received_at_ms: number,
): { event_time: number; replaced: boolean } {
  const sent_ms = readNumber(ts)
  const can_be =
    sent_ms !== null &&
    sent_ms >= received_at_ms - EVENT_AGE_MS_MAX &&
    sent_ms <= received_at_ms + EVENT_FUTURE_MS_MAX
  const at_ms = can_be ? sent_ms : received_at_ms
  return { event_time: Math.floor(at_ms / 1000), replaced: !can_be && ts.trim() !== '' }
}
