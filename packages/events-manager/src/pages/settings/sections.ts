import type { Dataset } from '../../client/queries.js'

export type SettingName = keyof Dataset['settings']
/** What PATCH /api/datasets/{id} takes, by its last word: the settings, and what stands beside them. */
export type FieldName = 'name' | 'domain' | 'ad_account_id' | SettingName

/** The parts of the settings, as they are listed. */
export const SECTIONS = [
  'general',
  'key-events',
  'rules',
  'pixel',
  'traffic',
  'privacy',
  'tokens',
  'delivery',
  'orders',
  'alerts',
] as const
export type SectionName = (typeof SECTIONS)[number]

/** Fields that are saved together stand in one section, under the title of their group. */
export const GROUPS = {
  general: {
    identity: ['name', 'domain', 'ad_account_id'],
    days: ['time_zone'],
    counting: ['deduplication_window_hours', 'browser_preferred_minutes', 'merge_window_minutes'],
  },
  'key-events': { funnel: ['business_type', 'key_events'] },
  pixel: {
    pixel: ['pixel_once', 'pixel_mirror', 'pixel_automatic_events'],
    cookies: ['first_party_cookies'],
  },
  traffic: {
    domains: ['allowed_domains', 'blocked_domains'],
    senders: ['block_bots', 'beacons_per_minute_per_address', 'count_test_events'],
  },
  privacy: {
    consent: ['aem', 'aem_consent_policy', 'aem_consent_parameter', 'data_use_setting'],
    matching: ['enable_automatic_matching', 'automatic_matching_fields'],
    retention: ['retention_sightings_days', 'retention_events_days', 'retention_hourly_days'],
    aggregates: [
      'aem_window_days',
      'aem_edit_delay_hours',
      'aem_minimum',
      'aem_noise',
      'aem_epsilon',
      'aem_delta',
      'aem_epsilon_per_month',
    ],
  },
  orders: { tripwire: ['orders_tripwire_percent', 'orders_tripwire_pauses_purchase'] },
} as const satisfies { [S in SectionName]?: { [group: string]: readonly FieldName[] } }

/** Settings that a page of their own edits: rules under `rules`, the slots of domains under Priorities. */
export const EDITED_APART = {
  custom_conversions: 'rules',
  pixel_event_rules: 'rules',
  aem_events: 'priorities',
} as const satisfies { [K in SettingName]?: 'rules' | 'priorities' }

/** The section that an address names; the first where it names none. */
export const sectionOf = (text: string | undefined): SectionName =>
  SECTIONS.find((section) => section === text) ?? 'general'
