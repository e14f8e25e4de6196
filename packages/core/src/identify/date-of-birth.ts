/**
 * Puts a date of birth into the one form whose SHA-256 is the match key `db`: YYYYMMDD.
 * @param text  plain, as the site sent it: `2/16/1997`, `16.02.1997`, `1997-2-6 (verified)`, `19970216`
 * @param year  the present one; a birth in the next is let through, since clients' clocks and zones differ
 * @returns the digits where eight in a row are all the text has; else the first three groups of digits, of which the
 *          first above 31 is the year, and of the two that follow it in a circle month comes before day unless it is
 *          above 12; null if that gives no date. The calendar is not asked (Meta's clients take the 29th of February
 *          of any year). Never throws; twice is once.
 * @source reference 6.2, row db; 6.4
 */
export function normaliseDateOfBirth(text: string, year: number): string | null {
  const digits = text.match(/[0-9]+/g) ?? []
  if (digits.length < 3) return digits.length === 1 && digits[0]?.length === 8 ? digits[0] : null
  const groups = digits.slice(0, 3).map(Number)
  const at = groups.findIndex((group) => group > DAY_MAX)
  const birth_year = groups[at]
  if (birth_year === undefined || birth_year < BIRTH_YEAR_MIN || birth_year > year + 1) return null
  let [month = 0, day = 0] = [groups[(at + 1) % 3], groups[(at + 2) % 3]]
  if (month > MONTH_MAX) [month, day] = [day, month]
  if (month < 1 || month > MONTH_MAX || day < 1 || day > DAY_MAX) return null
  return `${birth_year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
}

const BIRTH_YEAR_MIN = 1800
const MONTH_MAX = 12
const DAY_MAX = 31
