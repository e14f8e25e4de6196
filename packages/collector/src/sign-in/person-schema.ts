import { ROLES } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { oneOf, orNull, TimeMs } from '../api/signals/shapes.js'

const closed = { additionalProperties: false } as const
const Flag = Type.Boolean()
/** Longer than any that will do: what is wrong with it is said by the rule. */
export const PasswordText = Type.String({ minLength: 1, maxLength: 1_024 })
export const EmailText = Type.String({ minLength: 1, maxLength: 320 })
export const CodeText = Type.String({ maxLength: 20, description: 'The six digits that the app shows.' })
export const SecretText = Type.String({ maxLength: 100, description: "What stands behind the link's #." })

export const RoleShown = oneOf(
  ROLES,
  'administrator: changes everything; developer: reads, Test Events, tokens; analyst: reads.',
)
export const DatasetsShown = Type.Union([
  Type.Literal('all'),
  Type.Array(Type.String({ pattern: '^[0-9]{1,20}$' }), { maxItems: 1_000, uniqueItems: true }),
])

/** Who is signed in. */
export const SessionShown = Type.Object(
  {
    person: Type.Object(
      { id: Type.String(), email: Type.String(), role: RoleShown, datasets: DatasetsShown, has_totp: Flag },
      closed,
    ),
  },
  { $id: 'Session', title: 'Who is signed in', ...closed },
)

export const PersonShown = Type.Object(
  {
    id: Type.String(),
    email: Type.String(),
    role: RoleShown,
    datasets: DatasetsShown,
    disabled_at_ms: orNull(TimeMs),
    created_at_ms: TimeMs,
    last_seen_at_ms: orNull(TimeMs),
    has_totp: Flag,
    is_invited: Type.Boolean({ description: 'No password was chosen yet.' }),
  },
  { $id: 'Person', title: 'Somebody who may sign in', ...closed },
)

/** A link is a whole address, and shown this once. */
export const LinkText = Type.String({ description: 'A one-time link, shown this once.' })
