import { REMOVED, withoutEmails } from '../identify/plain-email.js'

/**
 * Takes plain identity out of a text: email addresses, telephone numbers, card numbers, US social security numbers.
 *
 * Numbers are taken only where their form leaves little doubt, since a wrong yes damages what the owner reports: a
 * telephone number with `+` or `00`, or grouped as North America writes it; a card number of a known brand whose check
 * digit is right; `123-45-6789`. Bare digits (order ids, times, prices, barcodes) and digests stay.
 * @returns the very same text where nothing was found. Linear in its length; never throws; twice is once.
 * @source reference 13.4
 */
export function withoutPlainIdentity(text: string): string {
  const bare = withoutEmails(text)
  if (!mayHoldNumber(bare)) return bare
  return bare
    .replace(CARD, (found) => (isCardNumber(found) ? REMOVED : found))
    .replace(SOCIAL_SECURITY, REMOVED)
    .replace(INTERNATIONAL, (found) => (DECIMAL.test(found) ? found : REMOVED))
    .replace(DIALLED, (found) => (digitsOf(found).length >= DIALLED_DIGITS_MIN ? REMOVED : found))
    .replace(NORTH_AMERICAN, REMOVED)
}

/** The same for a number: only a card's can be told from others. */
export const isPlainIdentity = (number: number): boolean =>
  Number.isSafeInteger(number) && number > 0 && isCardNumber(String(number))

/** Every form has so many digits; most texts have fewer, and need no further look. */
const DIGITS_MIN = 8

function mayHoldNumber(text: string): boolean {
  let digits = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) digits += 1
    if (digits === DIGITS_MIN) return true
  }
  return false
}

// Each begins and ends where a word or a number does: `INV-4111…`, parts of a UUID and digits of a digest are no match.
const CARD = /(?<![\w.+-])\d(?:[ -]?\d){12,18}(?![\w]|[.-]\d)/g
const SOCIAL_SECURITY = /(?<![\w.+-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g
const INTERNATIONAL = /(?<![\w.+-])\+ ?\(?[1-9](?:[ ().-]{0,2}\d){7,14}(?![\w])/g
const DIALLED = /(?<![\w.+-])00[1-9]\d{0,2}(?: \d{2,8}){2,5}(?![\w]|[.-]\d)/g
const DIALLED_DIGITS_MIN = 11
const NORTH_AMERICAN =
  /(?<![\w.+-])(?:1[ -])?(?:\([2-9]\d{2}\) ?[2-9]\d{2}[ -]\d{4}|[2-9]\d{2}-[2-9]\d{2}-\d{4})(?![\w-])/g
/** `+12.3456789` is a number with its sign. */
const DECIMAL = /^\+\d+\.\d+$/

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** As cards are grouped, if they are: 4-4-4-4, or 4-6-5 of American Express. */
const GROUPED = /^(?:\d{15,16}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{5})$/
/** Visa, Mastercard, American Express, Discover, JCB */
const BRAND =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|35\d{14})$/

function isCardNumber(text: string): boolean {
  if (!GROUPED.test(text)) return false
  const digits = digitsOf(text)
  return BRAND.test(digits) && hasCheckDigit(digits)
}

/** Luhn's. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
