import { type Person, personOf } from './person.js'
import type { Random } from './random.js'

/** Who visits, and with what browser. */
export interface Visitor {
  /** the address that the browser shows: IPv6 where it has one */
  ip: string
  ip4: string
  user_agent: string
  fbp: string
  /** where an advertisement was clicked: its click id, and the cookie made of it */
  fbclid: string | null
  fbc: string | null
  /** the shop's own number for this browser, sent as external_id */
  external_id: string
  /** the pixel does not run: only the shop's server tells of this visitor */
  blocks_pixel: boolean
  /** how far the browser's clock is off */
  clock_off_ms: number
  /** known to the shop from the first page on */
  is_logged_in: boolean
  person: Person
  /** what Meta's library says of the browser. @source reference 2.3 */
  o: number
}

/** Each of these shares is that of a shop in good order. */
const SHARES = {
  ipv6: 0.35,
  clicked: 0.38,
  blocks_pixel: 0.08,
  logged_in: 0.27,
  carrier: 0.03,
  clock_off: 0.002,
}
const NETWORKS_4 = [31, 37, 46, 62, 77, 79, 80, 82, 84, 85, 87, 88, 91, 93, 95, 109, 176, 178, 188, 213]
const NETWORKS_6 = ['2003', '2a01', '2a02', '2001', '2600', '2a00', '2804']
/** Phones of one carrier come from few addresses. */
const CARRIER_GATEWAYS = 8
const OFFSETS_MS = [-3 * 3_600_000 * 24 * 60, 9 * 60_000, 40 * 60_000]
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
const LIBRARY_BITS = 4126 // as in the reference's own sample

/** @param came_ms  when the browser first saw the shop */
export function visitorOf(came_ms: number, random: Random): Visitor {
  const on_carrier = random.chance(SHARES.carrier)
  const ip4 = on_carrier ? `80.187.96.${random.int(1, CARRIER_GATEWAYS)}` : publicAddress(random)
  const ip = !on_carrier && random.chance(SHARES.ipv6) ? publicAddress6(random) : ip4
  const fbclid = random.chance(SHARES.clicked) ? clickIdOf(random) : null
  // The cookie is written as the page loads, some moments before the first event is sent.
  const written_ms = came_ms - random.int(5, 300)
  return {
    ip,
    ip4,
    user_agent: userAgentOf(random),
    fbp: `fb.1.${written_ms}.${random.int(100_000_000, 999_999_999)}${random.int(10_000_000, 99_999_999)}`,
    fbclid,
    fbc: fbclid === null ? null : `fb.1.${written_ms}.${fbclid}`,
    external_id: `v-${random.hex(12)}`,
    blocks_pixel: random.chance(SHARES.blocks_pixel),
    clock_off_ms: random.chance(SHARES.clock_off) ? random.pick(OFFSETS_MS) : random.int(-1_500, 1_500),
    is_logged_in: random.chance(SHARES.logged_in),
    person: personOf(random),
    o: LIBRARY_BITS,
  }
}

export const publicAddress = (random: Random): string =>
  `${random.pick(NETWORKS_4)}.${random.int(8, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`

const publicAddress6 = (random: Random): string =>
  `${random.pick(NETWORKS_6)}:${['4', 'a', 'c', 'e', '1', '8', '5']
    .map((digit) => `${digit}${random.hex(3)}`)
    .join(':')}`

export const clickIdOf = (random: Random): string =>
  `IwZXh0bgNhZW0BMA${random.text(70, LETTERS)}_aem_${random.text(22, LETTERS)}`

function userAgentOf(random: Random): string {
  const chrome = `${random.int(138, 142)}.0.0.0`
  const ios = `${random.pick(['17_6', '18_1', '18_5', '26_0'])}`
  const like = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  return random.pick([
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${like} Chrome/${chrome} Safari/537.36`,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${like} Chrome/${chrome} Safari/537.36 Edg/${chrome}`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${like} Chrome/${chrome} Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 10; K) ${like} Chrome/${chrome} Mobile Safari/537.36`,
    `Mozilla/5.0 (iPhone; CPU iPhone OS ${ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (iPhone; CPU iPhone OS ${ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 Instagram 382.0.0.${random.int(10, 60)}.87`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${random.int(1, 6)} Safari/605.1.15`,
    `Mozilla/5.0 (X11; Linux x86_64; rv:${random.int(128, 145)}.0) Gecko/20100101 Firefox/140.0`,
  ])
}
