import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { useMay } from '../../client/use-may.js'
import { AddressDrawer } from '../../parts/address-drawer.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { useDataset, useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { daysBefore, daysOf } from './days.js'
import { NoOrders } from './no-orders.js'
import { OrdersAnswer } from './orders-answer.js'
import { OrdersEvidence } from './orders-evidence.js'
import { OrdersImport } from './orders-import.js'
import { OrdersToDo } from './orders-to-do.js'
import { ordersQuery } from './queries.js'
import { pointsBetween } from './reasons.js'

const { ordersPage: said } = words

/** The shop's orders beside counted purchases: how many were counted, which were not, and why. */
export function OrdersPage() {
  const { dataset_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  const { search } = useAddress()
  const { range, before, zone } = useRange()
  const days = daysOf(range, search)
  const { data, error, errorUpdatedAt, refetch } = useQuery(ordersQuery(dataset_id, days))
  const is_none = data !== undefined && data.shop + data.excluded === 0
  const ever = useQuery({ ...ordersQuery(dataset_id, undefined), enabled: is_none })
  const earlier = useQuery({
    ...ordersQuery(dataset_id, daysBefore(days, range.until_ms)),
    enabled: before !== null,
  })
  const is_never = is_none && ever.data !== undefined && ever.data.shop + ever.data.excluded === 0
  const may_change = useMay().change
  const points =
    before === null ? null : pointsBetween(data?.accuracy_percent ?? null, earlier.data?.accuracy_percent)
  return (
    <Page
      title={words.shell.pages.orders}
      {...(dataset && { dataset: dataset.name })}
      {...(data && !is_never && may_change && { actions: <ImportButton /> })}
      {...(data && !is_none && { answer: <OrdersAnswer report={data} points={points} /> })}
      {...(data && !is_never && { todo: <OrdersToDo dataset_id={dataset_id} report={data} zone={zone} /> })}
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
      {error === null && (data === undefined || (is_none && ever.data === undefined)) && (
        <Section flush>
          <TableSkeleton rows={8} columns={5} />
        </Section>
      )}
      {is_never && <NoOrders dataset_id={dataset_id} tracked={ever.data?.tracked ?? 0} />}
      {is_none && ever.data !== undefined && !is_never && (
        <Section>
          <Empty title={said.none_in_range.title} text={said.none_in_range.text} />
        </Section>
      )}
      {data !== undefined && !is_none && (
        <OrdersEvidence dataset_id={dataset_id} report={data} days={days} zone={zone} />
      )}
      {may_change && (
        <AddressDrawer name="import" title={words.ordersImport.title} size={620}>
          {() => <OrdersImport dataset_id={dataset_id} />}
        </AddressDrawer>
      )}
    </Page>
  )
}

function ImportButton() {
  const { set } = useAddress()
  return (
    <Button size="xs" variant="default" onClick={() => set({ import: 'file' })}>
      {words.ordersImport.action}
    </Button>
  )
}
