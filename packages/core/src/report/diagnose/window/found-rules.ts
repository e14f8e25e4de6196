import type { Channel } from '../../../event.js'
import type { DiagnosisCode } from '../../diagnosis-codes.js'
import { clipped, eventsOf, listed, shareSentence } from '../../sentences.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { placesOf } from './found-at.js'
import { isRaised, RULE_ROWS } from './rows.js'
import { spanOf, type View } from './view.js'

/** How a diagnosis that sightings or pairs show becomes one of the window. */
interface FoundRow {
  /** the sentence's verb: `38 % of Purchase events from the server (…) carry no usable value.` */
  says: string
  /** told apart by its detail: one diagnosis a match key; `says` is then followed by its name */
  by_detail?: true
  /** of pairs of both channels: it is about both */
  of_both?: true
}

const FOUND_ROWS: Partial<Record<DiagnosisCode, FoundRow>> = {
  invalid_value: { says: 'carry a value that is no number' },
  missing_value: { says: 'carry no value' },
  missing_currency: { says: 'carry no currency' },
  invalid_currency: { says: 'carry a currency that is no ISO 4217 code' },
  negative_value: { says: 'carry a negative value' },
  nonstandard_event_name: { says: 'are named almost like a standard event, and count as custom events' },
  missing_action_source: { says: 'carry no action_source' },
  missing_event_source_url: { says: 'carry no event_source_url' },
  missing_user_agent: { says: 'carry no client_user_agent' },
  invalid_contents: { says: 'carry contents that cannot be read' },
  same_event_id: { says: 'carry an event_id that another person or order had before' },
  cached_event_id: { says: 'carry the event_id of another visitor of the same page' },
  currency_differs: {
    says: 'carry another currency from the one channel than from the other',
    of_both: true,
  },
  value_differs: { says: 'carry another value from the one channel than from the other', of_both: true },
  invalid_event_id: { says: 'carry an event_id that is no text or too long' },
  clock_wrong: { says: 'carry a time that cannot be' },
  invalid_match_keys: { says: 'carry a match key that cannot be used:', by_detail: true },
  hash_invalid: { says: 'carry a hash that cannot be matched:', by_detail: true },
  hash_of_nothing: { says: 'carry the hash of an empty value as', by_detail: true },
  not_hashed: { says: 'carry in clear what is to be hashed:', by_detail: true },
  bad_ip_ua: { says: "carry what cannot be the visitor's:", by_detail: true },
  ipv6: { says: 'came from an IPv6 address, and carry an IPv4 address from the server', of_both: true },
  ip_mismatch: { says: 'carry another IP address from the server than the browser had', of_both: true },
  fbc_modified: { says: 'carry a click id that was changed' },
  click_after_conversion: { says: 'carry a click that is later than the event' },
  pii_in_custom_data: { says: 'carried personal data outside user_data:', by_detail: true },
  pii_in_url: { says: 'carried personal data in a page address' },
  potential_violation: { says: 'carry a prohibited parameter:', by_detail: true },
  restricted_category: { says: 'carry names of a restricted category' },
}

/** The diagnoses that sightings and pairs showed, where they are more than chance. */
export function diagnoseFound(view: View): Diagnosis[] {
  const all: Diagnosis[] = []
  for (const [code, row] of Object.entries(FOUND_ROWS) as [DiagnosisCode, FoundRow][]) {
    if (view.week.count(null, null, `finding:${code}`) === 0) continue
    const details = row.by_detail ? detailsOf(view, code) : [null]
    for (const event_name of view.week.eventNames())
      for (const channel of row.of_both ? [null] : CHANNELS)
        for (const detail of details) {
          const diagnosis = diagnoseOne(view, code, row, { event_name, channel, detail })
          if (diagnosis !== null) all.push(diagnosis)
        }
  }
  return withoutRivals(all)
}

const CHANNELS = ['browser', 'server'] as const

/** What a diagnosis is about. */
interface About {
  event_name: string
  channel: Channel | null
  detail: string | null
}

function diagnoseOne(view: View, code: DiagnosisCode, row: FoundRow, about: About): Diagnosis | null {
  const { event_name, channel, detail } = about
  const measure = detail ? `finding:${code}:${detail}` : `finding:${code}`
  const affected = view.week.count(event_name, channel, measure)
  if (affected === 0) return null
  const { of } = RULE_ROWS[code]
  // What a pair shows may be more than the one channel's count of what it is a share of.
  const total = Math.max(affected, view.week.count(event_name, channel, of))
  if (!isRaised(code, affected, total)) return null
  const places = placesOf(view, code, event_name, channel, detail)
  const says = detail ? `${row.says} ${clipped(detail)}` : row.says
  const events = `${eventsOf(event_name, channel)}${WITH[of] ?? ''}`
  return diagnosisOf(code, {
    event_name,
    channel,
    detail,
    seen: shareSentence(events, affected, total, '7 days', says),
    affected,
    total,
    ...spanOf(view, event_name, channel, measure),
    ...(places ?? {}),
    cause: causeOf(code, detail, places?.details ?? []),
  })
}

/** What a measure that a share is taken of adds to the sentence's subject. */
const WITH: Record<string, string> = {
  'pairs:cross': ' that both channels reported',
  'key:fbc': ' with an fbc',
}

/** The details that were counted; where none was, all of the code together. */
function detailsOf(view: View, code: DiagnosisCode): (string | null)[] {
  const details = view.week.measuresAfter(`finding:${code}:`)
  return details.length === 0 ? [null] : details
}

const CACHED_PAGE =
  'The ids come from one HTML: different browsers (fbp) sent the same id from the same page, so a page cache handed it out.'

function causeOf(code: DiagnosisCode, detail: string | null, details: readonly string[]): string | null {
  if (code === 'cached_event_id') return CACHED_PAGE
  if (code === 'restricted_category' && details.length > 0)
    return `What was read as such: ${listed(details.slice(0, DETAILS_MAX).map(clipped))}.`
  if (code === 'same_event_id')
    return 'The id stands for something else than the event: a constant, a session, a person, or a number that is used again.'
  return code === 'invalid_match_keys' && detail === 'unknown_key'
    ? 'user_data holds names that are no match keys; their values were not read.'
    : null
}
const DETAILS_MAX = 8

/**
 * One id on many events is a cached page's or the code's own: pairs of the same page look like the one, pairs of different
 * pages like the other, and a constant id makes some of both. Whichever is more is told.
 */
function withoutRivals(diagnoses: readonly Diagnosis[]): Diagnosis[] {
  const affected = new Map<string, number>()
  for (const d of diagnoses) if (RIVALS[d.code]) affected.set(rivalKey(d.code, d), d.affected)
  return diagnoses.filter((d) => {
    const rival = RIVALS[d.code]
    const by_rival = rival === undefined ? 0 : (affected.get(rivalKey(rival, d)) ?? 0)
    return d.code === 'same_event_id' ? by_rival < d.affected : by_rival <= d.affected
  })
}
const RIVALS: Partial<Record<DiagnosisCode, DiagnosisCode>> = {
  cached_event_id: 'same_event_id',
  same_event_id: 'cached_event_id',
}
const rivalKey = (code: DiagnosisCode, { event_name, channel }: Diagnosis): string =>
  `${code} ${channel} ${event_name}`
