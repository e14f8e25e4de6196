import type { DiagnosisCode } from '../../diagnosis-codes.js'
import { eventsOf, listed, percent, shareSentence, thousands } from '../../sentences.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import type { Count } from './course.js'
import { whenAffected, whenFaulty } from './last-affected.js'
import { isRaised, RULE_ROWS } from './rows.js'
import type { View } from './view.js'

/** Meta recommends 6 for what people do knowingly; who only looks is not known as well. @source reference 8 */
const SCORE_MIN = 6
const SCORE_OF_VIEWS_MIN = 4
const VIEWS: ReadonlySet<string> = new Set([
  'PageView',
  'ViewContent',
  'Search',
  'FindLocation',
  'AddToWishlist',
])
/** Events whose sender knows the person. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'Purchase',
  'Lead',
  'CompleteRegistration',
  'Subscribe',
  'StartTrial',
  'SubmitApplication',
  'Schedule',
  'Donate',
])

/** Whether server events can be matched with people: by their score of 48 hours, and by what conversions of a week carry. */
export const diagnoseMatching = (view: View): Diagnosis[] =>
  view.week
    .eventNames()
    .flatMap((event_name) => [...lowMatch(view, event_name), ...missingMatchKeys(view, event_name)])

function lowMatch(view: View, event_name: string): Diagnosis[] {
  const web = view.recent.count(event_name, 'server', 'web')
  if (web < RULE_ROWS.low_match.sample_min) return []
  const score = view.score(event_name)
  const score_min = VIEWS.has(event_name) ? SCORE_OF_VIEWS_MIN : SCORE_MIN
  if (score === null || !Number.isFinite(score) || score >= score_min) return []
  const when = lowWhen(view, event_name, score_min)
  if (when === null) return []
  const missing = MISSED_KEYS.filter((key) => coverage(view, event_name, key) < web * COVERAGE_MIN)
  const invalid = MISSED_KEYS.filter((key) => hasInvalid(view, event_name, key))
  const causes = [
    ...(missing.length > 0 ? [`Most of them lack ${listed(missing)}.`] : []),
    ...(invalid.length > 0 ? [`Many of their ${listed(invalid)} cannot be used.`] : []),
  ]
  return [
    diagnosisOf('low_match', {
      event_name,
      channel: 'server',
      seen: `The match quality of ${eventsOf(event_name, 'server')} is ${score.toFixed(1)} of 10 over the last 48 hours (${thousands(web)} events); ${score_min} is the least that it should be.`,
      affected: web,
      total: web,
      ...when,
      cause: causes.length > 0 ? causes.join(' ') : null,
    }),
  ]
}

/** By the score of the latest events that are enough to tell it by. */
function lowWhen(view: View, event_name: string, score_min: number) {
  const { sample_min } = RULE_ROWS.low_match
  const course = view.courses.of(event_name)
  const isLow = (first: number, end: number): boolean => {
    const [from_hour, end_hour] = [course.steps[end - 1]?.from_hour, course.steps[first]?.end_hour]
    if (from_hour === undefined || end_hour === undefined) return false
    const score = view.score(event_name, { from_hour, end_hour })
    return score !== null && score < score_min
  }
  return whenFaulty(view, course, {
    events_min: sample_min,
    events_over_min: sample_min,
    eventsOf: (count) => count('server', 'web'),
    isFaulty: isLow,
    isAffected: (count) => count('server', 'web') > 0,
  })
}

/** By their weight in the score. */
const MISSED_KEYS = [
  'em',
  'fbc',
  'ph',
  'external_id',
  'fbp',
  'client_ip_address',
  'client_user_agent',
] as const
const COVERAGE_MIN = 0.5

const coverage = ({ recent }: View, event_name: string, key: string): number =>
  recent.count(event_name, 'server', `key:${key}`)

const hasInvalid = (view: View, event_name: string, key: string): boolean => {
  const carried = coverage(view, event_name, key)
  return carried > 0 && view.recent.count(event_name, 'server', `valid:${key}`) < carried * COVERAGE_MIN
}

/** One of each kind is enough. Who sells knows whom the invoice is for; who collects leads may ask for an address only. */
const KINDS: readonly { name: string; keys: readonly string[]; of?: 'Purchase' }[] = [
  { name: 'a contact (em or ph)', keys: ['em', 'ph'] },
  { name: 'the browser (fbp, fbc or external_id)', keys: ['fbp', 'fbc', 'external_id'] },
  { name: 'client_ip_address', keys: ['client_ip_address'] },
  {
    name: 'name and address (fn, ln, ct, zp, country)',
    keys: ['fn', 'ln', 'ct', 'zp', 'country'],
    of: 'Purchase',
  },
]

/** Events that a key was sent with, be it that it was left out here because it cannot be used: that is told for itself. */
function sentWith(counted: Count, key: string): number {
  const count = (measure: string): number => counted('server', measure)
  const kept = count(`key:${key}`)
  const unusable = UNUSABLE.reduce((sum, code) => sum + count(`finding:${code}:${key}`), 0)
  return kept + Math.max(0, unusable - Math.max(0, kept - count(`valid:${key}`)))
}
const UNUSABLE: readonly DiagnosisCode[] = [
  'invalid_match_keys',
  'hash_invalid',
  'hash_of_nothing',
  'not_hashed',
  'bad_ip_ua',
]

/** Of several keys, the one that most events have is the least that can be said of their union. */
function lacking(count: Count, keys: readonly string[]): number {
  const web = count('server', 'web')
  return web - Math.min(web, Math.max(...keys.map((key) => sentWith(count, key))))
}

function missingMatchKeys(view: View, event_name: string): Diagnosis[] {
  if (!CONVERSIONS.has(event_name)) return []
  const inWeek: Count = (channel, measure) => view.week.count(event_name, channel, measure)
  const web = inWeek('server', 'web')
  const kinds = KINDS.filter(({ of }) => of === undefined || of === event_name)
    .map(({ name, keys }) => ({ name, keys, without: lacking(inWeek, keys) }))
    .filter(({ without }) => isRaised('missing_match_keys', without, web))
    .flatMap((kind) => {
      const when = whenAffected(view, 'missing_match_keys', event_name, (count) => ({
        affected: lacking(count, kind.keys),
        total: count('server', 'web'),
      }))
      return when === null ? [] : [{ ...kind, when }]
    })
  if (kinds.length === 0) return []
  const affected = Math.max(...kinds.map(({ without }) => without))
  const says = `lack ${listed(kinds.map(({ name }) => name))}`
  return [
    diagnosisOf('missing_match_keys', {
      event_name,
      channel: 'server',
      seen: shareSentence(eventsOf(event_name, 'server'), affected, web, '7 days', says),
      affected,
      total: web,
      first_ms: Math.min(...kinds.map(({ when }) => when.first_ms)),
      last_ms: Math.max(...kinds.map(({ when }) => when.last_ms)),
      cause: kinds.map(({ name, without }) => `${percent(without, web)} lack ${name}.`).join(' '),
    }),
  ]
}
