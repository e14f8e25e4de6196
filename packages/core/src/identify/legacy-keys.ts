import { normaliseName } from './name.js'

/**
 * The match keys that only older clients send: the first five letters of a name (`f5first`, `f5last`), the first
 * initial (`fi`), and a date of birth in pieces (`dobd`, `dobm`, `doby`).
 * @source reference 5.4, 6.2
 */
export function normaliseNameStart(text: string): string | null {
  const name = normaliseName(text)
  return name === null ? null : [...name].slice(0, 5).join('')
}

export function normaliseInitial(text: string): string | null {
  const name = normaliseName(text)
  return name === null ? null : ([...name][0] ?? null)
}

/** @returns two digits, 01-31 */
export const normaliseBirthDay = (text: string): string | null => twoDigits(text, 31)

/** @returns two digits, 01-12 */
export const normaliseBirthMonth = (text: string): string | null => twoDigits(text, 12)

/** @returns four digits as they are */
export function normaliseBirthYear(text: string): string | null {
  const bare = text.trim()
  return /^[0-9]{4}$/.test(bare) ? bare : null
}

function twoDigits(text: string, max: number): string | null {
  const bare = text.trim()
  if (!/^[0-9]{1,2}$/.test(bare)) return null
  const number = Number(bare)
  return number >= 1 && number <= max ? bare.padStart(2, '0') : null
}
