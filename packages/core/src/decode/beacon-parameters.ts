import type { JsonObject } from '../event.js'
import type { Pair } from './pairs.js'

/** A beacon's parameters by what they are for, all still text; empty where a parameter was not sent. */
export interface BeaconParameters {
  id: string
  ev: string
  dl: string
  rl: string
  ts: string
  eid: string
  fbp: string
  fbc: string
  o: string
  /** null if not sent: sent empty it means "explicitly not limited" */
  dpo: string | null
  dpoco: string
  dpost: string
  cs_rid: string
  cs_test: string
  cd: { [key: string]: string }
  ud: JsonObject
  udff: JsonObject | null
  aud: JsonObject | null
  audff: JsonObject | null
  /** What we do not read ourselves, kept as it came: v, r, sw, sh, exp … */
  rest: { [param: string]: string }
  /** How much text all of it is, in characters */
  chars: number
}

const REST_PARAMETERS_MAX = 200
const REST_NAME_CHARS_MAX = 100
const REST_VALUE_CHARS_MAX = 2000

/**
 * Sorts a beacon's parameters by their purpose. A parameter sent twice has its last value; `eid[]` is `eid`.
 * @param pairs  decoded, the query's before the body's
 * @source reference 2.1, 2.2
 */
export function sortBeaconParameters(pairs: readonly Pair[]): BeaconParameters {
  const to: BeaconParameters = {
    id: '',
    ev: '',
    dl: '',
    rl: '',
    ts: '',
    eid: '',
    fbp: '',
    fbc: '',
    o: '',
    dpo: null,
    dpoco: '',
    dpost: '',
    cs_rid: '',
    cs_test: '',
    cd: {},
    ud: {},
    udff: null,
    aud: null,
    audff: null,
    rest: {},
    chars: 0,
  }
  let rest_left = REST_PARAMETERS_MAX
  for (const [name, value] of pairs) {
    to.chars += name.length + value.length
    const known =
      name.charCodeAt(name.length - 1) === BRACKET ? putGrouped(to, name, value) : put(to, name, value)
    if (!known && rest_left > 0) {
      rest_left -= 1
      putRest(to, name, value)
    }
  }
  return to
}
const BRACKET = 0x5d // ]

/** Puts a parameter without brackets to its place; false if it is none that we read. */
function put(to: BeaconParameters, name: string, value: string): boolean {
  switch (name) {
    case 'id':
    case 'ev':
    case 'dl':
    case 'rl':
    case 'ts':
    case 'eid':
    case 'fbp':
    case 'fbc':
    case 'dpo':
    case 'dpoco':
    case 'dpost':
    case 'cs_rid':
    case 'cs_test':
      to[name] = value
      return true
    case 'o':
      to.o = value
      return false // kept with the rest as well
    default:
      return name.includes('%5') && putTwiceEncoded(to, name, value)
  }
}

/** Some senders encode the brackets of names that are encoded again on the way: `cd%5Bvalue%5D`. */
function putTwiceEncoded(to: BeaconParameters, name: string, value: string): boolean {
  const decoded = name.replace(/%5b/gi, '[').replace(/%5d/gi, ']')
  return decoded.endsWith(']') && putGrouped(to, decoded, value)
}

/** Puts `group[key]` to its group; the key may itself hold brackets. False if we read no such group. */
function putGrouped(to: BeaconParameters, name: string, value: string): boolean {
  const bracket = name.indexOf('[')
  if (bracket === -1) return false
  const key = name.slice(bracket + 1, -1)
  const group = name.slice(0, bracket)
  if (group === 'cd') {
    if (key !== '__proto__') to.cd[key] = value
  } else if (group === 'ud') {
    if (key !== '__proto__' && !NESTED_IN_USER_DATA.has(key)) to.ud[key] = value
  } else if (group === 'udff' || group === 'aud' || group === 'audff') {
    if (to[group] === null) to[group] = {}
    if (key !== '__proto__') to[group][key] = value
  } else if (name === 'eid[]') {
    to.eid = value
  } else {
    return false
  }
  return true
}
const NESTED_IN_USER_DATA = new Set(['udff', 'aud', 'audff'])

function putRest(to: BeaconParameters, name: string, value: string): void {
  if (name === '__proto__' || name.length > REST_NAME_CHARS_MAX) return
  to.rest[name] = value.length > REST_VALUE_CHARS_MAX ? value.slice(0, REST_VALUE_CHARS_MAX) : value
}
