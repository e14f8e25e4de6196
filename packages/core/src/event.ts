/** The two paths on which a conversion is reported: the pixel's, and the server's. */
export type Channel = 'browser' | 'server'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** The values that `action_source` may have. @source reference 5.3 */
export const ACTION_SOURCES = [
  'email',
  'website',
  'app',
  'phone_call',
  'chat',
  'physical_store',
  'system_generated',
  'business_messaging',
  'other',
] as const
export type ActionSource = (typeof ACTION_SOURCES)[number]

/** The match keys that are kept as SHA-256 digests only, each a list. @source reference 5.4 */
export const HASHED_KEYS = [
  'em',
  'ph',
  'fn',
  'ln',
  'ge',
  'db',
  'ct',
  'st',
  'zp',
  'country',
  'external_id',
  'f5first',
  'f5last',
  'fi',
  'dobd',
  'dobm',
  'doby',
  'app_user_id',
] as const
export type HashedKey = (typeof HASHED_KEYS)[number]

/** The match keys that are useful in clear only, each one text. @source reference 5.4, 6.3 */
export const CLEAR_KEYS = [
  'client_ip_address',
  'client_user_agent',
  'fbc',
  'fbp',
  'subscription_id',
  'fb_login_id',
  'lead_id',
  'anon_id',
  'madid',
  'page_id',
  'page_scoped_user_id',
  'ctwa_clid',
  'whatsapp_business_account_id',
  'ig_account_id',
  'instagram_business_account_id',
  'ig_sid',
] as const
export type ClearKey = (typeof CLEAR_KEYS)[number]

/** Digests by key: 64 hex digits (SHA-256), or 32 (an MD5 that came so and is let through). */
export type Digests = { [K in HashedKey]?: string[] }
export type UserData = Digests & { [K in ClearKey]?: string }

/**
 * What is said of an event on either path, in the Conversions API's words. `event_time` is in seconds.
 * `U` is its user data: as it came, or as digests.
 */
export interface EventOf<U> {
  event_name: string
  event_time: number
  /** null where absent, empty or only white space */
  event_id: string | null
  /** null where it was missing */
  action_source: ActionSource | null
  event_source_url?: string
  referrer_url?: string
  opt_out?: boolean
  data_processing_options?: string[]
  data_processing_options_country?: number
  data_processing_options_state?: number
  user_data: U
  custom_data: JsonObject
  app_data?: JsonObject
  original_event_data?: JsonObject
  attribution_data?: JsonObject
  customer_segmentation?: string
  messaging_channel?: string
  advertiser_tracking_enabled?: boolean
  /** A beacon's other parameters, as they came: v, r, o, sw, sh, exp … */
  beacon?: { [param: string]: string }
}

/** An event as decoded and found valid: its user data still as the site sent it, plain or hashed. */
export type Event = EventOf<JsonObject>

/** An event that may be written down: digests only, plus the few keys that are useful in clear only. */
export interface IdentifiedEvent extends EventOf<UserData> {
  /**
   * The same clear values under the classic Business SDKs' normalisation, where that gives other digests (so that
   * the two sides still meet). Named as the pixel names its own alternates. @source reference 1.5, 6.2
   */
  aud?: Digests
}

/** A warning: what was odd in an event that was accepted all the same, e.g. `event_time_replaced`. */
export type WarningCode = string
