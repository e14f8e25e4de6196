import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import { AlertDrawer } from './alert-drawer.js'
import { AlertItem } from './alert-item.js'
import { alertsQuery } from './queries.js'
import { useMay } from './use-may.js'

const { alerts } = words.settingsLists

/** How issues are told, and how that goes. */
export function AlertsSection({ dataset }: { dataset: Dataset }) {
  const listed = useQuery(alertsQuery(dataset.id))
  const { search, set } = useAddress()
  const may = useMay()
  const rows = listed.data
  const add = may.change && (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => set({ open: 'new-alert' })}
    >
      {alerts.add}
    </Button>
  )
  return (
    <Section title={alerts.title} actions={rows?.length === 0 ? undefined : add}>
      {listed.error !== null && (
        <Failed
          what={alerts.title}
          error={listed.error}
          since_ms={listed.errorUpdatedAt}
          retry={listed.refetch}
          inline={rows !== undefined}
        />
      )}
      {listed.isPending && <TableSkeleton rows={2} columns={2} />}
      {rows?.length === 0 && <Empty title={alerts.empty_title} text={alerts.empty_text} action={add} />}
      {rows?.map((channel) => (
        <AlertItem key={channel.id} channel={channel} dataset={dataset} />
      ))}
      {may.change && <AlertDrawer dataset={dataset} rows={rows ?? []} open={search.open} />}
    </Section>
  )
}
