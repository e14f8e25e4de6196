import { Type } from 'typebox'
import { Count, oneOf, orNull, TimeMs } from '../signals/shapes.js'
import { exact, Text, TextOrNull } from './book-sums.js'
import { FATES, fateShown } from './deliveries.js'

const ByCode = Type.Record(Text, Count)
const counts = Object.fromEntries(FATES.map((fate) => [fate, Count])) as Record<
  (typeof FATES)[number],
  typeof Count
>

const DestinationDelivery = Type.Object(
  {
    destination_id: Type.Integer(),
    name: Text,
    kind: oneOf(['meta', 'conversions_api']),
    target_id: Text,
    test_event_code: TextOrNull,
    paused_at_ms: orNull(TimeMs),
    stopped: orNull(
      Type.Object(
        { why: Text, at_ms: orNull(TimeMs) },
        { ...exact, description: 'Nothing is sent until its owner has mended something.' },
      ),
    ),
    breaker: orNull(
      Type.Object(
        { failures: Count, open_until_ms: orNull(TimeMs) },
        { ...exact, description: 'Failures in a row; nothing is tried before open_until_ms.' },
      ),
    ),
    last_sent_ms: orNull(TimeMs),
    last_error: TextOrNull,
    lag_ms: Type.Integer({
      minimum: 0,
      description: 'For how long the event that waits longest is due; 0: none waits past its time.',
    }),
    oldest_due_ms: orNull(TimeMs),
    counts: Type.Object(counts, exact),
    later_merged: Type.Object({ sent: Count, not_sent: Count }, exact),
    reasons: Type.Object({ refused: ByCode, expired: ByCode, suppressed: ByCode }, exact),
    answers: Type.Array(
      Type.Object({ http: orNull(Type.Integer()), requests: Count, events: Count, last_ms: TimeMs }, exact),
      { description: 'Of the last 1,000 requests of the instance, those that went there; null: no answer.' },
    ),
  },
  exact,
)

export const DeliveryList = Type.Object(
  {
    as_of_ms: TimeMs,
    is_behind: Type.Boolean({ description: 'Something is counted that delivery does not know of yet.' }),
    purchase_hold: orNull(
      Type.Object(
        { held_at_ms: TimeMs, why: Text },
        { ...exact, description: 'Purchases wait until they are released.' },
      ),
    ),
    data: Type.Array(DestinationDelivery),
  },
  { $id: 'Delivery', title: 'How delivery stands', ...exact },
)

export const LetterList = Type.Object(
  {
    data: Type.Array(Type.Object({ sighting_id: Text, event_name: Text, ...fateShown }, exact)),
    after: { ...TextOrNull, description: 'Asks for the next page; null: it is the last.' },
  },
  { $id: 'LetterList', title: 'Events that were not taken', ...exact },
)
