import { Type } from 'typebox'
import { EventQuality } from '../signals/quality-schema.js'
import { BehindRows, Channel, oneOf, orNull, TimeMs } from '../signals/shapes.js'
import {
  ByChannel,
  bookSums,
  exact,
  IssueCounts,
  MatchQualityScore,
  rangeShown,
  sightingShown,
  Text,
  TextOrNull,
} from './book-sums.js'

const LastReceived = orNull(
  Type.Integer({
    description:
      'When a browser or the first report of an event last came; a server’s copy of what came before is told by its hour. null: never.',
  }),
)

export const EventNames = Type.Object(
  {
    ...rangeShown,
    behind_rows: BehindRows,
    others: Type.Integer({ minimum: 0, description: 'How many more names there are.' }),
    data: Type.Array(
      Type.Object(
        {
          event_name: Text,
          ...bookSums,
          last_received_at_ms: LastReceived,
          match_quality: MatchQualityScore,
          issues: IssueCounts,
        },
        exact,
      ),
    ),
  },
  { $id: 'EventNames', title: 'A row for each event name', ...exact },
)

const Named = Type.Array(Type.Object({ name: Text, ...ByChannel }, exact))
const Sample = Type.Object(
  {
    sighting_id: Text,
    event_id: TextOrNull,
    counted_at_ms: TimeMs,
    channels: Type.Array(Channel),
    value: Type.Unknown({ description: 'As it was sent.' }),
    currency: Type.Unknown({ description: 'As it was sent.' }),
    event_source_url: { ...TextOrNull, description: 'Without its query.' },
    sightings: Type.Array(Type.Object(sightingShown, exact)),
  },
  exact,
)

export const OneEventName = Type.Object(
  {
    event_name: Text,
    ...rangeShown,
    behind_rows: BehindRows,
    totals: Type.Object(bookSums, exact),
    last_received_at_ms: LastReceived,
    issues: IssueCounts,
    sightings: Type.Object(ByChannel, {
      ...exact,
      description: 'Those that were judged: what the lists after it are shares of.',
    }),
    event_id: Type.Object(ByChannel, exact),
    duplicates: Type.Array(Type.Object({ method: Text, ...ByChannel }, exact)),
    refusals: Type.Array(
      Type.Object({ state: oneOf(['rejected', 'blocked', 'restricted']), code: Text, ...ByChannel }, exact),
    ),
    parameters: Named,
    match_keys: Named,
    hosts: Named,
    urls: Type.Object(
      {
        reports: Type.Object(ByChannel, { ...exact, description: 'How many were looked at.' }),
        data: Named,
        others: Type.Integer({ minimum: 0, description: 'How many more pages these reports came from.' }),
      },
      {
        ...exact,
        description:
          'Host and path of the pages that the newest reports came from, whenever they came: at most 50, without queries, and * for parts of one visit such as an order number.',
      },
    ),
    action_sources: Named,
    warnings: Named,
    automation: Named,
    quality: orNull(EventQuality),
    samples: Type.Array(Sample, { description: 'The newest counted events, whenever they came.' }),
  },
  {
    $id: 'OneEventName',
    title: 'What the sightings of one event name carried',
    description: 'Lists are counts by channel, the most frequent first, at most 200 each.',
    ...exact,
  },
)
export const EventNameParam = Type.String({ minLength: 1, maxLength: 256 })
