import { type TSchema, Type } from 'typebox'

/** What the shapes of signal quality share. */
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const oneOf = <const T extends string>(words: readonly T[], description?: string) =>
  Type.Unsafe<T>(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      description === undefined ? {} : { description },
    ),
  )

export const Count = Type.Integer({ minimum: 0 })
export const TimeMs = Type.Integer({ description: 'Milliseconds since the epoch.' })
export const Channel = oneOf(['browser', 'server'])
export const Severity = oneOf(['error', 'warning', 'info'])
/** A share; null where there is nothing to be a share of. */
export const Share = orNull(Type.Number({ minimum: 0, description: '0 to 1.' }))
export const Score = Type.Number({ minimum: 0, maximum: 10 })
export const BehindRows = Type.Integer({
  minimum: 0,
  description:
    'How many rows of the journal are not in the answer yet; 0: it holds all that was acknowledged.',
})
/** What is said first of every answer that is as of a moment. */
export const asOf = { dataset_id: Type.String(), as_of_ms: TimeMs, behind_rows: BehindRows }
