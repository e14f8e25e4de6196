import { CLEAR_KEYS, type ClearKey, type HashedKey } from '../event.js'
import { normaliseCity } from './city.js'
import { normaliseCountry } from './country.js'
import { normaliseDateOfBirth } from './date-of-birth.js'
import { normaliseEmail } from './email.js'
import { normaliseExternalId } from './external-id.js'
import { normaliseGender } from './gender.js'
import * as legacy from './legacy-keys.js'
import { normaliseName } from './name.js'
import { normalisePhone } from './phone.js'
import { normaliseState } from './state.js'
import { normaliseZip } from './zip.js'

/** @param year  the present one, which only a date of birth asks for */
export type Normalise = (text: string, year: number) => string | null

/** Every match key that is hashed, and the rule of its plain values. A new match key is a row here. */
export const NORMALISERS: { readonly [K in HashedKey]: Normalise } = {
  em: normaliseEmail,
  ph: normalisePhone,
  fn: normaliseName,
  ln: normaliseName,
  ge: normaliseGender,
  db: normaliseDateOfBirth,
  ct: normaliseCity,
  st: normaliseState,
  zp: normaliseZip,
  country: normaliseCountry,
  external_id: normaliseExternalId,
  f5first: legacy.normaliseNameStart,
  f5last: legacy.normaliseNameStart,
  fi: legacy.normaliseInitial,
  dobd: legacy.normaliseBirthDay,
  dobm: legacy.normaliseBirthMonth,
  doby: legacy.normaliseBirthYear,
  app_user_id: normaliseExternalId,
}

/** What sites write for a match key, in lower case, and the key that Meta's pixel reads in it. @source reference 1.5 */
const ALIASES: { readonly [K in HashedKey]?: readonly string[] } = {
  em: ['email', 'user_email', 'emailaddress', 'email_sha256'],
  ph: ['phone', 'pn', 'primaryphone'],
  fn: ['f_name', 'firstname'],
  ln: ['l_name', 'lastname'],
  ge: ['gen', 'gender'],
  db: ['dob', 'bd', 'birthday', 'dateofbirth'],
  ct: ['city'],
  st: ['state'],
  zp: ['zip', 'zip_code', 'postal'],
  country: ['cn'],
  external_id: ['extern_id', 'uid', 'userid'],
}

const HASHED: ReadonlyMap<string, HashedKey> = new Map(
  (Object.keys(NORMALISERS) as HashedKey[]).map((key) => [key, key]),
)
const ALIASED: ReadonlyMap<string, HashedKey> = new Map(
  (Object.keys(NORMALISERS) as HashedKey[]).flatMap((key) =>
    [key, ...(ALIASES[key] ?? [])].map((name): [string, HashedKey] => [name, key]),
  ),
)
const CLEAR: ReadonlyMap<string, ClearKey> = new Map(CLEAR_KEYS.map((key) => [key, key]))

/** The match key of exactly this name. */
export const hashedKey = (name: string): HashedKey | undefined => HASHED.get(name)
export const clearKey = (name: string): ClearKey | undefined => CLEAR.get(name)

/** The match key that a site means by another name or in another case: `email`, `Zip`, `EM`. */
export const aliasedKey = (name: string): HashedKey | undefined => ALIASED.get(name.toLowerCase())
