import type { Dataset } from '@countersign/storage'
import type { Pixel } from '../edge.js'

/** What a field's value is made from. */
export interface NodeContext {
  dataset: Dataset
  /** by which the request came to us, e.g. `https://t.shop.example` */
  origin: string
  pixel: Pixel
  /** when the newest counted event was received; asked for only where a field needs it */
  last_fired_at_ms: number | null
}

type Field = (context: NodeContext) => unknown

/** The fields of a dataset that we can say something true of. @source reference 5.7 */
export const FIELDS: { [name: string]: Field | undefined } = {
  id: ({ dataset }) => dataset.id,
  name: ({ dataset }) => dataset.name,
  code: ({ dataset, origin, pixel }) => pixel.snippet(origin, dataset.id),
  creation_time: ({ dataset }) => graphTime(dataset.created_at_ms),
  last_fired_time: ({ last_fired_at_ms }) =>
    last_fired_at_ms === null ? undefined : graphTime(last_fired_at_ms),
  owner_ad_account: ({ dataset: { ad_account_id } }) =>
    ad_account_id === null
      ? undefined
      : { account_id: ad_account_id.replace(/^act_/, ''), id: ad_account_id },
  enable_automatic_matching: ({ dataset }) => dataset.settings.enable_automatic_matching,
  automatic_matching_fields: ({ dataset }) => dataset.settings.automatic_matching_fields,
  first_party_cookie_status: ({ dataset }) =>
    dataset.settings.first_party_cookies ? 'FIRST_PARTY_COOKIE_ENABLED' : 'FIRST_PARTY_COOKIE_DISABLED',
  data_use_setting: ({ dataset }) => dataset.settings.data_use_setting,
  is_unavailable: ({ dataset }) => dataset.archived_at_ms !== null,
  is_consolidated_container: () => true,
  is_created_by_business: () => true,
  is_crm: () => false,
  is_mta_use: () => false,
  is_restricted_use: () => false,
}

/**
 * Fields that Meta's node has and ours has no value for: left out of the answer, as Graph does with absent
 * ones.
 */
const WITHOUT_VALUE = new Set(
  (
    'creator owner_business has_1p_pixel_event can_proxy config description event_stats event_time_min ' +
    'event_time_max duplicate_entries valid_entries matched_entries match_rate_approx usage ' +
    'last_upload_app last_upload_app_changed_time enable_auto_assign_to_accounts user_access_expire_time'
  ).split(' '),
)

/** `id,name,owner_ad_account{id}` is id, name, owner_ad_account. */
export const fieldNames = (fields: string | undefined): string[] => {
  const names = withoutNested((fields ?? '').slice(0, FIELDS_CHARS_MAX))
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names.length === 0 ? ['id', 'name'] : ['id', ...names]
}
const FIELDS_CHARS_MAX = 4_000

/** The fields that are asked of a field stand in braces, those of theirs in braces inside. */
function withoutNested(fields: string): string {
  const outer = fields.replace(/\{[^{}]*\}/g, '')
  return outer === fields ? outer : withoutNested(outer)
}

export const isField = (name: string): boolean => Object.hasOwn(FIELDS, name) || WITHOUT_VALUE.has(name)

export function nodeOf(names: readonly string[], context: NodeContext): object {
  const node: { [name: string]: unknown } = {}
  for (const name of names) {
    const value = FIELDS[name]?.(context)
    if (value !== undefined) node[name] = value
  }
  return node
}

/** A time as Graph writes it: to the second, `2026-01-01T10:00:00+0000`. */
export const graphTime = (at_ms: number): string => new Date(at_ms).toISOString().replace(/\.\d+Z$/, '+0000')
