import type { Channel } from '../../event.js'
import type { DiagnosisCode, Severity } from '../diagnosis-codes.js'
import { CATALOGUE } from './catalogue/catalogue.js'
import type { Fixes } from './catalogue/row.js'

/** What is wrong with a dataset: an issue as Diagnostics shows it. Holds no value of user_data or custom_data. */
export interface Diagnosis {
  code: DiagnosisCode
  severity: Severity
  /** null: it is about no one event */
  event_name: string | null
  /** null: about both channels, or neither */
  channel: Channel | null
  /** what it is about besides, by name: a match key, a parameter, a host, a refusal's code */
  detail: string | null
  title: string
  /** what was seen, as a sentence with its numbers */
  seen: string
  why: string
  fixes: Fixes
  /** how many sightings (or pairs, or events) show it, and of how many */
  affected: number
  total: number
  /** affected / total; null where there is no total */
  share: number | null
  /** where the counts know hours only, the beginning of the first and the end of the last */
  first_ms: number
  last_ms: number
  /** up to 20 places in the journal, the latest last */
  samples: readonly number[]
  urls: readonly { url: string; count: number }[]
  /** where it is known why, a sentence */
  cause: string | null
}

/** What is known of an issue when it is found; what is left out is null or empty. */
export interface Sighted {
  event_name?: string | null
  channel?: Channel | null
  detail?: string | null
  /** a sentence with its numbers */
  seen: string
  affected: number
  total: number
  first_ms: number
  last_ms: number
  samples?: readonly number[]
  urls?: readonly { url: string; count: number }[]
  cause?: string | null
}

export const SAMPLES_MAX = 20
const DETAIL_CHARS_MAX = 253

/**
 * Builds a diagnosis: the catalogue's words for its code, and what was seen.
 * @param sighted.seen  a sentence with its numbers; it must hold no value of user_data or custom_data
 */
export function diagnosisOf(code: DiagnosisCode, sighted: Sighted): Diagnosis {
  const { severity, title, why, fixes } = CATALOGUE[code]
  const { affected, total, detail } = sighted
  return {
    code,
    severity,
    event_name: sighted.event_name ?? null,
    channel: sighted.channel ?? null,
    detail: detail ? detail.slice(0, DETAIL_CHARS_MAX) : null,
    title,
    seen: sighted.seen,
    why,
    fixes,
    affected,
    total,
    share: total > 0 ? affected / total : null,
    first_ms: sighted.first_ms,
    last_ms: sighted.last_ms,
    samples: (sighted.samples ?? []).slice(-SAMPLES_MAX),
    urls: (sighted.urls ?? []).slice(0, SAMPLES_MAX),
    cause: sighted.cause ?? null,
  }
}
