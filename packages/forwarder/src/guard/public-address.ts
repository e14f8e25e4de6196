import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one that the public has: nothing of this machine, of its networks, of a cloud's metadata, nor an
 * IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4, Teredo).
 * @param text  as a resolver or a URL's host gives it, without brackets. What is no address is not public.
 * @source RFC 6890, 6052, 3056; IPv6 outside 2000::/3 is not given out
 */
export function isPublicAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).range() === 'unicast'
  if (!ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.IPv6.parse(text)
  if (address.range() !== 'unicast') return false
  return address.match(GLOBAL_UNICAST) && !SET_ASIDE.some((block) => address.match(block))
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
/** Documentation, whichever of these ipaddr.js knows by now. @source RFC 3849, 9637 */
const SET_ASIDE = [ipaddr.IPv6.parseCIDR('2001:db8::/32'), ipaddr.IPv6.parseCIDR('3fff::/20')]
