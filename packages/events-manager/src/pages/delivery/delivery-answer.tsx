import { Answer } from '../../parts/answer.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import type { DestinationDelivery } from './queries.js'
import { takenOf } from './standing.js'

const { answer: said } = words.delivery

/** How much of what was counted has been taken. */
export function DeliveryAnswer({ destinations }: { destinations: readonly DestinationDelivery[] }) {
  const { sent, all, waiting, dead } = takenOf(destinations)
  const [first] = destinations
  if (all === 0) return <Answer>{said.nothing}</Answer>
  const rest = said.rest(waiting, dead)
  return (
    <Answer>
      <strong>{said.taken(sent, all, destinations.length)}</strong> {said.taken_by(destinations.length)}
      {destinations.length === 1 && first && (
        <>
          {' '}
          <ForeignText text={first.name} />
        </>
      )}
      {rest === '' ? '.' : `; ${rest}.`}
    </Answer>
  )
}
