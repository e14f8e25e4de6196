import type { IncomingMessage } from 'node:http'
import { readClientIp } from '@countersign/core'
import ipaddr from 'ipaddr.js'
import { BoundedMap } from '../bounded-map.js'

type Range = [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number]

/** An address, as the rules need it. */
interface KnownAddress {
  /** false: it is none at all */
  is_valid: boolean
  is_trusted: boolean
  /**
   * what the abuse limit counts by: an IPv4 address, or an IPv6 network of 64 bits; null where it is not
   * public
   */
  limited_as: string | null
}

const INVALID: KnownAddress = { is_valid: false, is_trusted: false, limited_as: null }

/** An IPv6 address with a zone; what is longer is made up, and not worth remembering. */
const ADDRESS_CHARS_MAX = 64
const ADDRESSES_MAX = 20_000
/** A longer chain of proxies than this is made up. */
const FORWARDED_MAX = 20
const FORWARDED_CHARS_MAX = 2_000

/**
 * Finds whose request it is: the socket's address, or, where that is a trusted proxy's, the one that
 * X-Forwarded-For gives: from the right, the first that is not itself a trusted proxy's. What stands left of
 * it anyone can write.
 */
export class ClientAddresses {
  private readonly ranges: Range[]
  private readonly known = new BoundedMap<string, KnownAddress>(ADDRESSES_MAX)

  /** @throws where a text is neither an address nor a CIDR range */
  constructor(trusted_proxies: readonly string[]) {
    this.ranges = trusted_proxies.map(rangeOf)
  }

  of(request: IncomingMessage): string | undefined {
    const peer = request.socket.remoteAddress
    if (peer === undefined || this.ranges.length === 0 || !this.know(peer).is_trusted) return peer
    const forwarded = headerOf(request, 'x-forwarded-for')
    if (forwarded === undefined || forwarded.length > FORWARDED_CHARS_MAX) return peer
    let client = peer
    for (const part of forwarded.split(',').slice(-FORWARDED_MAX).reverse()) {
      const address = withoutPort(part.trim())
      const { is_valid, is_trusted } = this.know(address)
      if (is_valid) client = address
      if (!is_valid || !is_trusted) return client
    }
    return client
  }

  /** Whether the one who speaks to us directly may say for whom, to which host and by https. */
  isByTrustedProxy(request: IncomingMessage): boolean {
    const peer = request.socket.remoteAddress
    return this.ranges.length > 0 && peer !== undefined && this.know(peer).is_trusted
  }

  limitedAs(address: string): string | null {
    return this.know(address).limited_as
  }

  private know(address: string): KnownAddress {
    if (address.length > ADDRESS_CHARS_MAX) return INVALID
    const held = this.known.get(address)
    if (held !== undefined) return held
    const known = ipaddr.isValid(address)
      ? { is_valid: true, is_trusted: this.isTrusted(address), limited_as: limitedAs(address) }
      : INVALID
    this.known.set(address, known)
    return known
  }

  private isTrusted(text: string): boolean {
    const address = ipaddr.process(text)
    return this.ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits))
  }
}

/** A repeated header's values together, as one list. */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

function rangeOf(text: string): Range {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text)
    const address = ipaddr.process(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  } catch {
    throw new Error(`Trusted proxy "${text}" is neither an IP address nor a CIDR range, e.g. 10.0.0.0/8`)
  }
}

/** Some proxies write `203.0.113.7:4711` or `[2001:db8::1]:4711`. */
const withoutPort = (text: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text

function limitedAs(text: string): string | null {
  const address = readClientIp(text)
  if (!address?.is_public) return null
  if (address.version === 4) return address.text
  const network = ipaddr.parse(address.text).toByteArray().slice(0, 8)
  return Buffer.from(network).toString('hex')
}
