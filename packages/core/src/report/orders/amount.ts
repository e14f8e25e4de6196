import { e4Of } from './order.js'

/** Which sign stands before the fraction in a file; undefined: it is told from each amount. */
export type DecimalSign = 'point' | 'comma'

/** What a shop writes around a number: a currency's sign or code, spaces, an apostrophe between thousands. */
const AROUND =
  /^[\s\u00a0\u202f]*(?:[A-Za-z]{3}|\p{Sc})?[\s\u00a0\u202f]*|[\s\u00a0\u202f]*(?:[A-Za-z]{3}|\p{Sc})?[\s\u00a0\u202f]*$/gu
/** No amount is longer; how long AROUND takes grows with the cube of it. */
const AMOUNT_CHARS_MAX = 64
const GROUPED = { point: /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/, comma: /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/ }
const BARE = { point: /^-?\d+(?:\.\d+)?$/, comma: /^-?\d+(?:,\d+)?$/ }

/**
 * Reads an amount of a CSV file: `1234.50`, `1.234,50`, `1,234.50`, `€ 9,90`.
 * @param decimal  which sign stands before the fraction. Undefined: told from the text, where it can be
 * @returns ten-thousandths, or what is wrong: `1,234` may be a thousand or one and a bit, and is not guessed
 */
export function readAmount(text: string, decimal: DecimalSign | undefined): number | { says: string } {
  if (text.length > AMOUNT_CHARS_MAX) return NO_AMOUNT
  const bare = text.replace(AROUND, '').replace(/(?<=\d)['’\u00a0\u202f ](?=\d{3})/g, '')
  if (bare === '') return { says: 'is empty. Give an amount such as 12.34' }
  if (decimal === undefined && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(bare))
    return {
      says: 'can be read in two ways. Say by decimal which sign stands before the fraction: point or comma',
    }
  const signs = decimal === undefined ? (['point', 'comma'] as const) : ([decimal] as const)
  for (const sign of signs) {
    if (!BARE[sign].test(bare) && !GROUPED[sign].test(bare)) continue
    const plain = sign === 'point' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.')
    const e4 = e4Of(plain)
    if (e4 !== null) return e4
  }
  return NO_AMOUNT
}
const NO_AMOUNT = { says: 'is no amount. Give one such as 12.34, at most 10^11' }
