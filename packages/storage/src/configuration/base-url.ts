import { readClientIp } from '@countersign/core'

const URL_CHARS_MAX = 500

/**
 * Reads the base address of a Conversions API: https, host, perhaps a port and a path.
 * @param plain_hosts  hosts that may be spoken to without TLS, beside this machine itself
 * @returns the address without a slash at the end; or what to give instead, as a demand ("give …")
 */
export function readBaseUrl(text: string, plain_hosts: readonly string[]): { url: string } | string {
  const url = urlOf(text.trim())
  if (url === undefined) return 'give an address such as https://capi.example'
  if (url.username !== '' || url.password !== '')
    return 'give an address without a name or a password in it; the token goes into a header'
  // Also an empty one: what is appended to it would become part of it.
  if (text.includes('?') || text.includes('#'))
    return 'give the base address only, with nothing from a ? or a # on; /v24.0/ID/events is added to it'
  const host = hostOf(url)
  if (url.protocol === 'http:' && !isLoopback(host) && !plain_hosts.includes(host))
    return 'give https; http only for this machine itself, or for a host that allowed_private_hosts names'
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') }
}

function urlOf(text: string): URL | undefined {
  if (text.length > URL_CHARS_MAX || !/^https?:\/\/[^/]/i.test(text)) return undefined
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** A URL's host as we compare it: in lower case, an IPv6 without its brackets. */
export const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1')

/** Whether a host is this machine by its name alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** Whether a host is private by its name alone: nothing is sent there unless its owner allows it. */
export const isPrivateHost = (host: string): boolean =>
  isLoopback(host) || readClientIp(host)?.is_public === false

/** A host's name or address, as `allowed_private_hosts` has it. */
export const isHost = (text: string): boolean => HOST.test(text) || readClientIp(text)?.text === text
const HOST = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
