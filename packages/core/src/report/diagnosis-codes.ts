/** How much a diagnosis matters: an error loses or doubles conversions, a warning costs quality, info is to be confirmed. */
export type Severity = 'error' | 'warning' | 'info'

/**
 * Every diagnosis there is, by its code, and what it is told from: one sighting, a duplicate beside its event's anchor
 * (pair), or the counts of a window of time (window).
 * @source reference 9.3 by its ids; those it does not have are ours
 */
export const DIAGNOSIS_CODES = {
  // What came is not an event, or not a whole one
  missing_event_name: 'window',
  invalid_value: 'sighting',
  missing_value: 'sighting',
  missing_currency: 'sighting',
  invalid_currency: 'sighting',
  negative_value: 'sighting',
  nonstandard_event_name: 'sighting',
  missing_action_source: 'sighting',
  missing_event_source_url: 'sighting',
  missing_user_agent: 'sighting',
  invalid_contents: 'sighting',
  /** a share of what the server sends is refused, with the code that is met most */
  events_rejected: 'window',

  // Counted once
  missing_event_id: 'window',
  dedup_not_set: 'window',
  ids_never_meet: 'window',
  same_event_id: 'pair',
  cached_event_id: 'pair',
  currency_differs: 'pair',
  value_differs: 'pair',
  purchase_on_refresh: 'window',
  multiple_pixel: 'window',
  invalid_event_id: 'sighting',

  // Complete
  coverage_low: 'window',
  webhooks_silent: 'window',
  traffic_anomaly: 'window',
  pixel_not_installed: 'window',
  freshness: 'window',
  late_upload: 'window',
  clock_wrong: 'sighting',
  automated_traffic: 'window',

  // Can be matched
  low_match: 'window',
  missing_match_keys: 'window',
  invalid_match_keys: 'sighting',
  hash_invalid: 'sighting',
  hash_of_nothing: 'sighting',
  not_hashed: 'sighting',
  bad_ip_ua: 'sighting',
  ipv6: 'pair',
  ip_mismatch: 'pair',
  shared_ip: 'window',
  fbp_fixed: 'window',
  fbc_modified: 'sighting',
  click_after_conversion: 'sighting',

  // Value
  value_zero: 'window',
  value_constant: 'window',

  // Domains and what must not be sent
  new_domain: 'window',
  domain_unverified: 'window',
  blocked_domain: 'window',
  pii_in_custom_data: 'sighting',
  pii_in_url: 'sighting',
  potential_violation: 'sighting',
  restricted_category: 'sighting',

  // The shop's own books
  purchases_exceed_orders: 'window',
} as const satisfies Record<string, 'sighting' | 'pair' | 'window'>

export type DiagnosisCode = keyof typeof DIAGNOSIS_CODES

/** What one sighting, or a pair of them, shows. */
export interface Finding {
  code: DiagnosisCode
  /** what it is about where that matters: a match key, a parameter's name; never a value. '' where there is nothing to say */
  detail: string
}
