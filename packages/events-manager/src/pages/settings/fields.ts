import type { FieldName } from './sections.js'

/** How a field is edited. What its value may be is the server's to say. */
export type FieldKind =
  | { kind: 'text'; may_be_null?: true }
  /** never shown: undefined keeps it, null takes it away */
  | { kind: 'secret'; may_be_null?: true }
  | { kind: 'number' }
  | { kind: 'switch' }
  | { kind: 'zone' }
  | { kind: 'list'; spaces?: true }
  | { kind: 'ordered_names' }
  | { kind: 'one'; of: readonly (string | number)[] }
  | { kind: 'some'; of: readonly string[] }

type Fields = Exclude<FieldName, 'custom_conversions' | 'pixel_event_rules' | 'aem_events'>

const number = { kind: 'number' } as const
const on_off = { kind: 'switch' } as const
const list = { kind: 'list' } as const

/** Every field that a form shows. @source docs/settings.md */
export const FIELDS: { readonly [K in Fields]: FieldKind } = {
  name: { kind: 'text' },
  domain: { kind: 'text', may_be_null: true },
  ad_account_id: { kind: 'text', may_be_null: true },
  time_zone: { kind: 'zone' },
  deduplication_window_hours: number,
  browser_preferred_minutes: number,
  merge_window_minutes: number,
  business_type: { kind: 'one', of: ['shop', 'leads', 'own'] },
  key_events: { kind: 'ordered_names' },
  pixel_once: on_off,
  pixel_mirror: on_off,
  pixel_automatic_events: { kind: 'some', of: ['button_click', 'microdata', 'engagement'] },
  first_party_cookies: on_off,
  allowed_domains: list,
  blocked_domains: list,
  block_bots: on_off,
  beacons_per_minute_per_address: number,
  count_test_events: on_off,
  aem: on_off,
  aem_consent_policy: {
    kind: 'some',
    of: ['opt_out', 'limited_data_use', 'consent_withdrawn', 'no_consent'],
  },
  aem_consent_parameter: { kind: 'text' },
  data_use_setting: { kind: 'one', of: ['EMPTY', 'ADVERTISING_AND_ANALYTICS', 'ANALYTICS_ONLY'] },
  enable_automatic_matching: on_off,
  automatic_matching_fields: {
    kind: 'some',
    of: ['em', 'ph', 'fn', 'ln', 'ge', 'db', 'ct', 'st', 'zp', 'country', 'external_id'],
  },
  retention_sightings_days: number,
  retention_events_days: number,
  retention_hourly_days: number,
  aem_window_days: { kind: 'one', of: [1, 7] },
  aem_edit_delay_hours: number,
  aem_minimum: number,
  aem_noise: { kind: 'one', of: ['off', 'laplace', 'gaussian'] },
  aem_epsilon: number,
  aem_delta: number,
  aem_epsilon_per_month: number,
  orders_tripwire_percent: number,
  orders_tripwire_pauses_purchase: on_off,
}

export type EditedField = Fields

/** What is typed in a field, as it is sent. A number that is none stays text, and the server says so. */
export function readTyped(field: FieldKind, typed: unknown): unknown {
  if (typeof typed !== 'string') return typed
  const text = typed.trim()
  if (field.kind === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  if (field.kind === 'secret') return text === '' ? undefined : text
  return field.kind === 'text' && field.may_be_null && text === '' ? null : text
}
