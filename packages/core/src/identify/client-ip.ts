import { withoutAppendix } from './appendix.js'
import { type IpAddress, parseIpAddress } from './ip-address.js'

/** Reads a client_ip_address as clients send it, `203.0.113.7.AQQAAQMA` included. Null where it is no address. */
export const readClientIp = (text: string): IpAddress | null =>
  parseIpAddress(text) ?? parseIpAddress(withoutAppendix(text.trim()))

/**
 * Chooses the address of a browser: a public IPv6 from its cookie, then from the request; else a public IPv4 from its
 * cookie, then from the request. The request's is the first of X-Forwarded-For where that is public, else the
 * socket's.
 * @param from.fbi            the `_fbi` cookie, by which a site hands on an address that it knows better
 * @param from.forwarded_for  X-Forwarded-For, given only where the proxy before us can be believed
 * @returns null where none of them is public
 * @source reference 3.3; fixtures/identify/fbc-fbp.jsonl, op client_ip
 */
export function chooseClientIp(from: ClientIpSources): string | null {
  const cookie = publicIp(from.fbi)
  const request = publicIp(from.forwarded_for?.split(',', 1)[0]) ?? publicIp(from.remote_address)
  if (cookie === null || request === null) return (cookie ?? request)?.text ?? null
  return request.version === 6 && cookie.version === 4 ? request.text : cookie.text
}

export interface ClientIpSources {
  fbi?: string | undefined
  forwarded_for?: string | undefined
  remote_address?: string | undefined
}

function publicIp(text: string | undefined): IpAddress | null {
  const address = text ? readClientIp(text) : null
  return address?.is_public ? address : null
}
