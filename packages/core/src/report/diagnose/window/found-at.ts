import type { Channel } from '../../../event.js'
import type { DiagnosisCode } from '../../diagnosis-codes.js'
import type { FoundAt } from '../../signals-window.js'
import { SAMPLES_MAX } from '../diagnosis.js'

/** Where and when something was found, over all that one diagnosis is about. */
export interface Places {
  first_ms: number
  last_ms: number
  samples: readonly number[]
  urls: readonly { url: string; count: number }[]
  /** what it was about, the latest first; without the empty */
  details: readonly string[]
}

/** What was found, by its code, and by its code and event name. */
export type FoundIndex = ReadonlyMap<string, readonly FoundAt[]>

export function indexFound(found: readonly FoundAt[]): FoundIndex {
  const index = new Map<string, FoundAt[]>()
  for (const at of found)
    for (const name of [at.event_name, null]) {
      const key = keyOf(at.code, name)
      const held = index.get(key)
      if (held) held.push(at)
      else index.set(key, [at])
    }
  return index
}

const keyOf = (code: DiagnosisCode, event_name: string | null): string =>
  event_name === null ? code : `${code} ${event_name}`

/**
 * Puts together the places of a diagnosis.
 * @param channel null: both; @param detail null: all
 * @returns null where nothing is kept
 */
export function placesOf(
  { found_index }: { found_index: FoundIndex },
  code: DiagnosisCode,
  event_name: string | null,
  channel: Channel | null,
  detail: string | null = null,
): Places | null {
  const found = (found_index.get(keyOf(code, event_name)) ?? []).filter(
    (at) => (channel === null || at.channel === channel) && (detail === null || at.detail === detail),
  )
  return found.length === 0 ? null : together(found)
}

function together(found: readonly FoundAt[]): Places {
  const [only] = found
  if (only && found.length === 1) return { ...only, details: only.detail === '' ? [] : [only.detail] }
  const urls = new Map<string, number>()
  for (const at of found) for (const { url, count } of at.urls) urls.set(url, (urls.get(url) ?? 0) + count)
  const samples = [...new Set(found.flatMap((at) => at.samples))].sort((a, b) => a - b)
  const latest_first = [...found].sort((a, b) => b.last_ms - a.last_ms)
  return {
    first_ms: Math.min(...found.map((at) => at.first_ms)),
    last_ms: Math.max(...found.map((at) => at.last_ms)),
    samples: samples.slice(-SAMPLES_MAX),
    urls: [...urls]
      .map(([url, count]) => ({ url, count }))
      .sort((a, b) => b.count - a.count || (a.url < b.url ? -1 : 1))
      .slice(0, SAMPLES_MAX),
    details: [...new Set(latest_first.map((at) => at.detail))].filter((detail) => detail !== ''),
  }
}
