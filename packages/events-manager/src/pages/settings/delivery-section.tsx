import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import styles from './delivery-section.module.css'
import { DestinationForm } from './destination-form.js'
import { DestinationItem } from './destination-item.js'
import { destinationsQuery } from './queries.js'
import { RecordSection } from './record-section.js'

const { destinations } = words.settingsLists

/** Where counted events are sent: make, change, pause, delete. How sending goes stands on the page Delivery. */
export const DeliverySection = ({ dataset }: { dataset: Dataset }) => (
  <RecordSection
    listed={useQuery(destinationsQuery(dataset.id))}
    said={destinations}
    kind="destination"
    titleOf={({ name }) => name}
    link={
      <Link className={styles.link} to="/d/$dataset_id/delivery" params={{ dataset_id: dataset.id }}>
        {destinations.how}
      </Link>
    }
    item={(destination) => (
      <DestinationItem key={destination.id} destination={destination} dataset={dataset} />
    )}
    form={(known, onDone) => (
      <DestinationForm key={known?.id ?? 'new'} dataset={dataset} known={known} onDone={onDone} />
    )}
  />
)
