import { getDomain } from 'tldts'
import { BoundedMap } from '../bounded-map.js'

/** A site's cookies are set on its registrable domain; null where a host has none, such as an IP address. */
export interface OwnSite {
  registrable_domain: string
  /** labels of the registrable domain less one, as server libraries write it. @source reference 3.1 */
  subdomain_index: number
}

const HOSTS_MAX = 2_000

/**
 * Knows which hosts belong to one site, by the public suffix list, its private part included as browsers read
 * it.
 */
export class OwnSites {
  private readonly domains = new BoundedMap<string, string | null>(HOSTS_MAX)

  /**
   * @param host    as the request's Host header gives it, with or without port
   * @param domain  the dataset's own site, or a host of it
   * @returns the site that both belong to; null where they do not
   */
  shared(host: string, domain: string): OwnSite | null {
    const ours = this.registrableDomain(domain)
    if (ours === null || ours !== this.registrableDomain(host)) return null
    return { registrable_domain: ours, subdomain_index: ours.split('.').length - 1 }
  }

  /** The registrable domain of a host, with or without port; null where it has none. */
  registrableDomain(host: string): string | null {
    if (host.length > HOST_CHARS_MAX) return null
    const known = this.domains.get(host)
    if (known !== undefined) return known
    const domain = getDomain(host.toLowerCase(), { allowPrivateDomains: true, validateHostname: true })
    this.domains.set(host, domain)
    return domain
  }
}
const HOST_CHARS_MAX = 262 // 253 of a name, a colon and a port
