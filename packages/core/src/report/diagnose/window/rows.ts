import type { DiagnosisCode } from '../../diagnosis-codes.js'

/** When a diagnosis is raised: from so many sightings on, of which so many and such a share show it. */
export interface RuleRow {
  /** of what the share is taken: a measure (see signals-window.ts), or in words */
  of: string
  /** 0 to 1 */
  share_min: number
  /** so many of `of` at least, so that chance is no issue */
  sample_min: number
  /** so many that show it at least */
  affected_min: number
  over: '24 hours' | '48 hours' | '7 days' | '8 days'
}

const row = (
  of: string,
  share_min: number,
  sample_min: number,
  affected_min: number,
  over: RuleRow['over'] = '7 days',
): RuleRow => ({ of, share_min, sample_min, affected_min, over })

/**
 * The thresholds of all rules. They let a healthy shop be: single browsers without a clock, visitors that change from
 * wireless to mobile networks between two requests, an order page that is opened again by e-mail on another device.
 * What the site's own code must never do (identity in custom_data, prohibited parameters) is raised at its first sighting.
 */
export const RULE_ROWS: Record<DiagnosisCode, RuleRow> = {
  missing_event_name: row('received by the channel', 0.005, 5, 3),
  invalid_value: row('seen', 0.01, 5, 3),
  missing_value: row('seen', 0.01, 5, 3),
  missing_currency: row('seen', 0.01, 5, 3),
  invalid_currency: row('seen', 0.01, 5, 3),
  negative_value: row('seen', 0.01, 5, 3),
  nonstandard_event_name: row('seen', 0.01, 3, 3),
  missing_action_source: row('seen', 0.01, 5, 3),
  missing_event_source_url: row('seen', 0.05, 5, 3),
  missing_user_agent: row('seen', 0.05, 5, 3),
  invalid_contents: row('seen', 0.01, 5, 3),
  events_rejected: row('received by the server channel', 0.02, 10, 5),

  missing_event_id: row('seen', 0.1, 20, 5),
  dedup_not_set: row('the smaller channel', 0.5, 20, 20),
  ids_never_meet: row('the smaller channel', 0.9, 20, 20),
  same_event_id: row('seen', 0.01, 20, 5),
  cached_event_id: row('seen', 0.01, 20, 5),
  currency_differs: row('pairs:cross', 0.02, 10, 3),
  value_differs: row('pairs:cross', 0.05, 20, 5),
  purchase_on_refresh: row('seen', 0.05, 20, 5),
  multiple_pixel: row('seen', 0.1, 20, 10),
  invalid_event_id: row('seen', 0.01, 5, 3),

  coverage_low: row('browser events', 0.25, 50, 15),
  // Where the server has a share r of what the browser has, all of n copies are missing by chance in (1 - r)^n of cases,
  // which is under 1 in 20,000 once ten were to be expected.
  webhooks_silent: row('expected server events', 0.95, 10, 10, '48 hours'),
  // Chance is kept out by how many are missing: of 30 a day, 25 never are.
  traffic_anomaly: row('the quietest day before', 0.5, 30, 25, '24 hours'),
  pixel_not_installed: row('anything received', 1, 0, 0),
  freshness: row('delay', 0.5, 20, 10),
  late_upload: row('delay', 0.1, 20, 5),
  clock_wrong: row('seen', 0.05, 50, 5),
  automated_traffic: row('seen', 0.2, 100, 20),

  low_match: row('web', 0, 50, 0, '48 hours'),
  // Over a week: conversions are few in two days of a small shop.
  missing_match_keys: row('web', 0.5, 30, 15),
  invalid_match_keys: row('seen', 0.05, 10, 3),
  hash_invalid: row('seen', 0.05, 10, 3),
  hash_of_nothing: row('seen', 0.02, 10, 3),
  not_hashed: row('seen', 0.01, 5, 3),
  bad_ip_ua: row('seen', 0.05, 20, 5),
  ipv6: row('pairs:cross', 0.3, 50, 15),
  ip_mismatch: row('pairs:cross', 0.3, 50, 15),
  shared_ip: row('seen', 0.1, 30, 20),
  fbp_fixed: row('seen', 0.05, 30, 20),
  fbc_modified: row('key:fbc', 0.05, 10, 3),
  click_after_conversion: row('key:fbc', 0.05, 20, 5),

  value_zero: row('seen', 0.2, 20, 5),
  value_constant: row('seen', 0.95, 50, 48),

  new_domain: row('seen', 0, 0, 3),
  domain_unverified: row('seen', 0, 0, 10),
  blocked_domain: row('received', 0.01, 10, 5),
  pii_in_custom_data: row('seen', 0, 0, 1),
  // One or two may be somebody else's link: whoever links to a page chooses its query. What the site does itself comes again.
  pii_in_url: row('seen', 0, 0, 3),
  potential_violation: row('seen', 0, 0, 1),
  restricted_category: row('seen', 0.02, 5, 3),

  // Raised by the orders (see orders/tripwire.ts); this is what their usual limit, 20 % more than orders, is of what was counted.
  purchases_exceed_orders: row('counted Purchases', 0.167, 20, 4, '24 hours'),
}

/** Whether so many of so many are enough to be told. */
export function isRaised(code: DiagnosisCode, affected: number, total: number): boolean {
  const { share_min, sample_min, affected_min } = RULE_ROWS[code]
  return total >= sample_min && affected >= affected_min && affected > 0 && affected >= share_min * total
}
