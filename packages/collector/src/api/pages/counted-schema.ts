import { Type } from 'typebox'
import { Channel, oneOf, orNull, TimeMs } from '../signals/shapes.js'
import { exact, sightingShown, Text, TextOrNull } from './book-sums.js'
import { fateShown } from './deliveries.js'

const Ms = Type.Integer({ description: 'Milliseconds.' })
const met = { sighting_id: Text, channel: Channel, received_at_ms: TimeMs }

const said = {
  event_time: Type.Integer({ description: 'Unix time in seconds.' }),
  action_source: TextOrNull,
  event_source_url: TextOrNull,
  custom_data: Type.Record(Text, Type.Unknown()),
  user_data: Type.Array(Type.Object({ key: Text, is_hashed: Type.Boolean() }, exact), {
    description: 'Which match keys are there; never their values.',
  }),
}
const Why = Type.Union(
  [
    Type.Object({ code: Type.Literal('first') }, exact),
    Type.Object(
      {
        code: oneOf(['event_id_same', 'fbp_same', 'external_id_same', 'offline_same']),
        with: Type.Object(met, exact),
        after_ms: Ms,
        within_ms: Ms,
        event_id_missing: oneOf(['neither', 'this', 'that', 'both']),
      },
      exact,
    ),
  ],
  {
    description:
      'first: it opened the event. Else it met an earlier one, so long after it, within the window.',
  },
)
const Sighting = Type.Object(
  {
    ...sightingShown,
    event_id: TextOrNull,
    warnings: Type.Array(Text),
    after_ms: { ...Ms, description: 'After the first sighting of the event.' },
    why: Why,
    part: orNull(oneOf(['primary', 'gave', 'nothing_to_give', 'too_late'])),
    said: orNull(
      Type.Object(said, { ...exact, description: 'As it was received; null: past its retention.' }),
    ),
  },
  exact,
)

export const CountedEvent = Type.Object(
  {
    dataset_id: Text,
    event_name: Text,
    event_id: TextOrNull,
    channels: Type.Array(Channel),
    counted_at_ms: TimeMs,
    is_archived: Type.Boolean({ description: 'Its sightings are past their retention.' }),
    ...said,
    primary: Type.Object(
      { ...met, why: oneOf(['only_one', 'first', 'browser_preferred']), after_ms: Ms, within_ms: Ms },
      exact,
    ),
    merged: Type.Array(
      Type.Object(
        { at: oneOf(['custom_data', 'user_data']), key: Text, sighting_id: Text, channel: Channel },
        { ...exact, description: 'From which sighting a key is.' },
      ),
    ),
    merge_within_ms: {
      ...Ms,
      description: 'How long after the first sighting others fill in what is missing.',
    },
    sightings: Type.Array(Sighting, { description: 'The first one first.' }),
    has_more_sightings: Type.Boolean({ description: 'There are more copies than are shown.' }),
    deliveries: Type.Array(Type.Object({ destination: Text, ...fateShown }, exact)),
  },
  { $id: 'CountedEvent', title: 'A counted event, its sightings side by side', ...exact },
)
