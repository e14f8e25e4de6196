import { hostOf, isPrivateHost } from './base-url.js'

/** Where a dataset's counted events go. */
export interface Destination extends DestinationOptions {
  /** small, counting up, and never given again */
  id: number
  dataset_id: string
  /** `meta`: Meta's Conversions API. `conversions_api`: another server that speaks it */
  kind: DestinationKind
  /** the dataset's id over there */
  target_id: string
  created_at_ms: number
  /** the journal row from which on events are delivered; earlier ones only by a replay */
  from_position: number
  /** null: it is not paused */
  paused_at_ms: number | null
  has_app_secret: boolean
  /** when token or app secret was last changed: a destination that was stopped for them goes on then */
  secrets_at_ms: number
  /** when it was last resumed, or its address changed: the same */
  resumed_at_ms: number
}

/** What an owner may change of a destination, by the names that `destination set` takes. */
export interface DestinationOptions {
  /** 1 to 200 characters, unique in its dataset */
  name: string
  /** base address, without a slash at the end; null: COUNTERSIGN_META_URL, else Meta's own */
  url: string | null
  /** `v24.0` */
  api_version: string
  /** events go to Meta's Test Events under it; null: none */
  test_event_code: string | null
  /** how long after its first receipt an event waits, so that its other copies can enrich it */
  hold_seconds: number
  /** how long after its first try an event is tried again */
  retry_hours: number
  /** event names: only these are sent; empty: all */
  events: string[]
  /** whether events that no server reported are sent too */
  browser_only_events: boolean
  /** names of custom_data parameters that are never sent */
  restricted_parameters: string[]
  /** hosts that may resolve to a private address */
  allowed_private_hosts: string[]
}

export const DESTINATION_KINDS = ['meta', 'conversions_api'] as const
export type DestinationKind = (typeof DESTINATION_KINDS)[number]

export interface NewDestination extends Partial<DestinationOptions> {
  dataset_id: string
  kind: DestinationKind
  target_id: string
  /** where the journal ends, and one */
  from_position: number
  /** left out: it is not paused */
  paused_at_ms?: number | null
}

/** What is encrypted at rest. It is in no other shape of ours, in no address and in no log. */
export interface DestinationSecrets {
  access_token: string
  /** for Meta's appsecret_proof */
  app_secret: string | null
}

export interface DestinationChange extends Partial<DestinationOptions>, Partial<DestinationSecrets> {
  paused_at_ms?: number | null
}

/** Where Meta's Conversions API is, unless a destination or COUNTERSIGN_META_URL says otherwise. */
export const META_URL = 'https://graph.facebook.com'

/** What a destination has that is not said. @source Meta counts an event twice after 48 hours: reference 7 */
export const DESTINATION_DEFAULTS: Omit<DestinationOptions, 'name'> = {
  url: null,
  api_version: 'v24.0',
  test_event_code: null,
  hold_seconds: 30,
  retry_hours: 48,
  events: [],
  browser_only_events: true,
  restricted_parameters: [],
  allowed_private_hosts: [],
}

/** The base address that a destination's events go to. */
export const baseUrlOf = ({ url }: Pick<Destination, 'url'>, meta_url: string = META_URL): string =>
  url ?? meta_url

/**
 * The private address of a destination, to which nothing is sent until its owner allows it by name; null: none keeps it
 * back. As the forwarder's guard has it, by the host's name alone.
 * @param meta_url  COUNTERSIGN_META_URL: whoever set it has allowed its host for destinations of kind meta
 */
export function privateHostOf(
  { kind, url, allowed_private_hosts }: Pick<Destination, 'kind' | 'url' | 'allowed_private_hosts'>,
  meta_url?: string,
): string | null {
  const host = url === null ? null : hostOf(new URL(url))
  if (host === null || !isPrivateHost(host) || allowed_private_hosts.includes(host)) return null
  const is_operators = kind === 'meta' && meta_url !== undefined && hostOf(new URL(meta_url)) === host
  return is_operators ? null : host
}
