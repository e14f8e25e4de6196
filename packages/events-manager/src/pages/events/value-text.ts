import { formatMoney } from '../../format/money.js'

/**
 * A value as a page shows it. Pages and servers send what they like as `value` and `currency`: money where the two are
 * money, otherwise what came, as it came.
 * @returns null: none came
 */
export function valueText(value: unknown, currency: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const is_decimal = text.trim() !== '' && Number.isFinite(Number(text))
  if (typeof currency !== 'string') return text
  return is_decimal ? formatMoney(text, currency) : `${text} ${currency}`
}
