import { isWithin } from '@countersign/core'
import type { DatasetSettings } from '@countersign/storage'

/**
 * Whether a dataset's owner lets a page's events in: by an allow list, which blocks all else, or a block
 * list; off by default. Subdomains are included.
 * @param host  the page's, in lower case; null where it is not known
 * @returns true for an unknown host under a block list, false for one under an allow list
 * @source reference 13.3
 */
export function isPermitted(
  host: string | null,
  settings: Pick<DatasetSettings, 'allowed_domains' | 'blocked_domains'>,
): boolean {
  const { allowed_domains, blocked_domains } = settings
  if (allowed_domains.length > 0)
    return host !== null && allowed_domains.some((domain) => isWithin(host, domain))
  return host === null || !blocked_domains.some((domain) => isWithin(host, domain))
}

export const hasPermissions = (settings: DatasetSettings): boolean =>
  settings.allowed_domains.length > 0 || settings.blocked_domains.length > 0

/** The host of a page's address, in lower case; null where it has none. */
export function hostOfUrl(url: string | undefined): string | null {
  if (url === undefined) return null
  const parts = HOST.exec(url)
  const host = parts?.[1]?.toLowerCase().replace(/\.$/, '')
  return host === undefined || host === '' ? null : host
}
// Browsers take `\` for `/`, and what stands before an `@` is no host.
const HOST = /^\s*(?:[a-z][a-z0-9+.-]*:)?[\\/]{2}(?:[^\\/?#]*@)?(\[[0-9a-f:.]+\]|[^\\/?#:@]+)/i
