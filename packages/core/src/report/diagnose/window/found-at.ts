import type { Channel } from '../../../event.js'
import type { DiagnosisCode } from '../../diagnosis-codes.js'
import type { FoundAt, SignalsWindow } from '../../signals-window.js'
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

/**
 * Puts together the places of a diagnosis.
 * @param channel null: both; @param detail null: all
 * @returns null where nothing is kept
 */
export function placesOf(
  window: SignalsWindow,
  code: DiagnosisCode,
  event_name: string | null,
  channel: Channel | null,
  detail: string | null = null,
): Places | null {
  const found = window.found.filter(
    (at) =>
      at.code === code &&
      (event_name === null || at.event_name === event_name) &&
      (channel === null || at.channel === channel) &&
      (detail === null || at.detail === detail),
  )
  return found.length === 0 ? null : together(found)
}

function together(found: readonly FoundAt[]): Places {
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
