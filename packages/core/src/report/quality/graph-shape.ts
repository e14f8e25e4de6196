import type { Finding } from '../diagnosis-codes.js'
import type { SignalsWindow } from '../signals-window.js'
import type { EventCoverage } from './coverage.js'
import { type EventQuality, eventQualities } from './event-quality.js'
import type { Freshness, UploadFrequency } from './freshness.js'
import type { FieldTree } from './graph-fields.js'
import type { KeyQuality, MatchQuality } from './match-quality.js'
import { last7Days, last48Hours } from './period.js'
import { NO_SUMS, type Sums, sumsByEvent } from './sums.js'

/** How a diagnosis is told in Graph's answer. */
export interface DiagnosisText {
  name: string
  description: string
  solution: string
}

const PERCENT: FieldTree = { percentage: null, description: null }

/**
 * Every field of Meta's dataset quality. Those of `offline` and `event_ad_sets`, `event_spend` and the increases that
 * nothing here can foretell never have a value, and are left out of the answer. @source reference 5.10
 */
export const DATASET_QUALITY_FIELDS: FieldTree = {
  web: {
    event_name: null,
    event_match_quality: {
      composite_score: null,
      match_key_feedback: { identifier: null, coverage: PERCENT, potential_aly_acr_increase: PERCENT },
      diagnostics: {
        name: null,
        description: null,
        solution: null,
        percentage: null,
        affected_event_count: null,
        total_event_count: null,
      },
    },
    event_coverage: {
      percentage: null,
      goal_percentage: null,
      description: null,
      potential_aly_acr_increase: PERCENT,
    },
    dedupe_key_feedback: {
      dedupe_key: null,
      browser_events_with_dedupe_key: PERCENT,
      server_events_with_dedupe_key: PERCENT,
      overall_browser_coverage_from_dedupe_key: PERCENT,
    },
    data_freshness: { upload_frequency: null, description: null },
    acr: PERCENT,
    event_potential_aly_acr_increase: PERCENT,
    event_ad_sets: null,
    event_spend: null,
  },
  offline: {
    event_name: null,
    composite: { score: null, recommendation: null },
    match_key: { score: null, recommendation: null, coverage: { email: null, phone: null } },
    frequency: null,
    freshness: null,
  },
}

/**
 * A dataset's quality in Meta's own shape, whole; an event that never reached the server has no event_match_quality.
 * @param textOf  how a diagnosis of the server's events is told; without a text it is left out
 * @returns `{}` where there is nothing to say, as Meta does
 * @source reference 5.10
 */
export function datasetQuality(
  window: SignalsWindow,
  textOf: (code: Finding['code']) => DiagnosisText | undefined = () => undefined,
): object {
  const sums = sumsByEvent(window.hourly, last48Hours(window.now_ms))
  const codes = [...new Set(window.found.map(({ code }) => code))]
  const told = codes.flatMap((code) => {
    const text = textOf(code)
    return text === undefined ? [] : [{ code, text }]
  })
  // Events of an app, a till or a CRM are none of the web's.
  const of_web = sumsByEvent(window.daily, last7Days(window.now_ms))
  const web = eventQualities(window)
    .filter(({ event_name, match }) => match !== null || (of_web.get(event_name)?.total('web') ?? 0) > 0)
    .map((quality) => webOf(quality, diagnosticsOf(told, sums.get(quality.event_name) ?? NO_SUMS)))
  return web.length === 0 ? {} : { web }
}

function webOf({ event_name, match, coverage, freshness }: EventQuality, diagnostics: object[]): object {
  return {
    event_name,
    ...(match === null ? {} : { event_match_quality: matchOf(match, diagnostics) }),
    ...(coverage === null ? {} : coverageOf(coverage)),
    ...(freshness === null ? {} : { data_freshness: freshnessOf(freshness) }),
  }
}

