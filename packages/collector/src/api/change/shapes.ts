import { type Static, type TSchema, Type } from 'typebox'

/** A body has these fields and no others. */
export const exact = { additionalProperties: false } as const

/** Or null, by the kind of the value: two alternatives would make two faults of one. */
export const nullable = <T extends TSchema>(schema: T & { type: string }) =>
  Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] })

export const Text = (description: string, maxLength = 10_000) => Type.String({ description, maxLength })

/** What is typed to take something away. */
export const Confirmation = Type.Object(
  { name: Text('Its name, typed, since it does not come back.') },
  exact,
)
