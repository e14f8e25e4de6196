import type { EventQuality } from './books.js'

export type { AuditEntry, AuditPage } from './shapes.js'

export type Channel = 'browser' | 'server'
export type ByChannel = { browser: number; server: number }

/** What the books hold of a time. `value`: sums by the currency that came. */
export interface Sums {
  received: ByChannel
  counted: number
  duplicate: number
  rejected: number
  blocked: number
  restricted: number
  /** counted events that came on both channels */
  both: number
  value: { [currency: string]: number }
}
export type SeriesStep = Sums & { at_ms: number }

/** GET …/series */
export interface Series {
  step: 'hour' | 'day'
  time_zone: string
  since_ms: number
  until_ms: number
  totals: Sums
  data: SeriesStep[]
}

export type IssueCounts = { error: number; warning: number; info: number }

export type EventRow = Sums & {
  event_name: string
  last_received_at_ms: number | null
  match_quality: number | null
  issues: IssueCounts
}

/** GET …/event-names */
export interface EventNames {
  since_ms: number
  until_ms: number
  time_zone: string
  behind_rows: number
  others: number
  data: EventRow[]
}

export type Named = { name: string } & ByChannel

/** One counted event among the newest */
export interface Sample {
  sighting_id: string
  event_id: string | null
  counted_at_ms: number
  channels: Channel[]
  value: number | string | null
  currency: string | null
  event_source_url: string | null
  sightings: {
    sighting_id: string
    channel: Channel
    received_at_ms: number
    verdict: string
    method: string | null
    primary: boolean
  }[]
}

/** GET …/event-names/{event_name} */
export interface OneEventName {
  event_name: string
  since_ms: number
  until_ms: number
  time_zone: string
  behind_rows: number
  totals: Sums
  last_received_at_ms: number | null
  issues: IssueCounts
  sightings: ByChannel
  event_id: ByChannel
  duplicates: ({ method: string } & ByChannel)[]
  refusals: ({ state: string; code: string } & ByChannel)[]
  parameters: Named[]
  match_keys: Named[]
  hosts: Named[]
  action_sources: Named[]
  warnings: Named[]
  automation: Named[]
  quality: EventQuality | null
  samples: Sample[]
}

export type KeyOf = { key: string; is_hashed: boolean }

export type Why =
  | { code: 'first' }
  | {
      code: 'event_id_same' | 'fbp_same' | 'external_id_same' | 'offline_same'
      with: { sighting_id: string; channel: Channel; received_at_ms: number }
      after_ms: number
      within_ms: number
      event_id_missing: 'neither' | 'this' | 'that' | 'both'
    }

export interface Sighting {
  sighting_id: string
  channel: Channel
  received_at_ms: number
  after_ms: number
  verdict: string
  method: string | null
  primary: boolean
  event_id: string | null
  warnings: string[]
  why: Why
  part: 'primary' | 'gave' | 'nothing_to_give' | 'too_late'
  /** null: archived, no longer kept */
  said: {
    event_time: number
    action_source: string | null
    event_source_url: string | null
    custom_data: { [name: string]: unknown }
    user_data: KeyOf[]
  } | null
}

export interface Delivery {
  destination_id: number
  destination: string
  state: 'waiting' | 'sending' | 'sent' | 'refused' | 'expired' | 'suppressed'
  /** a report came after it was sent: what it added was not */
  later_merged: boolean
  reason: string | null
  attempts: number
  due_ms: number | null
  /** the latest request that carried it, and its answer */
  request: {
    sent_at_ms: number
    http: number | null
    fbtrace_id: string | null
    events_received: number | null
    why: unknown
  } | null
  refusal: unknown
  stripped: string[]
  edited: boolean
}

/** GET …/counted/{sighting_id} */
export interface CountedEvent {
  dataset_id: string
  event_name: string
  event_id: string | null
  event_time: number
  action_source: string | null
  event_source_url: string | null
  channels: Channel[]
  counted_at_ms: number
  is_archived: boolean
  custom_data: { [name: string]: unknown }
  user_data: KeyOf[]
  primary: {
    sighting_id: string
    channel: Channel
    why: 'only_one' | 'first' | 'browser_preferred'
    after_ms: number
    within_ms: number
  }
  merged: { at: 'custom_data' | 'user_data'; key: string; sighting_id: string; channel: Channel }[]
  sightings: Sighting[]
  merge_within_ms: number
  deliveries: Delivery[]
}

/** GET …/search */
export type Found =
  | { kind: 'event'; event_name: string }
  | { kind: 'event_id'; event_name: string; event_id: string; sighting_id: string; received_at_ms: number }
  | { kind: 'sighting'; event_name: string; sighting_id: string; received_at_ms: number }
  | {
      kind: 'order'
      order_id: string
      state: string | null
      placed_at_ms: number | null
      sighting_id: string | null
    }
