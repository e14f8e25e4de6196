import type { HashedKey } from '../event.js'
import { COUNTRY_CODES } from './country-names.js'
import { normaliseEmail } from './email.js'
import { normaliseBirthDay, normaliseBirthMonth, normaliseBirthYear } from './legacy-keys.js'

/**
 * Puts a plain value into the form that the classic Business SDKs hash: older Node, and Python, Java, PHP and Ruby to
 * this day. Where it is another form than ours, a person who came by such an SDK is met under both.
 * @param text  plain, as the site sent it
 * @returns null where those SDKs refuse the value. Never throws.
 * @source reference 6.2, right column
 */
export const normaliseClassically = (key: HashedKey, text: string): string | null => CLASSIC[key](text)

const lower = (text: string): string | null => text.trim().toLowerCase() || null

function phone(text: string): string | null {
  const kept = text
    .trim()
    .toLowerCase()
    .replace(/[-@#<>'",; ()+a-z]+/g, '')
  const short = kept.replace(/^0{1,2}/, '')
  const number = INTERNATIONAL.test(short) ? short : kept
  return number.length < PHONE_CHARS_MIN || number.length > PHONE_CHARS_MAX ? null : number
}
// A country code and seven digits or more; after the code 1, ten exactly.
const INTERNATIONAL = /^(?:1[0-9]{10}|[2-9][0-9]{6,})$/
const PHONE_CHARS_MIN = 7
const PHONE_CHARS_MAX = 16

function gender(text: string): string | null {
  const word = text.toLowerCase().replace(/[^a-z]+/g, '')
  if (word === 'f' || word === 'female') return 'f'
  return word === 'm' || word === 'male' ? 'm' : null
}

/** City and state alike: accents and other scripts stay, and so does a state's full length. */
const place = (text: string): string | null =>
  text
    .trim()
    .toLowerCase()
    .replace(/[0-9\s().-]+/g, '') || null

function zip(text: string): string | null {
  const dense = text.toLowerCase().replace(/\s+/g, '')
  const dash = dense.indexOf('-')
  const code = dash < 0 ? dense : dense.slice(0, dash)
  return code.length < 2 ? null : code
}

function country(text: string): string | null {
  const code = text.trim().toLowerCase()
  return COUNTRY_CODES.has(code) ? code : null
}

const start = (chars: number) => (text: string) => text.trim().toLowerCase().slice(0, chars) || null

const CLASSIC: { [K in HashedKey]: (text: string) => string | null } = {
  em: normaliseEmail,
  ph: phone,
  fn: lower,
  ln: lower,
  ge: gender,
  db: lower,
  ct: place,
  st: place,
  zp: zip,
  country,
  external_id: lower,
  f5first: start(5),
  f5last: start(5),
  fi: start(1),
  dobd: normaliseBirthDay,
  dobm: normaliseBirthMonth,
  doby: normaliseBirthYear,
  app_user_id: lower,
}
