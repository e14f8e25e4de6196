import { thousands } from '../sentences.js'
import { askDiagnoses, type Check, cause, clear } from './check.js'
import { booked, type Evidence } from './evidence.js'

/** An ad set leaves learning after about so many optimisation events in a week. @source reference 12.1 */
export const LEARNING_EVENTS_MIN = 50
/** From the rarest to the most frequent: where one is too rare, the next may do. @source reference 12.1 */
const LADDER = ['Purchase', 'InitiateCheckout', 'AddPaymentInfo', 'AddToCart', 'ViewContent'] as const
const LEAD_LADDER = ['Lead', 'CompleteRegistration', 'Contact', 'ViewContent'] as const

/** Optimisation does not leave learning: whether there are enough events, and whether they can be used. */
export function learningStuck(evidence: Evidence): Check[] {
  const leads = booked(evidence, 'Lead', ['counted'])
  const purchases = booked(evidence, 'Purchase', ['counted'])
  const ladder = leads > purchases && purchases === 0 ? LEAD_LADDER : LADDER
  const goal = ladder[0]
  return [
    enough(evidence, ladder),
    askDiagnoses(
      evidence,
      goal,
      'Can the people behind the events be matched?',
      ['low_match', 'missing_match_keys'],
      `Nothing is wrong with how ${goal} can be matched.`,
      () => null,
    ),
    askDiagnoses(
      evidence,
      goal,
      'Do the events come in time?',
      ['late_upload', 'freshness'],
      'They come within the hour.',
      () => null,
    ),
    askDiagnoses(
      evidence,
      goal,
      'Do both channels report them?',
      ['coverage_low', 'webhooks_silent'],
      'Enough of what browsers report, the server reports too.',
      () => null,
    ),
    askDiagnoses(
      evidence,
      goal,
      'Is there a value to optimise for?',
      ['value_zero', 'value_constant', 'missing_value', 'missing_currency'],
      'The values differ and are usable.',
      () => null,
    ),
    askDiagnoses(
      evidence,
      goal,
      'Is the number of events steady?',
      ['traffic_anomaly'],
      'No drop was seen.',
      () => null,
    ),
  ]
}

function enough(evidence: Evidence, ladder: readonly string[]): Check {
  const asks = `Does the event happen ${LEARNING_EVENTS_MIN} times a week?`
  const counts = ladder.map((event_name) => ({
    event_name,
    count: booked(evidence, event_name, ['counted']),
  }))
  const [goal, ...higher] = counts
  if (goal === undefined) return clear(asks, '')
  const says = `${goal.event_name} was counted ${thousands(goal.count)} times in the last 7 days, over all ads and visits.`
  if (goal.count >= LEARNING_EVENTS_MIN)
    return clear(asks, `${says} Each ad set needs ${LEARNING_EVENTS_MIN} that its own ads brought.`)
  const next = higher.find(({ count }) => count >= LEARNING_EVENTS_MIN)
  const fix =
    next === undefined
      ? 'No event higher in the funnel happens often enough either: merge ad sets, or raise the budget.'
      : `Optimise for ${next.event_name}, which was counted ${thousands(next.count)} times, or merge ad sets so that their events add up.`
  return cause(asks, says, LEARNING_EVENTS_MIN - goal.count, fix)
}
