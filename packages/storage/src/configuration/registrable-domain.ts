import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The domain of a host that can be registered.
 * @returns null where there is none: an address, a name without a dot, a public suffix
 * @source the public suffix list, its private part included: under it, strangers share a suffix
 */
export function registrableDomain(host: string): string | null {
  // Asked for when something is configured: the list takes 12 MB, in every thread that has it.
  const { getDomain } = require('tldts') as typeof import('tldts')
  return getDomain(host, { allowPrivateDomains: true, validateHostname: true })
}
