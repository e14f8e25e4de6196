import { decodePercent } from './percent.js'

export type Pair = readonly [name: string, value: string]

/** How many parameters are read of one request; the library sends some 60 at most. */
export const PAIRS_MAX = 1000

const AMPERSAND = 0x26
const EQUALS = 0x3d
const PERCENT = 0x25
const PLUS = 0x2b

/**
 * Reads urlencoded text, e.g. a query without its `?`, into its parameters in order, repeated ones too. Never
 * throws. A parameter without `=` has an empty value; an empty parameter is left out; those beyond PAIRS_MAX
 * are not read.
 * @source reference 2.1
 */
export function decodePairs(text: string): [string, string][] {
  const pairs: [string, string][] = []
  let start = 0
  let equals = -1
  let encoded = false
  for (let at = 0; at <= text.length; at += 1) {
    const unit = at === text.length ? AMPERSAND : text.charCodeAt(at)
    if (unit === PERCENT || unit === PLUS) encoded = true
    else if (unit === EQUALS && equals === -1) equals = at
    else if (unit === AMPERSAND) {
      if (at > start && pairs.push(pairOf(text, start, equals, at, encoded)) === PAIRS_MAX) return pairs
      start = at + 1
      equals = -1
      encoded = false
    }
  }
  return pairs
}

function pairOf(
  text: string,
  start: number,
  equals: number,
  end: number,
  encoded: boolean,
): [string, string] {
  const name = text.slice(start, equals === -1 ? end : equals)
  const value = equals === -1 ? '' : text.slice(equals + 1, end)
  return encoded ? [decodePercent(name), decodePercent(value)] : [name, value]
}
