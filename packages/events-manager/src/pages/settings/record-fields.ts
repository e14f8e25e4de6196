import { isSame } from './draft.js'
import { type FieldKind, readTyped } from './fields.js'

/** A field of a destination or of an alert channel, by the API's name for it. */
export interface RecordField {
  name: string
  field: FieldKind
  /** only of these kinds; left out: of all */
  kinds?: readonly string[]
  /** given once, when it is made */
  fixed?: true
}
type Values = { readonly [name: string]: unknown }

const number = { kind: 'number' } as const
const text = { kind: 'text' } as const
const perhaps = { kind: 'text', may_be_null: true } as const
const list = { kind: 'list' } as const
const names = { kind: 'list', spaces: true } as const

/** @source docs/delivery.md */
export const DESTINATION_FIELDS: readonly RecordField[] = [
  { name: 'target_id', field: text, fixed: true },
  { name: 'name', field: text },
  { name: 'access_token', field: { kind: 'secret' } },
  { name: 'app_secret', field: { kind: 'secret', may_be_null: true } },
  { name: 'test_event_code', field: perhaps },
  { name: 'events', field: names },
  { name: 'browser_only_events', field: { kind: 'switch' } },
  { name: 'hold_seconds', field: number },
  { name: 'retry_hours', field: number },
  { name: 'restricted_parameters', field: names },
  { name: 'url', field: perhaps },
  { name: 'api_version', field: text },
  { name: 'allowed_private_hosts', field: list },
]

/** @source docs/alerts.md */
export const ALERT_FIELDS: readonly RecordField[] = [
  { name: 'url', field: text, kinds: ['webhook'] },
  { name: 'secret', field: { kind: 'secret' }, kinds: ['webhook', 'slack'] },
  { name: 'host', field: text, kinds: ['email'] },
  { name: 'port', field: number, kinds: ['email'] },
  { name: 'user', field: perhaps, kinds: ['email'] },
  { name: 'secret', field: { kind: 'secret', may_be_null: true }, kinds: ['email'] },
  { name: 'from', field: text, kinds: ['email'] },
  { name: 'to', field: list, kinds: ['email'] },
  { name: 'severities', field: { kind: 'some', of: ['error', 'warning', 'info'] } },
  { name: 'digest_seconds', field: number },
  { name: 'per_hour_max', field: number },
  { name: 'allowed_private_hosts', field: list },
]

export const fieldsOfKind = (fields: readonly RecordField[], kind: string): RecordField[] =>
  fields.filter(({ kinds }) => kinds === undefined || kinds.includes(kind))

/** What a field shows before anything is typed. */
export const emptyOf = ({ kind }: FieldKind): unknown =>
  kind === 'list' || kind === 'some' ? [] : kind === 'switch' ? false : kind === 'secret' ? undefined : ''

/** What is sent to make one: what was given, the rest is the server's to choose. */
export function bodyToMake(fields: readonly RecordField[], draft: Values): Values {
  const read = fields.map(({ name, field }) => [name, readTyped(field, draft[name])] as const)
  return Object.fromEntries(read.filter(([, value]) => value !== undefined && value !== null && value !== ''))
}

/** What is sent to change one: what differs from what is known. */
export function bodyToChange(fields: readonly RecordField[], known: Values, draft: Values): Values {
  const changed = fields
    .filter(({ name, fixed }) => fixed !== true && name in draft)
    .map(({ name, field }) => [name, readTyped(field, draft[name])] as const)
    .filter(([name, value]) => value !== undefined && !isSame(value, name in known ? known[name] : ''))
  return Object.fromEntries(changed)
}

/** What takes such a change back; null where a secret went along, which nobody knows here. */
export function bodyToUndo(known: Values, body: Values): Values | null {
  const names = Object.keys(body)
  return names.every((name) => known[name] !== undefined)
    ? Object.fromEntries(names.map((name) => [name, known[name]]))
    : null
}
