import { countryNames, stateNames, twoLetters } from './place-names.js'

const lower = (text: string) => text.trim().toLowerCase()
const without = (text: string, unwanted: RegExp) => text.toLowerCase().replace(unwanted, '')

const name = (text: string) => without(text, /[\s!-/:-@[-`{-~]+/g)

/**
 * Each match key: its names, of which the first is its own, and its rule: a plain text in, the one form whose
 * SHA-256 is sent out; empty where it holds none.
 * The server's rules, in fewer bytes: `user-data.test.ts` holds the two equal.
 * @source reference 1.5, 6.2
 */
export const MATCH_KEYS: [names: string, normalise: (text: string) => string][] = [
  ['em email user_email emailaddress email_sha256', (text) => (EMAIL.test(lower(text)) ? lower(text) : '')],
  ['ph phone pn primaryphone', (text) => without(text, /\D+/g).replace(/^0+/, '')],
  ['fn f_name firstname', name],
  ['ln l_name lastname', name],
  ['ge gen gender', (text) => (FEMALE.test(lower(text)) ? 'f' : MALE.test(lower(text)) ? 'm' : '')],
  ['db dob bd birthday dateofbirth', birthDate],
  ['ct city', (text) => without(text, /[^a-z0-9]+/g).replace(/^\d.*/, '')],
  ['st state', (text) => twoLetters(text, stateNames)],
  // What stands before the first dash; one character is none.
  ['zp zip zip_code postal', (text) => lower(text.split('-', 1).join()).replace(/^.$/s, '')],
  ['country cn', (text) => twoLetters(text, countryNames)],
  ['external_id extern_id uid userid', (text) => without(text, /\s+/g)],
]

const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

// The words of forms and titles. The server knows more of them; another word is left out here.
const FEMALE = /^(f|female|woman|girl|miss|mrs|ms)$/
const MALE = /^(m|male|man|boy|mister|mr)$/

/** Eight digits as they are; else the first three numbers, of which the first above 31 is the year. */
function birthDate(text: string): string {
  if (/^\d{8}$/.test(text.trim())) return text.trim()
  const numbers = (text.match(/\d+/g) ?? []).slice(0, 3).map(Number)
  const [year = 0] = numbers.splice(
    numbers.findIndex((number) => number > 31),
    1,
  )
  let [month = 0, day = 0] = numbers
  if (month > 12) [month, day] = [day, month]
  const can_be = year > 1799 && year < new Date().getFullYear() + 2 && month && month < 13 && day && day < 32
  return can_be ? String(year * 10_000 + month * 100 + day) : ''
}
