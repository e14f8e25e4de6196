import { isObject, readNumber } from '../decode/loose-value.js'

/** An answer's headers, names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** From here on less is sent: at 100 % Graph refuses, and for up to an hour. */
export const USAGE_PERCENT_NEAR_FULL = 90

export const isNearFull = (usage_percent: number | null): boolean =>
  usage_percent !== null && usage_percent >= USAGE_PERCENT_NEAR_FULL

const HEADERS = ['x-app-usage', 'x-ad-account-usage', 'x-business-use-case-usage'] as const
const PERCENTAGES = ['call_count', 'total_time', 'total_cputime', 'acc_id_util_pct'] as const
const REGAIN_MINUTES = 'estimated_time_to_regain_access'
const HEADER_CHARS_MAX = 20_000

/**
 * How much of its limits the sender has used: the highest of all that Graph's usage headers say.
 * @returns percent, beyond 100 too; null where no header says anything. Never throws.
 * @source reference 16; Meta, "Rate limits"
 */
export function usagePercent(headers: AnswerHeaders): number | null {
  return highest(headers, PERCENTAGES)
}

/**
 * When to try again, from `Retry-After` (seconds or an HTTP date) and from the minutes in which Graph expects to let
 * the business in again: the later of them.
 * @returns seconds from now, above 0; null where nothing is said
 */
export function retryAfterSeconds(headers: AnswerHeaders, now_ms: number): number | null {
  const minutes = highest(headers, [REGAIN_MINUTES])
  const regain_s = minutes === null ? 0 : minutes * 60
  const after_s = Math.max(regain_s, headerSeconds(textOf(headers['retry-after']).trim(), now_ms))
  return after_s > 0 ? after_s : null
}

function headerSeconds(text: string, now_ms: number): number {
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Number(text)
  // All forms of an HTTP date begin with the day's name; the oldest does not say that it means GMT.
  if (!/^[a-z]{3}/i.test(text) || text.length > 64) return 0
  const at_ms = Date.parse(/GMT$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(at_ms) ? 0 : Math.ceil((at_ms - now_ms) / 1000)
}

/** `{"call_count":28,…}`, or the same in a list for each business: `{"<id>":[{"call_count":28,…}]}` */
function highest(headers: AnswerHeaders, names: readonly string[]): number | null {
  let found: number | null = null
  for (const header of HEADERS) {
    const usage = parse(textOf(headers[header]))
    if (!isObject(usage)) continue
    for (const row of [
      usage,
      ...Object.values(usage).flatMap((value) => (Array.isArray(value) ? value : [])),
    ]) {
      if (!isObject(row)) continue
      for (const name of names) {
        const value = readNumber(row[name])
        if (value !== null && value >= 0) found = Math.max(found ?? 0, value)
      }
    }
  }
  return found
}

const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '')

function parse(text: string): unknown {
  if (!text.startsWith('{') || text.length > HEADER_CHARS_MAX) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
