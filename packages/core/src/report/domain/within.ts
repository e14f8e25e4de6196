/** What its owner has named as a dataset's own. Each as it was typed. */
export interface NamedDomains {
  /** the site itself; null: none was named */
  domain: string | null
  allowed_domains: readonly string[]
}

/**
 * Whether a host is a domain or stands below it, as traffic permissions are written. Asked for every event.
 * @param host    in lower case
 * @param domain  in lower case, taken as it is: `www.shop.example` does not hold `shop.example`
 */
export const isWithin = (host: string, domain: string): boolean =>
  host === domain || (host.endsWith(domain) && host.charCodeAt(host.length - domain.length - 1) === DOT)
const DOT = 0x2e

/** The site that a domain names: `www.` before it names the same one. */
export const siteOf = (domain: string): string => domain.toLowerCase().replace(/^www\./, '')

/** Whether a host belongs to the site that one of these domains names. Subdomains do. */
export function isOfSite(host: string, domains: readonly string[]): boolean {
  const lower = host.toLowerCase()
  return domains.some((domain) => isWithin(lower, siteOf(domain)))
}

/** The sites that a dataset's owner has named, the domain first. Empty: none, and any host may be its own. */
export const namedSites = ({ domain, allowed_domains }: NamedDomains): string[] =>
  [...(domain === null ? [] : [domain]), ...allowed_domains].map(siteOf)
