import { Type } from 'typebox'

const Count = Type.Integer({ minimum: 0 })
const ByChannel = Type.Object({ browser: Count, server: Count }, { additionalProperties: false })
const ByCode = Type.Record(Type.String(), Count)

const EventStats = Type.Object(
  {
    received: ByChannel,
    counted: Count,
    duplicate: Count,
    both: Type.Integer({ minimum: 0, description: 'Counted events that were reported on both channels.' }),
    value: Type.Record(Type.String(), Type.Number(), { description: 'Sums by currency.' }),
  },
  { additionalProperties: true },
)

/** The books: `stats --json`. @source contract */
export const StatsShown = Type.Object(
  {
    received: ByChannel,
    counted: Count,
    duplicate: Count,
    rejected: Count,
    blocked: Count,
    restricted: Count,
    by_event: Type.Record(Type.String(), EventStats),
    rejections: ByCode,
    blocks: ByCode,
    restrictions: ByCode,
  },
  {
    $id: 'Stats',
    title: 'The books',
    description: 'received is the sum of counted, duplicate, rejected, blocked and restricted.',
    additionalProperties: true,
  },
)
