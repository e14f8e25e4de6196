import { Type } from 'typebox'

const Text = Type.String()
const TextOrNull = Type.Union([Type.String(), Type.Null()])
const Channel = Type.Union([Type.Literal('browser'), Type.Literal('server')])

const Sighting = Type.Object(
  {
    channel: Channel,
    received_at_ms: Type.Integer(),
    verdict: Type.Union([Type.Literal('counted'), Type.Literal('duplicate')]),
    method: TextOrNull,
    primary: Type.Optional(Type.Boolean({ description: 'The one whose fields are shown.' })),
    sighting_id: Text,
    event_id: TextOrNull,
    warnings: Type.Array(Text),
  },
  { additionalProperties: true },
)

/** A counted event with its explanation: a line of `events --json`. @source contract */
export const EventShown = Type.Object(
  {
    dataset_id: Text,
    event_name: Text,
    event_id: TextOrNull,
    event_time: Type.Integer({ description: 'Unix time in seconds.' }),
    action_source: TextOrNull,
    event_source_url: TextOrNull,
    channels: Type.Array(Channel),
    counted_at_ms: Type.Integer(),
    custom_data: Type.Record(Type.String(), Type.Unknown()),
    user_data: Type.Record(Type.String(), Type.Unknown(), {
      description: 'SHA-256 digests, and the few keys that are useful in clear only.',
    }),
    sightings: Type.Array(Sighting),
  },
  { $id: 'Event', title: 'A counted event', additionalProperties: true },
)
