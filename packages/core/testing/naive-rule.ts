import type { Sighting } from '../src/deduplicate/sighting.js'
import type { CountingSettings } from '../src/deduplicate/windows.js'

export interface NaiveVerdict {
  sighting_id: string
  verdict: 'counted' | 'duplicate'
  method: string | null
  anchor_id: string
}

/**
 * The rule once more, as slowly and as close to the words of reference/counting.md as can be, with nothing of the
 * real one in it: what the tests hold the real one against.
 */
export function naiveRule(given: readonly Sighting[], settings: CountingSettings): NaiveVerdict[] {
  const order = (s: Sighting) => [s.received_at_ms, s.channel === 'browser' ? 0 : 1, s.sighting_id] as const
  const before = (a: Sighting, b: Sighting) => {
    const [x, y] = [order(a), order(b)]
    return x[0] !== y[0] ? x[0] < y[0] : x[1] !== y[1] ? x[1] < y[1] : x[2] < y[2]
  }
  const sorted = [...given].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0))
  const sightings = sorted.filter((s, i) => sorted.findIndex((t) => t.sighting_id === s.sighting_id) === i)
  const openers: Sighting[] = []
  const verdicts = new Map<string, NaiveVerdict>()
  const eventOf = (s: Sighting) => verdicts.get(s.sighting_id)?.anchor_id as string
  const messaging = (s: Sighting) => s.action_source === 'business_messaging'

  for (const [i, s] of sightings.entries()) {
    const earlier = sightings.slice(0, i).filter((t) => !messaging(t))
    const say = (verdict: 'counted' | 'duplicate', method: string | null, anchor_id: string) =>
      verdicts.set(s.sighting_id, { sighting_id: s.sighting_id, verdict, method, anchor_id })
    if (messaging(s)) {
      say('counted', null, s.sighting_id)
      continue
    }
    if (s.offline) {
      const key = (t: Sighting) =>
        JSON.stringify([t.event_name, t.event_time, t.offline?.item_number, who(t)])
      const a = openers.filter((t) => t.offline && key(t) === key(s)).at(-1)
      if (a && s.received_at_ms - a.received_at_ms <= 7 * 86_400_000) say('duplicate', 'offline', eventOf(a))
      else {
        openers.push(s)
        say('counted', null, s.sighting_id)
      }
      continue
    }
    const W = settings.deduplication_window_ms
    if (s.event_id !== null) {
      const a = openers
        .filter((t) => !t.offline && t.event_name === s.event_name && t.event_id === s.event_id)
        .at(-1)
      if (a && s.received_at_ms - a.received_at_ms <= W) {
        say('duplicate', 'event_id', eventOf(a))
        continue
      }
      openers.push(s)
    }
    if (s.channel === 'server') {
      const b = earlier
        .filter((t) => !t.offline && t.channel === 'browser' && t.event_name === s.event_name)
        .filter((t) => s.received_at_ms - t.received_at_ms <= W)
        .filter((t) => sharesFbp(s, t) || t.external_id.some((id) => s.external_id.includes(id)))
        .filter((t) => s.event_id === null || t.event_id === null)
        .at(-1)
      if (b) {
        say('duplicate', sharesFbp(s, b) ? 'fbp' : 'external_id', eventOf(b))
        continue
      }
    }
    say('counted', null, s.sighting_id)
  }
  return sightings.map((s) => verdicts.get(s.sighting_id) as NaiveVerdict)
}

const sharesFbp = (a: Sighting, b: Sighting) => a.fbp !== null && a.fbp === b.fbp
const who = (s: Sighting) =>
  s.offline?.order_id ? ['order', s.offline.order_id] : ['user', s.offline?.user_keys]
