import { BUSINESS_TYPES } from '@countersign/core'
import { DEDUPE_KEYS } from '@countersign/core/quality'
import { Type } from 'typebox'
import { asOf, Count, oneOf, orNull, Score, Severity, Share, TimeMs } from './shapes.js'

const Text = Type.String()
const exact = { additionalProperties: false }

const KeyQuality = Type.Object(
  {
    key: Type.String({ description: 'A match key, or several with + that count together.' }),
    label: oneOf(['High', 'Medium', 'Low']),
    coverage: Type.Number(),
    validity: Share,
    parts: Type.Array(Type.Object({ key: Text, coverage: Type.Number() }, exact)),
    with_it: Type.Number({ description: 'The score if every event carried it.' }),
    gain: Type.Number(),
  },
  exact,
)
const MatchQuality = Type.Object(
  {
    event_name: Text,
    web: Type.Integer({ minimum: 0, description: "The website's server events of the last 48 hours." }),
    score: Score,
    composite_score: Type.Number({ description: 'The score to one decimal.' }),
    rating: oneOf(['Poor', 'OK', 'Good', 'Great']),
    keys: Type.Array(KeyQuality),
    trend: Type.Array(Type.Object({ from_ms: TimeMs, web: Count, composite_score: Score }, exact)),
  },
  exact,
)
const Coverage = Type.Object(
  {
    event_name: Text,
    counted: Count,
    with_browser: Count,
    matched: Count,
    coverage: Share,
    goal: Type.Number(),
    deduplication_rate: Share,
    overlap: Share,
    keys: Type.Array(
      Type.Object(
        {
          dedupe_key: oneOf(DEDUPE_KEYS),
          browser_share: Share,
          server_share: Share,
          contribution: Share,
          deduplication_rate: Share,
        },
        exact,
      ),
    ),
    acr: Share,
  },
  exact,
)
const Freshness = Type.Object(
  {
    event_name: Text,
    sightings: Count,
    upload_frequency: oneOf(['real_time', 'hourly', 'daily', 'weekly']),
    median_s_max: orNull(Type.Number()),
    late: Type.Number(),
  },
  exact,
)
export const EventQuality = Type.Object(
  { event_name: Text, match: orNull(MatchQuality), coverage: orNull(Coverage), freshness: orNull(Freshness) },
  { ...exact, description: 'null: there was nothing to tell it from.' },
)

const KeyEventRow = Type.Object(
  {
    event_name: Text,
    state: oneOf(['good', 'warning', 'error', 'no_events']),
    counted: Count,
    channels: Type.Object({ browser_only: Count, server_only: Count, both: Count }, exact),
    step_rate: orNull(Type.Number({ description: 'For each event of the step before.' })),
    sightings: Count,
    parameters: Type.Array(
      Type.Object(
        {
          names: Type.Array(Text),
          need: oneOf(['required', 'expected', 'optional']),
          coverage: Share,
          browser: Share,
          server: Share,
        },
        exact,
      ),
    ),
    repeated: Share,
    copies_within_channel: Share,
    composite_score: orNull(Score),
    coverage: Share,
    targets: Type.Object(
      {
        composite_score: Score,
        coverage: Type.Number(),
        required: Type.Number(),
        expected: Type.Number(),
        repeated_max: orNull(Type.Number()),
      },
      exact,
    ),
    missing: Type.Array(
      Type.Object(
        {
          what: oneOf(['events', 'parameter', 'once', 'match', 'coverage', 'step']),
          level: Severity,
          says: Text,
        },
        exact,
      ),
    ),
  },
  exact,
)
const funnel = { business_type: oneOf(BUSINESS_TYPES), rows: Type.Array(KeyEventRow) }
const conversions = {
  custom_conversions: Type.Array(
    Type.Object(
      { id: Text, name: Text, event_name: Text, counted: Count, browser: Count, server: Count },
      exact,
    ),
  ),
}

/** `quality --json` */
export const Quality = Type.Object(
  { ...asOf, events: Type.Array(EventQuality), key_events: Type.Object(funnel, exact), ...conversions },
  { $id: 'Quality', title: 'Match quality, coverage, freshness, key events', ...exact },
)
export const KeyEvents = Type.Object(
  { ...asOf, ...funnel, ...conversions },
  { $id: 'KeyEvents', title: 'The funnel of key events', ...exact },
)
