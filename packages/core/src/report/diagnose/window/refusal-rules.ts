import type { Channel } from '../../../event.js'
import { kindCountedAs } from '../../../problem/counted-as.js'
import type { DiagnosisCode } from '../../diagnosis-codes.js'
import { eventsOf, shareSentence, upperFirst } from '../../sentences.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import type { Count } from './course.js'
import { whenAffected } from './last-affected.js'
import { isRaised } from './rows.js'
import type { View } from './view.js'

/** What the books say was kept out: without a name, refused for another reason, or blocked by the owner's rules. */
export const diagnoseRefusals = (view: View): Diagnosis[] => [
  ...missingEventName(view, 'browser'),
  ...missingEventName(view, 'server'),
  ...eventsRejected(view),
  ...blockedDomain(view, 'browser'),
  ...blockedDomain(view, 'server'),
]

const STATES = ['counted', 'duplicate', 'rejected', 'blocked', 'restricted'] as const
const NAME_MISSING = 'rejected:event_name_missing'

const receivedBy = ({ books }: View, channel: Channel): number =>
  STATES.reduce((sum, state) => sum + books.count(null, channel, state), 0)

function missingEventName(view: View, channel: Channel): Diagnosis[] {
  const affected = view.books.count(null, channel, NAME_MISSING)
  const total = receivedBy(view, channel)
  if (!isRaised('missing_event_name', affected, total)) return []
  const when = refusedWhen(view, 'missing_event_name', channel, (count) =>
    count(channel, booked(NAME_MISSING)),
  )
  if (when === null) return []
  const seen = shareSentence(
    eventsOf(null, channel),
    affected,
    total,
    '7 days',
    'were refused: they have no name',
  )
  return [
    diagnosisOf('missing_event_name', {
      channel,
      seen,
      affected,
      total,
      ...when,
    }),
  ]
}

/** Refusals of the server channel, other than for want of a name; told with the reason that is met most. */
function eventsRejected(view: View): Diagnosis[] {
  const { books } = view
  const affected = books.count(null, 'server', 'rejected') - books.count(null, 'server', NAME_MISSING)
  const total = receivedBy(view, 'server')
  if (!isRaised('events_rejected', affected, total)) return []
  const when = refusedWhen(
    view,
    'events_rejected',
    'server',
    (count) => count('server', booked('rejected')) - count('server', booked(NAME_MISSING)),
  )
  if (when === null) return []
  const codes = books
    .measuresAfter('rejected:')
    .filter((code) => `rejected:${code}` !== NAME_MISSING)
    .map((code) => ({ code, count: books.count(null, 'server', `rejected:${code}`) }))
    .sort((a, b) => b.count - a.count)
  const most = codes[0]
  return [
    diagnosisOf('events_rejected', {
      channel: 'server',
      detail: most?.code ?? null,
      seen: shareSentence(eventsOf(null, 'server'), affected, total, '7 days', 'were refused'),
      affected,
      total,
      ...when,
      cause: most === undefined ? null : refusalCause(most.code, most.count, affected),
    }),
  ]
}

function refusalCause(code: string, count: number, affected: number): string {
  const problem = kindCountedAs(code)
  const share = count >= affected ? 'All' : 'Most'
  return problem === null
    ? `${share} under ${code}.`
    : `${share} for ${code}: ${problem.title}. ${problem.fix}`
}

const BLOCKED = 'blocked:traffic_permissions'

function blockedDomain(view: View, channel: Channel): Diagnosis[] {
  const affected = view.books.count(null, channel, BLOCKED)
  const total = receivedBy(view, channel)
  if (!isRaised('blocked_domain', affected, total)) return []
  const when = refusedWhen(view, 'blocked_domain', channel, (count) => count(channel, booked(BLOCKED)))
  if (when === null) return []
  const says = 'were blocked by the allow list or block list of domains'
  return [
    diagnosisOf('blocked_domain', {
      channel,
      seen: upperFirst(shareSentence(eventsOf(null, channel), affected, total, '7 days', says)),
      affected,
      total,
      ...when,
    }),
  ]
}

const booked = (measure: string): string => `books:${measure}`

/** When it was first and last at the rule's rate of what the channel received. */
const refusedWhen = (view: View, code: DiagnosisCode, channel: Channel, refused: (count: Count) => number) =>
  whenAffected(view, code, null, (count) => ({
    affected: Math.max(0, refused(count)),
    total: STATES.reduce((sum, state) => sum + count(channel, booked(state)), 0),
  }))
