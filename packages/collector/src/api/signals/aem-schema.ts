import { AEM_STATES } from '@countersign/storage/process'
import { Type } from 'typebox'
import { Count, oneOf, orNull, TimeMs } from './shapes.js'

const Text = Type.String()
const exact = { additionalProperties: false }

const Books = Type.Object(Object.fromEntries(AEM_STATES.map((state) => [state, Count])), {
  ...exact,
  description: 'Where restricted sightings stand, each in one state; exact, and for the owner only.',
})
const Order = Type.Object(
  {
    effective_ms: TimeMs,
    window_days: Type.Integer(),
    domains: Type.Array(
      Type.Object(
        {
          domain: Text,
          slots: Type.Array(Type.Object({ slot: Type.Integer(), event_name: Text, bucket: Text }, exact)),
        },
        exact,
      ),
    ),
  },
  exact,
)
const Noise = Type.Object(
  {
    mechanism: Text,
    epsilon: Type.Number(),
    delta: Type.Number(),
    scale: Type.Number(),
    threshold: Type.Number(),
  },
  exact,
)
const Day = Type.Object(
  {
    day: Text,
    domain: Text,
    cells: Type.Array(
      Type.Object(
        {
          source: oneOf(['restricted', 'pcm']),
          event_name: Text,
          bucket: Text,
          campaign: Text,
          count: Type.Number(),
        },
        exact,
      ),
    ),
    hidden_cells: orNull(Count),
    minimum: Type.Number(),
    noise: orNull(Noise),
  },
  exact,
)

/** `aem --json` */
export const AemReport = Type.Object(
  {
    dataset_id: Text,
    is_behind: Type.Boolean({ description: 'Not all that was counted is measured yet.' }),
    aem: Type.Boolean({ description: 'Whether it is on.' }),
    minimum: Type.Number({ description: 'Counts below it are not shown.' }),
    order: orNull(Order),
    pending: orNull(Order),
    days: Type.Array(Day, { description: 'Days that are over, newest first.' }),
    books: Books,
    pcm_books: Books,
    budget: Type.Array(
      Type.Object(
        { domain: Text, month: Text, epsilon: Type.Number(), spent: Type.Number(), left: Type.Number() },
        exact,
      ),
    ),
  },
  { $id: 'AemReport', title: 'Aggregated Event Measurement', ...exact },
)
