import { registrableDomain } from './registrable-domain.js'

const TEXT_CHARS_MAX = 300

/**
 * Reads a domain whose ownership is to be shown: a registrable one, since who owns it owns what is below it.
 * @param text  `shop.example`; also an address of a page or a host on it, whose domain it then is only if they are the same
 * @returns in lower case, in ASCII; or what to give instead, as a text that begins with the field's name
 * @source the public suffix list, its private part included: under it, strangers share a suffix
 */
export function readDomain(text: string): { domain: string } | string {
  const host = hostIn(text.trim())
  if (host === null) return 'domain: give a domain such as shop.example'
  const domain = registrableDomain(host)
  if (domain === null)
    return 'domain: give a domain that can be registered, such as shop.example; an address, a name without a dot or a suffix such as co.uk is none'
  if (domain !== host)
    return `domain: give ${domain}, the domain that is registered. It covers what is below it`
  return { domain }
}

function hostIn(text: string): string | null {
  if (text.length > TEXT_CHARS_MAX || text === '' || /[\s\p{C}@]/u.test(text)) return null
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(url)) return null
  return new URL(url).hostname.replace(/\.$/, '')
}
