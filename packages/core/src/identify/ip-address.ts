/** An address as it is compared and stored, and whether strangers can reach it. */
export interface IpAddress {
  text: string
  version: 4 | 6
  is_public: boolean
}

/**
 * Reads a textual IP address, strictly: four decimal numbers without leading zeros, or eight groups of hex digits of
 * which one run may be `::`. No port, brackets or zone. An IPv4 address inside IPv6 (`::ffff:8.8.8.8`, as sockets
 * give it) is that IPv4 address.
 * @returns null where it is none. Addresses set aside for documentation count as public: examples and tests of this
 *          protocol are full of them and nobody else is. Never throws.
 * @source RFC 4291, 6890; reference 3.3
 */
export function parseIpAddress(text: string): IpAddress | null {
  if (text.length > IP_CHARS_MAX) return null
  if (!text.includes(':')) {
    const bits = parseIpv4(text)
    return bits < 0 ? null : { text, version: 4, is_public: isPublicIpv4(bits) }
  }
  const groups = parseIpv6(text)
  if (groups === null) return null
  const [first = 0, , , , , sixth, high = 0, low = 0] = groups
  const is_mapped = sixth === 0xffff && groups.slice(0, 5).every((group) => group === 0)
  if (is_mapped) return parseIpAddress(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`)
  // Only 2000::/3 has been given out as global unicast.
  return { text, version: 6, is_public: first >= 0x2000 && first <= 0x3fff }
}

const IP_CHARS_MAX = 45

/** @returns the 32 bits as a number from 0, or -1 */
function parseIpv4(text: string): number {
  let bits = 0
  let octet = -1
  let octets = 0
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : DOT
    if (code === DOT) {
      if (octet < 0) return -1
      bits = bits * 256 + octet
      octets += 1
      octet = -1
      continue
    }
    if (code < 48 || code > 57 || octet === 0) return -1
    octet = (octet < 0 ? 0 : octet * 10) + code - 48
    if (octet > 255) return -1
  }
  return octets === 4 ? bits : -1
}
const DOT = 46

/** Blocks that are not the public's: [first address, prefix length]. @source RFC 6890, less its documentation blocks */
const NOT_PUBLIC: readonly (readonly [first: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
]
const BLOCKS = NOT_PUBLIC.map(([first, prefix]) => {
  const size = 2 ** (32 - prefix)
  return { first: parseIpv4(first), last: parseIpv4(first) + size - 1 }
})

const isPublicIpv4 = (bits: number): boolean =>
  !BLOCKS.some(({ first, last }) => bits >= first && bits <= last)

/** @returns eight numbers of 16 bits, or null */
function parseIpv6(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head = '', tail] = halves
  const left = groupsOf(head, tail === undefined)
  if (tail === undefined) return left !== null && left.length === 8 ? left : null
  const right = groupsOf(tail, true)
  if (left === null || right === null || left.length + right.length > 7) return null
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

/** @param is_end  whether the last group may be an IPv4 address */
function groupsOf(text: string, is_end: boolean): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    if (HEX_GROUP.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      const bits = is_end && at === parts.length - 1 ? parseIpv4(part) : -1
      if (bits < 0) return null
      groups.push(Math.floor(bits / 65_536), bits % 65_536)
    }
  }
  return groups
}
const HEX_GROUP = /^[0-9a-f]{1,4}$/i
