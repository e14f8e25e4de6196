import { Type } from 'typebox'
import { Count, oneOf, orNull, TimeMs } from '../signals/shapes.js'
import { exact, Text, TextOrNull } from './book-sums.js'

/** @source storage's OUTBOX_STATES */
export const FATES = ['waiting', 'sending', 'sent', 'refused', 'expired', 'suppressed'] as const

/** What is told of an event at a destination, wherever it is told. */
export const fateShown = {
  destination_id: Type.Integer(),
  state: oneOf(FATES),
  later_merged: Type.Boolean({ description: 'It turned out to be the duplicate of another.' }),
  reason: { ...TextOrNull, description: 'A code.' },
  attempts: Count,
  first_try_ms: orNull(TimeMs),
  due_ms: orNull(TimeMs),
  deadline_ms: TimeMs,
  request: orNull(
    Type.Object(
      {
        sent_at_ms: TimeMs,
        http: orNull(Type.Integer()),
        fbtrace_id: TextOrNull,
        events_received: orNull(Count),
        why: TextOrNull,
      },
      { ...exact, description: 'The last request that it was in, and how that was answered.' },
    ),
  ),
  refusal: orNull(
    Type.Object(
      {
        http: Type.Integer(),
        code: orNull(Type.Integer()),
        subcode: orNull(Type.Integer()),
        title: Text,
        message: Text,
        fbtrace_id: TextOrNull,
      },
      { ...exact, description: 'In the words of the destination.' },
    ),
  ),
  stripped: Type.Array(Text, { description: 'What was taken out before it went, by path.' }),
  edited: Type.Boolean(),
}
