import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { AnswersTable } from './answers-table.js'
import { DeadByCode } from './dead-by-code.js'
import styles from './delivery.module.css'
import { DestinationHead } from './destination-head.js'
import { FatesTable } from './fates-table.js'
import { LettersTable } from './letters-table.js'
import type { DestinationDelivery } from './queries.js'
import { deadByCode } from './standing.js'

const { delivery: said } = words

interface DestinationEvidenceProps {
  dataset_id: string
  destination: DestinationDelivery
  zone: string
}

/** One destination: how it stands, what became of each event, how it answers, and what it has not taken. */
export function DestinationEvidence({ dataset_id, destination, zone }: DestinationEvidenceProps) {
  const is_dead = deadByCode(destination.reasons).length > 0
  return (
    <>
      <DestinationHead dataset_id={dataset_id} destination={destination} zone={zone} />
      <div className={styles.beside}>
        <Section title={said.fates.title} flush>
          <FatesTable destination={destination} />
        </Section>
        <Section title={said.answers.title} flush>
          <AnswersTable answers={destination.answers} zone={zone} />
        </Section>
      </div>
      <Section title={said.dead.title} flush>
        {is_dead ? (
          <DeadByCode dataset_id={dataset_id} destination={destination} />
        ) : (
          <p className={styles.padded}>{said.dead.none}</p>
        )}
      </Section>
      {is_dead && (
        <LettersTable dataset_id={dataset_id} destination_id={destination.destination_id} zone={zone} />
      )}
    </>
  )
}
