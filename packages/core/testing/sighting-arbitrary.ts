import fc from 'fast-check'
import type { Sighting } from '../src/deduplicate/sighting.js'
import { HOUR_MS } from '../src/time.js'

const START_MS = 1_763_900_000_000
/** Times near each of the rule's bounds, and ones that fall into the same millisecond. */
const times = fc
  .tuple(
    fc.constantFrom(0, 1, 24, 48, 49, 96, 168),
    fc.constantFrom(-1, 0, 1, 60_000, 300_000, 300_001, 600_000),
  )
  .map(([hours, ms]) => START_MS + hours * HOUR_MS + ms)

/** Sightings whose few names, ids and times make them meet. Their ids are distinct. */
export const sightingsArbitrary = (length_max: number): fc.Arbitrary<Sighting[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: length_max })
    .chain((ids) => fc.tuple(...ids.map((id) => sightingArbitrary(`s-${String(id).padStart(3, '0')}`))))

const sightingArbitrary = (sighting_id: string): fc.Arbitrary<Sighting> =>
  fc
    .record({
      channel: fc.constantFrom('browser' as const, 'server' as const),
      received_at_ms: times,
      event_name: fc.constantFrom('Purchase', 'Purchase', 'Lead'),
      event_id: fc.constantFrom(null, null, null, 'a', 'b'),
      action_source: fc.constantFrom(
        'website',
        'website',
        'website',
        'website',
        'website',
        'physical_store',
        'business_messaging',
      ),
      fbp: fc.constantFrom(null, 'fb.1.1.1', 'fb.1.1.1', 'fb.1.1.2'),
      external_id: fc.constantFrom(
        [],
        ['11'.repeat(32)],
        ['22'.repeat(32)],
        ['11'.repeat(32), '22'.repeat(32)],
      ),
      order_id: fc.constantFrom('', 'o1'),
      item_number: fc.constantFrom('', '1'),
    })
    .map(({ order_id, item_number, ...s }) => {
      const offline = s.action_source === 'physical_store'
      const user_keys = s.external_id.map((id) => `external_id:${id}`).sort()
      return {
        ...s,
        dataset_id: '100000000000001',
        sighting_id,
        event_time: 1_763_900_000,
        offline: offline ? { order_id, item_number, user_keys } : null,
      }
    })
