import { LOCALE } from './count.js'

/**
 * @param value  a decimal, as text where the server tells it so
 * @param currency  as it came; one that Intl does not know stands as it is
 * @returns e.g. $1,250.00
 */
export function formatMoney(value: number | string, currency: string): string {
  const amount = value as Intl.StringNumericLiteral
  try {
    return new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).format(amount)
  } catch {
    return `${new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2 }).format(amount)} ${currency}`
  }
}