const matchOf = (match: MatchQuality, diagnostics: object[]): object => ({
  composite_score: match.composite_score,
  match_key_feedback: match.keys.flatMap((key) => keyOf(key, match.score)),
  diagnostics,
})

/** @source reference 5.10; the spelling of the rarer ones is a guess */
const IDENTIFIERS: { readonly [key: string]: string } = {
  em: 'email',
  ph: 'phone',
  client_ip_address: 'ip_address',
  client_user_agent: 'user_agent',
  fn: 'first_name',
  ln: 'last_name',
  db: 'date_of_birth',
  ge: 'gender',
  zp: 'zip',
  ct: 'city',
  st: 'state',
}

/** What Meta calls a match key there. */
export const identifierOf = (key: string): string =>
  Object.hasOwn(IDENTIFIERS, key) ? (IDENTIFIERS[key] ?? key) : key

/** Keys that count together are rows of their own, each with what both together would bring. */
function keyOf({ key, coverage, parts, with_it, gain }: KeyQuality, score: number): object[] {
  const rows = parts.length > 0 ? parts : [{ key, coverage }]
  const increase =
    score > 0 && gain > 0
      ? {
          potential_aly_acr_increase: {
            percentage: percent(gain / score),
            description: `By our own formula, ${key} on every event would raise the score to ${with_it.toFixed(1)}.`,
          },
        }
      : {}
  return rows.map((row) => ({
    identifier: identifierOf(row.key),
    coverage: { percentage: percent(row.coverage) },
    ...increase,
  }))
}

function diagnosticsOf(
  told: readonly { code: Finding['code']; text: DiagnosisText }[],
  sums: Sums,
): object[] {
  const total_event_count = sums.of('server', 'seen')
  return told.flatMap(({ code, text }) => {
    const affected_event_count = sums.of('server', `finding:${code}`)
    if (affected_event_count === 0 || total_event_count === 0) return []
    const percentage = percent(Math.min(1, affected_event_count / total_event_count))
    return [{ ...text, percentage, affected_event_count, total_event_count }]
  })
}

function coverageOf({ coverage, goal, keys, acr }: EventCoverage): object {
  return {
    ...(coverage === null
      ? {}
      : {
          event_coverage: {
            percentage: percent(coverage),
            goal_percentage: percent(goal),
            description: `The server reported ${percent(coverage)} % of the events that the browser reported; the goal is ${percent(goal)} %.`,
          },
        }),
    dedupe_key_feedback: keys.map(({ dedupe_key, browser_share, server_share, contribution }) => ({
      dedupe_key,
      ...shown(
        'browser_events_with_dedupe_key',
        browser_share,
        `of the browser's events carry ${dedupe_key}.`,
      ),
      ...shown('server_events_with_dedupe_key', server_share, `of the server's events carry ${dedupe_key}.`),
      ...shown(
        'overall_browser_coverage_from_dedupe_key',
        contribution,
        `of the browser's events were matched by ${dedupe_key}.`,
      ),
    })),
    ...shown('acr', acr, 'more events were counted than the browser alone reported, within 7 days.'),
  }
}

const shown = (name: string, share: number | null, what: string): object =>
  share === null ? {} : { [name]: { percentage: percent(share), description: `${percent(share)} % ${what}` } }

const freshnessOf = ({ upload_frequency }: Freshness): object => ({
  upload_frequency,
  description: FRESHNESS[upload_frequency],
})
const FRESHNESS: { readonly [word in UploadFrequency]: string } = {
  real_time: 'At least half of the events arrive within a minute.',
  hourly: 'At least half of the events arrive within two hours. Send them as they happen.',
  daily: 'Half of the events take more than two hours. Send them as they happen, within an hour at most.',
  weekly: 'Half of the events take more than a day. Attribution and optimisation lose most of them.',
}

/** To two decimals, as Meta's examples are. */
const percent = (share: number): number => Math.round(share * 10_000) / 100
