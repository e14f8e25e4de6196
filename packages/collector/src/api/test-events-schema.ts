import { TEST_STATUSES } from '@countersign/core'
import { Type } from 'typebox'

const Text = Type.String()
const TextOrNull = Type.Union([Type.String(), Type.Null()])
const Channel = Type.Union([Type.Literal('browser'), Type.Literal('server')])
const Remark = { code: Text, title: Text, fix: Text }

/** A report of a test. Core's TestRow says what each field is. */
export const TestRow = Type.Object(
  {
    id: Type.String({ description: 'A row that comes again under its id replaces the earlier one.' }),
    test_event_code: Text,
    received_at_ms: Type.Integer(),
    channel: Channel,
    event_name: Text,
    event_id: TextOrNull,
    event_time: Type.Union([Type.Integer(), Type.Null()]),
    action_source: TextOrNull,
    event_source_url: TextOrNull,
    custom_data: Type.Record(Type.String(), Type.Unknown()),
    match_keys: Type.Array(Text, { description: 'By name; external_id is not shown.' }),
    setup: Type.Object(
      {
        kind: Type.Union([Type.Literal('pixel'), Type.Literal('manual'), Type.Literal('partner')]),
        partner_agent: TextOrNull,
      },
      { additionalProperties: false },
    ),
    automation: Type.Array(Text),
    warnings: Type.Array(Type.Object(Remark, { additionalProperties: false })),
    problems: Type.Array(
      Type.Object({ ...Remark, at: Text, seen: TextOrNull }, { additionalProperties: false }),
    ),
    status: Type.Union(TEST_STATUSES.map((status) => Type.Literal(status))),
    why: Type.String({ description: 'The status as a sentence.' }),
    sighting_id: Type.Union([Type.String(), Type.Null()], { description: 'null until it is judged.' }),
    method: TextOrNull,
    duplicate_of: Type.Union([
      Type.Object({ channel: Channel, received_at_ms: Type.Integer() }, { additionalProperties: false }),
      Type.Null(),
    ]),
  },
  { $id: 'TestRow', title: 'A report of a test', additionalProperties: false },
)

export const Journey = Type.Object(
  {
    test_event_code: Text,
    steps: Type.Array(
      Type.Object(
        {
          event_name: Text,
          browser: Type.Boolean(),
          server: Type.Boolean(),
          deduplicated: Type.Boolean({
            description: "A report of it was recognised as the other channel's.",
          }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: 'Journey', title: 'What a test has shown so far', additionalProperties: false },
)

export const Notice = Type.Object(Remark, {
  $id: 'Notice',
  title: 'Whether test events count',
  additionalProperties: false,
})
