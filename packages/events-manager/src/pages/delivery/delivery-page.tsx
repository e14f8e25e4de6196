import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { Failed } from '../../parts/failed.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton, TextSkeleton } from '../../parts/skeletons.js'
import { useDataset, zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { DeliveryAnswer } from './delivery-answer.js'
import { DeliveryToDo } from './delivery-to-do.js'
import { DestinationEvidence } from './destination-evidence.js'
import { DestinationsTable } from './destinations-table.js'
import { LetterDrawer } from './letter-drawer.js'
import { NoDestination } from './no-destination.js'
import { type Delivery, deliveryQuery } from './queries.js'
import { Release } from './release.js'
import { chosenOf } from './standing.js'

const { delivery: said } = words

/** How delivery stands: what was taken, what stops a destination, what was not taken and may be mended. */
export function DeliveryPage() {
  const { dataset_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  const { data, error, errorUpdatedAt, refetch } = useQuery(deliveryQuery(dataset_id))
  const is_set = data !== undefined && data.data.length > 0
  return (
    <Page
      title={words.shell.pages.delivery}
      {...(dataset && { dataset: dataset.name })}
      {...(is_set && {
        answer: <DeliveryAnswer destinations={data.data} />,
        todo: <DeliveryToDo dataset_id={dataset_id} delivery={data} />,
      })}
    >
      {error !== null && (
        <Failed
          what={said.what}
          error={error}
          since_ms={errorUpdatedAt}
          retry={refetch}
          inline={data !== undefined}
        />
      )}
      {data === undefined && error === null && <DeliverySkeleton />}
      {data !== undefined &&
        (is_set ? (
          <Destinations dataset_id={dataset_id} delivery={data} zone={zoneOf(dataset)} />
        ) : (
          <NoDestination dataset_id={dataset_id} />
        ))}
    </Page>
  )
}

interface DestinationsProps {
  dataset_id: string
  delivery: Delivery
  zone: string
}

function Destinations({ dataset_id, delivery, zone }: DestinationsProps) {
  const { search } = useAddress()
  const chosen = chosenOf(delivery.data, search.destination)
  if (chosen === undefined) return null
  const { purchase_hold } = delivery
  return (
    <>
      {purchase_hold !== null && (
        <div className={styles.held} role="status">
          <IconAlertOctagon size={16} aria-hidden />
          <div>
            <strong>{said.todo.held}.</strong> <ForeignText text={purchase_hold.why} chars={300} />{' '}
            {said.held_others}
          </div>
          <Release dataset_id={dataset_id} />
        </div>
      )}
      {delivery.is_behind && (
        <p className={styles.note} role="status">
          {said.behind}
        </p>
      )}
      {delivery.data.length > 1 && (
        <DestinationsTable destinations={delivery.data} chosen={chosen.destination_id} />
      )}
      <DestinationEvidence
        key={chosen.destination_id}
        dataset_id={dataset_id}
        destination={chosen}
        zone={zone}
      />
      <LetterDrawer dataset_id={dataset_id} destination_id={chosen.destination_id} zone={zone} />
    </>
  )
}

const DeliverySkeleton = () => (
  <>
    <Section>
      <TextSkeleton lines={3} />
    </Section>
    <Section flush>
      <TableSkeleton rows={6} columns={4} />
    </Section>
  </>
)
