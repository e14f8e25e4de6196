import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openAemData } from './aem.fixture.js'

const DAY_MS = 86_400_000

/** One of four people does something on some domain, some time after the thing before. */
const THING = fc.record({
  person: fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { freq: 8 }),
  event_name: fc.constantFrom('Purchase', 'Lead', 'PageView'),
  domain: fc.constantFrom('shop.example', 'shop.example', 'other.example', 'elsewhere.example'),
  event_id: fc.option(fc.constantFrom('1', '2', '3')),
  channel: fc.constantFrom('browser' as const, 'server' as const),
  campaign: fc.option(fc.constantFrom('utm_id=1', 'utm_id=2')),
  wait_days: fc.constantFrom(0, 0, 0.5, 3, 8),
  restarts: fc.boolean(),
})

test('in any order of arrival, over any restart: the books add up, no count is small, nobody is counted twice a window', () =>
  fc.assert(
    fc.property(fc.array(THING, { maxLength: 25 }), (things) => {
      const data = openAemData()
      /** For each person and domain when events with a slot came: how many windows there can be at most. */
      const times = new Map<string, number[]>()
      for (const { person, event_name, domain, event_id, channel, campaign, wait_days, restarts } of things) {
        data.passDays(wait_days)
        const event = `${event_name} ${event_id}`
        data.live(
          data.line(person, {
            event_name,
            domain,
            channel,
            ...(event_id !== null && { event_digests: [event, `${event} before`] }),
            ...(campaign !== null && { campaign }),
          }),
        )
        const key = `${person} ${domain}`
        times.set(key, [...(times.get(key) ?? []), data.now_ms()])
        if (restarts) {
          data.measure()
          data.restart()
        }
      }
      data.measure()
      expect(data.aemImbalances()).toEqual([])
      data.passDays(12)
      const { books, days } = data.measure()
      expect(data.aemImbalances()).toEqual([])
      expect(data.imbalances()).toEqual([])
      expect(books.held + books.waiting).toBe(0)
      expect(Object.values(books).reduce((a, b) => a + b, 0)).toBe(things.length)
      for (const { cells } of days) for (const { count } of cells) expect(count).toBeGreaterThanOrEqual(2)
      const windows = [...times].filter(([key]) => !key.startsWith('null') && !key.includes('elsewhere'))
      const most = windows.reduce((sum, [, at_ms]) => sum + windowsIn(at_ms), 0)
      expect(books.reported + books.suppressed_small).toBeLessThanOrEqual(most)
    }),
    { numRuns: 25 },
  ))

/** How many windows of seven days these times fall into. */
function windowsIn(at_ms: readonly number[]): number {
  let windows = 0
  let ends_ms = 0
  for (const at of at_ms)
    if (at >= ends_ms) {
      windows += 1
      ends_ms = at + 7 * DAY_MS
    }
  return windows
}
