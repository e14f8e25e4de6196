import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import { DestinationDrawer } from './destination-drawer.js'
import { DestinationItem } from './destination-item.js'
import { destinationsQuery } from './queries.js'
import styles from './settings.module.css'
import { useMay } from './use-may.js'

const { destinations } = words.settingsLists

/** Where counted events are sent: make, change, pause, delete. How sending goes stands on the page Delivery. */
export function DeliverySection({ dataset }: { dataset: Dataset }) {
  const listed = useQuery(destinationsQuery(dataset.id))
  const { search, set } = useAddress()
  const may = useMay()
  const rows = listed.data
  const add = may.change && (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => set({ open: 'new-destination' })}
    >
      {destinations.add}
    </Button>
  )
  const going = (
    <Link className={styles.link} to="/d/$dataset_id/delivery" params={{ dataset_id: dataset.id }}>
      {destinations.how}
    </Link>
  )
  return (
    <Section title={destinations.title} actions={rows?.length === 0 ? going : add}>
      {listed.error !== null && (
        <Failed
          what={destinations.title}
          error={listed.error}
          since_ms={listed.errorUpdatedAt}
          retry={listed.refetch}
          inline={rows !== undefined}
        />
      )}
      {listed.isPending && <TableSkeleton rows={2} columns={2} />}
      {rows?.length === 0 && (
        <Empty title={destinations.empty_title} text={destinations.empty_text} action={add} />
      )}
      {rows?.map((destination) => (
        <DestinationItem key={destination.id} destination={destination} dataset={dataset} />
      ))}
      {rows !== undefined && rows.length > 0 && going}
      {may.change && <DestinationDrawer dataset={dataset} rows={rows ?? []} open={search.open} />}
    </Section>
  )
}
