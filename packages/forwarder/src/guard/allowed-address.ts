import { baseUrlOf, type Destination, META_URL } from '@countersign/storage/configuration'

/** Where a destination's events go, and whether its host is allowed by name. */
export type AllowedAddress = { url: string; may_be_private: boolean } | { forbidden: string }

export type Addressed = Pick<
  Destination,
  'kind' | 'url' | 'api_version' | 'target_id' | 'allowed_private_hosts'
>

/**
 * Says where a destination's events are posted to, if they may be.
 *
 * - To `{base}/{api_version}/{target_id}/events`; a base whose path ends in `/events` is the whole address as it is.
 * - kind meta: only to Meta's host, or that of COUNTERSIGN_META_URL; kind conversions_api: to its own url's.
 * - By https. Plain HTTP and private addresses only where the host is allowed by name: by the destination's
 *   allowed_private_hosts, or since COUNTERSIGN_META_URL names it.
 * @param meta_url  COUNTERSIGN_META_URL; null: it is not set
 * @returns `forbidden`: why nothing is sent, in a sentence, and what to do instead
 */
export function allowedAddress(destination: Addressed, meta_url: string | null): AllowedAddress {
  const { kind, allowed_private_hosts } = destination
  const base = baseUrlOf(destination, meta_url ?? META_URL)
  const url = URL.canParse(base) ? new URL(base) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    return { forbidden: 'The url of this destination is no address. Set one such as https://capi.example.' }
  const host = hostOf(url)
  const meta_host = hostOf(new URL(meta_url ?? META_URL))
  if (kind === 'meta' && host !== meta_host)
    return {
      forbidden: `A destination of kind meta sends to ${meta_host} only, and this one has ${host}. Make it one of kind conversions_api, or set COUNTERSIGN_META_URL.`,
    }
  const is_operators = kind === 'meta' && meta_url !== null
  const may_be_private = is_operators || allowed_private_hosts.some((name) => bareHost(name) === host)
  if (url.protocol === 'http:' && !may_be_private)
    return {
      forbidden: `Nothing is sent to ${host} without TLS. Give an address with https, or name the host in allowed_private_hosts.`,
    }
  return { url: `${url.origin}${pathOf(url, destination)}`, may_be_private }
}

function pathOf(url: URL, { api_version, target_id }: Addressed): string {
  const path = url.pathname.replace(/\/+$/, '')
  return path.endsWith('/events') ? path : `${path}/${api_version}/${encodeURIComponent(target_id)}/events`
}

/** In lower case, an IPv6 without brackets, a full name without its last dot. */
const bareHost = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
const hostOf = (url: URL): string => bareHost(url.hostname)
