const UNIT_MS: { [unit: string]: number } = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** What `since` and `until` may be, as a demand ("give …"). */
export const SINCE_FORMS = '24h, 30m, 7d, a date such as 2026-11-23, or ms since the epoch'

/**
 * Reads `since`: a span before now, a date of ISO 8601, or a time since the epoch: 10 digits are seconds, 12 to 14 ms.
 * @returns ms since the epoch; null where it is none of these
 */
export function readSince(text: string, now_ms: number): number | null {
  const span = /^(\d{1,9})([smhd])$/.exec(text)
  if (span !== null) return now_ms - Number(span[1]) * (UNIT_MS[span[2] ?? ''] ?? 0)
  if (/^\d{12,14}$/.test(text)) return Number(text)
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000
  const date_ms = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date_ms) ? null : date_ms
}
