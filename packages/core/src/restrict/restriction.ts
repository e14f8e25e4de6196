import type { IdentifiedEvent, Json } from '../event.js'
import { isDataUseLimited } from './limited-data-use.js'

/** Why an event may be measured in the aggregate only; the first of these that applies is its code. */
export const RESTRICTIONS = ['opt_out', 'limited_data_use', 'consent_withdrawn', 'no_consent'] as const
export type Restriction = (typeof RESTRICTIONS)[number]

/** Which sightings a dataset's owner has restricted. */
export interface ConsentPolicy {
  restricts: readonly Restriction[]
  /** the parameter of custom_data or of a beacon by which a site says `denied`; '' where it says it nowhere */
  consent_parameter: string
}

/**
 * Says whether an event is restricted, and by what.
 * @param hasRevoked  whether the person has taken their consent back; asked only where the policy wants to know
 * @source reference 13.1, 13.2
 */
export function restrictionOf(
  event: IdentifiedEvent,
  policy: ConsentPolicy,
  hasRevoked: () => boolean,
): Restriction | null {
  const { restricts, consent_parameter } = policy
  if (event.opt_out === true && restricts.includes('opt_out')) return 'opt_out'
  if (restricts.includes('limited_data_use') && isDataUseLimited(event)) return 'limited_data_use'
  if (restricts.includes('consent_withdrawn') && hasRevoked()) return 'consent_withdrawn'
  if (consent_parameter !== '' && restricts.includes('no_consent') && isDenied(event, consent_parameter))
    return 'no_consent'
  return null
}

/** What sites write for no: consent managers say `denied` and `revoke`, forms say `false`, `0` or `no`. */
const DENIALS = ['denied', 'deny', 'revoke', 'revoked', 'declined', 'false', '0', 'no', 'none']

function isDenied({ custom_data, beacon }: IdentifiedEvent, name: string): boolean {
  const said = own(custom_data, name) ?? own(beacon, name)
  if (said === undefined || said === null || typeof said === 'object') return false
  return DENIALS.includes(String(said).trim().toLowerCase())
}

/** Names come from settings, values from pages: what every object has is neither's. */
const own = (object: { [name: string]: Json } | undefined, name: string): Json | undefined =>
  object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined
