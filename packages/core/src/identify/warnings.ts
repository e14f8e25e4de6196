import { CLEAR_KEYS, type ClearKey, HASHED_KEYS, type HashedKey } from '../event.js'

/** Where plain identity can be found outside user_data. */
export const SCRUBBED_FIELDS = ['custom_data', 'app_data', 'original_event_data', 'attribution_data'] as const
const SCRUBBED_BESIDE = ['url', 'beacon', 'event_id', 'event_name'] as const
export type ScrubbedField = (typeof SCRUBBED_FIELDS)[number]

/** Everything that this stage may say of an event that it lets through. None holds a value. */
export type IdentifyWarning =
  | `match_key_unusable:${HashedKey | ClearKey}`
  /** a digest of '', 'null' and the like: shared by strangers, so it counts as absent */
  | `hash_of_nothing:${HashedKey}`
  | `plain_identity_in_${ScrubbedField | (typeof SCRUBBED_BESIDE)[number]}`
  | (typeof SIMPLE_WARNINGS)[number]

const SIMPLE_WARNINGS = [
  /** user_data held a key that is no match key; its value was dropped unread, since it could be plain identity */
  'match_key_unknown',
  /** a match key held more values than are read */
  'match_key_values_cut',
  /** a value was hashed that must be sent plain */
  'client_ip_address_hashed',
  'client_user_agent_hashed',
  'fbp_hashed',
  'fbc_hashed',
  /** no address, or one of a private network */
  'client_ip_address_invalid',
  'client_ip_address_not_public',
  /** not `fb.<index>.<time>.<payload>` */
  'fbp_invalid',
  'fbc_invalid',
  /** nested deeper than is searched; what lies below was removed */
  'custom_data_too_deep',
] as const

/** The closed set, for docs and counters. */
export const IDENTIFY_WARNINGS: readonly IdentifyWarning[] = [
  ...SIMPLE_WARNINGS,
  ...[...HASHED_KEYS, ...CLEAR_KEYS].map((key): IdentifyWarning => `match_key_unusable:${key}`),
  ...HASHED_KEYS.map((key): IdentifyWarning => `hash_of_nothing:${key}`),
  ...[...SCRUBBED_FIELDS, ...SCRUBBED_BESIDE].map((field): IdentifyWarning => `plain_identity_in_${field}`),
]

/** Adds a warning once. */
export function warn(warnings: IdentifyWarning[], code: IdentifyWarning): void {
  if (!warnings.includes(code)) warnings.push(code)
}
