import { bestPersonKey, campaignOf, type IdentifiedEvent, readValue, restrictionOf } from '@countersign/core'
import type { Dataset, RestrictedLine } from '@countersign/storage'
import { hostOfUrl } from '../block/traffic-permissions.js'
import type { Stage } from '../stage.js'

/** Where and when a sighting came in. */
interface Received {
  channel: RestrictedLine['channel']
  received_at_ms: number
  /** the page that the request names where the event names none */
  referer?: string | undefined
}

/**
 * The journal's line for a sighting that may be measured in the aggregate only, by the settings as they are now.
 * @returns null where nothing restricts it. Asked only where the dataset's `aem` is on
 */
export function restrictedLine(
  event: IdentifiedEvent,
  dataset: Dataset,
  { channel, received_at_ms, referer }: Received,
  stage: Stage,
): RestrictedLine | null {
  const { aem_consent_policy: restricts, aem_consent_parameter: consent_parameter } = dataset.settings
  const { configuration, person_keys } = stage.edge
  const restricted = restrictionOf(event, { restricts, consent_parameter }, () =>
    configuration.hasRevoked(dataset.id, event),
  )
  if (restricted === null) return null
  const { event_name, event_id, event_source_url } = event
  const line: RestrictedLine = {
    dataset_id: dataset.id,
    channel,
    restricted,
    event_name,
    domain: domainOf(event_source_url ?? referer, dataset, stage),
  }
  const campaign = campaignOf(event_source_url)
  if (campaign !== null) line.campaign = campaign
  const { value = '', currency = null } = readValue(event.custom_data) ?? {}
  if (value !== '' && currency !== null && CURRENCY.test(currency)) {
    line.value = value
    line.currency = currency
  }
  const digests = (text: string) => person_keys.digests(dataset.id, text, received_at_ms)
  if (event_id !== null) line.event_digests = digests(`event ${event_name}\n${event_id}`)
  const person = bestPersonKey(event)
  if (person !== null) line.person_digests = digests(`person ${person}`)
  stage.metrics.eventsRestricted(restricted, 1)
  return line
}
const CURRENCY = /^[A-Z]{3}$/

/** The registrable domain of the page; of an event without a page, a till's or a call's, the dataset's own site. */
function domainOf(page: string | undefined, { domain }: Dataset, { own_sites }: Stage): string {
  const host = page === undefined ? domain : hostOfUrl(page)
  return (host === null ? null : own_sites.registrableDomain(host)) ?? ''
}
