import type { WarningCode } from '../../event.js'
import type { Warning } from '../../problem/warnings.js'
import type { DiagnosisCode, Finding } from '../diagnosis-codes.js'

type Named = readonly [code: DiagnosisCode, detail: string]

/**
 * Which diagnosis a warning of the edge is. null: it is told with the sighting and is no fault of the set-up by itself.
 * A warning that names its match key after a colon has it as detail.
 */
export const WARNING_FINDINGS: Record<Warning, Named | null> = {
  event_time_replaced: ['clock_wrong', ''],
  action_source_missing: ['missing_action_source', ''],
  event_source_url_missing: ['missing_event_source_url', ''],
  event_name_nonstandard: ['nonstandard_event_name', ''],
  event_id_too_long: ['invalid_event_id', ''],
  event_id_unusable: ['invalid_event_id', ''],
  field_type_invalid: null,
  data_processing_options_invalid: null,

  value_missing: ['missing_value', ''],
  value_invalid: ['invalid_value', ''],
  value_negative: ['negative_value', ''],
  currency_missing: ['missing_currency', ''],
  currency_invalid: ['invalid_currency', ''],
  contents_invalid: ['invalid_contents', ''],
  delivery_category_invalid: ['invalid_contents', 'delivery_category'],
  crm_custom_data_missing: null,
  extinfo_missing: null,
  messaging_identity_missing: null,

  user_agent_missing: ['missing_user_agent', ''],
  hash_of_nothing: ['hash_of_nothing', ''],
  match_key_unusable: ['invalid_match_keys', ''],
  match_key_unknown: ['invalid_match_keys', 'unknown_key'],
  match_key_values_cut: ['invalid_match_keys', 'too_many_values'],
  plain_match_key: ['not_hashed', ''],
  client_ip_address_hashed: ['bad_ip_ua', 'client_ip_address'],
  client_user_agent_hashed: ['bad_ip_ua', 'client_user_agent'],
  fbp_hashed: ['hash_invalid', 'fbp'],
  fbc_hashed: ['hash_invalid', 'fbc'],
  client_ip_address_invalid: ['bad_ip_ua', 'client_ip_address'],
  client_ip_address_not_public: ['bad_ip_ua', 'client_ip_address'],
  fbp_invalid: ['invalid_match_keys', 'fbp'],
  fbc_invalid: ['invalid_match_keys', 'fbc'],

  plain_identity_in_custom_data: ['pii_in_custom_data', 'custom_data'],
  plain_identity_in_app_data: ['pii_in_custom_data', 'app_data'],
  plain_identity_in_original_event_data: ['pii_in_custom_data', 'original_event_data'],
  plain_identity_in_attribution_data: ['pii_in_custom_data', 'attribution_data'],
  plain_identity_in_event_id: ['pii_in_custom_data', 'event_id'],
  plain_identity_in_event_name: ['pii_in_custom_data', 'event_name'],
  plain_identity_in_url: ['pii_in_url', ''],
  plain_identity_in_beacon: ['pii_in_custom_data', 'beacon'],
  custom_data_too_deep: null,
}

/** Adds what the edge's warnings show. A warning that only an older journal holds shows nothing. */
export function addWarningFindings(warnings: readonly WarningCode[], found: Finding[]): void {
  for (const warning of warnings) {
    const colon = warning.indexOf(':')
    const name = colon < 0 ? warning : warning.slice(0, colon)
    const named = Object.hasOwn(WARNING_FINDINGS, name) ? WARNING_FINDINGS[name as Warning] : null
    if (named === null) continue
    const key = colon < 0 ? '' : warning.slice(colon + 1)
    addFinding(found, named[0], MATCH_KEY_NAME.test(key) ? key : named[1])
  }
}

/** What a journal holds after the colon is a key's name; what is none is not repeated. */
const MATCH_KEY_NAME = /^[a-z0-9_]{1,40}$/

/** Adds a finding once. */
export function addFinding(found: Finding[], code: DiagnosisCode, detail: string): void {
  if (!found.some((other) => other.code === code && other.detail === detail)) found.push({ code, detail })
}
