import type { Channel } from '../../../event.js'
import { eventsOf, shareSentence, thousands } from '../../sentences.js'
import { DELAY_BUCKETS } from '../../signals-window.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import type { Count } from './course.js'
import { placesOf } from './found-at.js'
import { type Measured, whenAffected } from './last-affected.js'
import { isRaised } from './rows.js'
import type { View } from './view.js'

/** The diagnoses that are one count as a share of another. */
export function diagnoseRatios(view: View): Diagnosis[] {
  const names = view.week.eventNames()
  return [
    ...names.filter((name) => name === 'Purchase').flatMap((name) => purchaseOnRefresh(view, name)),
    ...names.flatMap((name) => multiplePixel(view, name)),
    ...automatedTraffic(view),
    ...names.flatMap((name) => lateEvents(view, name)),
  ]
}

function purchaseOnRefresh(view: View, event_name: string): Diagnosis[] {
  const repeats = view.week.count(event_name, 'browser', 'repeat:order')
  const copies =
    view.week.count(event_name, 'browser', 'pairs') - view.week.count(event_name, 'browser', 'pairs:cross')
  const cause =
    copies >= repeats
      ? 'They carry the event_id of the first, so each order counted once here.'
      : `At most ${thousands(Math.max(0, copies))} of them carry the event_id of the first; the others counted again.`
  return ratio(
    view,
    'purchase_on_refresh',
    event_name,
    'browser',
    'repeat:order',
    'say again what the same browser said before',
    cause,
  )
}

const multiplePixel = (view: View, event_name: string): Diagnosis[] =>
  ratio(
    view,
    'multiple_pixel',
    event_name,
    'browser',
    'repeat:second',
    'repeat another of the same browser and page within two seconds, one of the two without an event_id',
  )

const automatedTraffic = (view: View): Diagnosis[] =>
  ratio(view, 'automated_traffic', null, 'browser', 'automation', 'show signs of a machine')

type RatioCode = 'purchase_on_refresh' | 'multiple_pixel' | 'automated_traffic'

function ratio(
  view: View,
  code: RatioCode,
  event_name: string | null,
  channel: Channel,
  measure: string,
  says: string,
  cause: string | null = null,
): Diagnosis[] {
  const affected = view.week.count(event_name, channel, measure)
  const total = view.week.count(event_name, channel, 'seen')
  if (!isRaised(code, affected, total)) return []
  const when = whenAffected(view, code, event_name, (count) => ({
    affected: count(channel, measure),
    total: count(channel, 'seen'),
  }))
  if (when === null) return []
  return [
    diagnosisOf(code, {
      event_name,
      channel,
      seen: shareSentence(eventsOf(event_name, channel), affected, total, '7 days', says),
      affected,
      total,
      ...(placesOf(view, code, event_name, channel) ?? {}),
      ...when,
      cause,
    }),
  ]
}

const HOUR_S = 3_600
const DAY_S = 86_400
/** Under this share of website events the rest is tills and mail order, which are uploaded later by their nature. */
const WEB_SHARE_MIN = 0.5

const delayed = (count: Count, above_s: number): number =>
  DELAY_BUCKETS.filter((bound) => bound > above_s)
    .map((bound) => count('server', `delay:${bound}`))
    .reduce((sum, one) => sum + one, 0)
const delays: Measured = (count) => ({ affected: delayed(count, HOUR_S), total: delayed(count, 0) })

/** By the time from event_time to receipt: half over an hour is freshness, less is late_upload. @source reference 9.2 */
function lateEvents(view: View, event_name: string): Diagnosis[] {
  const { week } = view
  const seen = week.count(event_name, 'server', 'seen')
  if (week.count(event_name, 'server', 'web') < seen * WEB_SHARE_MIN) return []
  const inWeek: Count = (channel, measure) => week.count(event_name, channel, measure)
  const { affected: late, total } = delays(inWeek)
  const day_late = delayed(inWeek, DAY_S)
  const raised = (['freshness', 'late_upload'] as const).flatMap((code) => {
    const when = isRaised(code, late, total) ? whenAffected(view, code, event_name, delays) : null
    return when === null ? [] : [{ code, when }]
  })
  // The one that is half over may still be the other.
  const [told] = raised
  if (told === undefined) return []
  const { code, when } = told
  const says = 'arrived over an hour after they happened'
  return [
    diagnosisOf(code, {
      event_name,
      channel: 'server',
      seen: shareSentence(eventsOf(event_name, 'server'), late, total, '7 days', says),
      affected: late,
      total,
      ...(placesOf(view, code, event_name, 'server') ?? {}),
      ...when,
      cause: day_late === 0 ? null : `${thousands(day_late)} of them arrived after over a day.`,
    }),
  ]
}
