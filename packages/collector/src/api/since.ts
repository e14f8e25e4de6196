import type { Problem } from '@countersign/core'

const UNIT_MS: { [unit: string]: number } = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** What `since` may be, for the schema and the error. */
export const SINCE_FORMS = '24h, 7d, a date such as 2026-11-23, or ms since the epoch'

/**
 * Reads `since`: a span before now, a date, or milliseconds. @returns ms since the epoch, or the problem
 */
export function readSince(text: string, now_ms: number): number | Problem {
  const span = /^(\d{1,9})([smhd])$/.exec(text)
  if (span !== null) return now_ms - Number(span[1]) * (UNIT_MS[span[2] ?? ''] ?? 0)
  const since_ms = /^\d{12,14}$/.test(text)
    ? Number(text)
    : /^\d{4}-/.test(text)
      ? Date.parse(text)
      : Number.NaN
  return Number.isNaN(since_ms)
    ? { code: 'parameter_invalid', at: 'since', seen: `give ${SINCE_FORMS}` }
    : since_ms
}
