import { Link } from '@tanstack/react-router'
import type { Delivery } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { formatTime } from '../../format/time.js'
import { DataTable } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'

const said = words.counted.deliveries

interface DeliveriesProps {
  dataset_id: string
  deliveries: readonly Delivery[]
  zone: string
}

/** Where the event was sent, and what was answered. */
export function Deliveries({ dataset_id, deliveries, zone }: DeliveriesProps) {
  return (
    <Section flush title={said.title}>
      <DataTable
        label={said.label}
        rows={deliveries}
        id={({ destination_id }) => String(destination_id)}
        empty={
          <p className={styles.none}>
            {said.none}{' '}
            <Link to="/d/$dataset_id/delivery" params={{ dataset_id }}>
              {said.set_up}
            </Link>
          </p>
        }
        columns={[
          {
            key: 'destination',
            title: said.destination,
            cell: ({ destination }) => <ForeignText text={destination} />,
          },
          { key: 'fate', title: said.fate, cell: Fate },
          {
            key: 'at',
            title: said.at,
            cell: (delivery) => <When delivery={delivery} zone={zone} />,
          },
          { key: 'answer', title: said.answer, cell: Answered },
          {
            key: 'attempts',
            title: said.attempts,
            number: true,
            cell: ({ attempts }) => formatCount(attempts),
          },
        ]}
      />
    </Section>
  )
}

function When({ delivery: { request, due_ms }, zone }: { delivery: Delivery; zone: string }) {
  if (request !== null) return <Time at_ms={request.sent_at_ms} zone={zone} />
  return due_ms === null ? null : said.due(formatTime(due_ms, zone))
}

function Fate({ state, reason, later_merged, stripped, edited }: Delivery) {
  return (
    <div className={styles.lines}>
      <span>{said.fates[state]}</span>
      {reason !== null && <ForeignText text={reason} mono />}
      {later_merged && <span className={styles.dim}>{said.later_merged}</span>}
      {stripped.length > 0 && <ForeignText text={said.stripped(stripped.join(', '))} />}
      {edited && <span className={styles.dim}>{said.edited}</span>}
    </div>
  )
}

function Answered({ request, refusal }: Delivery) {
  if (request === null && refusal === null) return <span className={styles.dim}>{said.none_yet}</span>
  const { http = null, events_received = null, fbtrace_id = null, why = null } = request ?? {}
  const facts = [
    http !== null && said.http(http),
    events_received !== null && said.received(events_received),
    fbtrace_id !== null && said.trace(fbtrace_id),
  ].filter((fact) => fact !== false)
  return (
    <div className={styles.lines}>
      {facts.length > 0 && <ForeignText text={facts.join(' · ')} />}
      {why !== null && <ForeignText text={why} />}
      {refusal !== null && <ForeignText text={said.refusal(refusal)} />}
    </div>
  )
}
