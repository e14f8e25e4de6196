import { Type } from 'typebox'
import { Channel, Count, orNull, TimeMs } from '../signals/shapes.js'

export const exact = { additionalProperties: false }
export const Text = Type.String()
export const TextOrNull = orNull(Text)
export const ByChannel = { browser: Count, server: Count }

/** What is the same in every answer about a range. */
export const bookSums = {
  received: Type.Object(ByChannel, exact),
  counted: Count,
  duplicate: Count,
  rejected: Count,
  blocked: Count,
  restricted: Count,
  both: Type.Integer({ minimum: 0, description: 'Counted events that were reported on both channels.' }),
  value: Type.Record(Text, Type.Number(), { description: 'Sums by currency.' }),
}
export const rangeShown = {
  since_ms: TimeMs,
  until_ms: TimeMs,
  time_zone: Type.String({ description: 'In which days begin at midnight.' }),
}
export const IssueCounts = Type.Object(
  { error: Count, warning: Count, info: Count },
  { ...exact, description: 'Active issues by severity.' },
)
export const MatchQualityScore = orNull(
  Type.Number({
    minimum: 0,
    maximum: 10,
    description: 'Of the last 48 hours, to one decimal; null: there was nothing to tell it from.',
  }),
)

/** A sighting in few words. */
export const sightingShown = {
  sighting_id: Text,
  channel: Channel,
  received_at_ms: TimeMs,
  verdict: Type.Unsafe<'counted' | 'duplicate'>(
    Type.Union([Type.Literal('counted'), Type.Literal('duplicate')]),
  ),
  method: TextOrNull,
  primary: Type.Boolean({ description: 'The one whose fields are shown.' }),
}
