import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAddress } from '../../address.js'
import { formatCount } from '../../format/count.js'
import { formatDay } from '../../format/time.js'
import { CsvButton } from '../../parts/csv-button.js'
import { DataTable } from '../../parts/data-table.js'
import { Failed } from '../../parts/failed.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import type { Days } from './days.js'
import { columnsIn, csvRow } from './order-columns.js'
import styles from './orders.module.css'
import { allOrders, type OrderState, type OrdersReport, orderListQuery } from './queries.js'
import { STATES } from './reasons.js'

const { ordersPage: said } = words

interface OrderListProps {
  dataset_id: string
  report: OrdersReport
  state: OrderState
  days: Days
  /** the day that the list is narrowed to */
  day: string | undefined
  zone: string
}

/** The orders of a state, newest first, each with its reason in words and what to do. */
export function OrderList({ dataset_id, report, state, days, day, zone }: OrderListProps) {
  const { set } = useAddress()
  const of_day = report.days.find((one) => one.day === day)
  const counts = of_day ?? report
  const csv = (
    <CsvButton
      name={`orders-${state}`}
      head={said.list.csv}
      rows={async () => (await allOrders(dataset_id, days, state)).map(csvRow)}
    />
  )
  return (
    <Section title={said.list.title[state]} actions={csv} flush>
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={said.states.label}
          size="xs"
          value={state}
          onChange={(chosen) => set({ state: chosen })}
          data={STATES.map((value) => ({
            value,
            label: `${said.states[value]} ${formatCount(counts[value])}`,
          }))}
          className={styles.states}
        />
        {day !== undefined && (
          <Button variant="default" size="xs" onClick={() => set({ day: undefined })}>
            {said.list.of_day(formatDay(Date.parse(day), 'UTC'))} · {said.list.all_days}
          </Button>
        )}
      </div>
      <Rows {...{ dataset_id, state, days, zone }} />
    </Section>
  )
}

type RowsProps = Pick<OrderListProps, 'dataset_id' | 'state' | 'days' | 'zone'>

function Rows({ dataset_id, state, days, zone }: RowsProps) {
  const list = useInfiniteQuery(orderListQuery(dataset_id, days, state))
  const columns = useMemo(() => columnsIn(state, zone, dataset_id), [state, zone, dataset_id])
  if (list.data === undefined)
    return list.error === null ? (
      <TableSkeleton rows={6} columns={5} />
    ) : (
      <Failed what={said.list.what} error={list.error} since_ms={list.errorUpdatedAt} retry={list.refetch} />
    )
  return (
    <>
      <DataTable
        label={said.list.title[state]}
        columns={columns}
        rows={list.data.pages.flatMap(({ data }) => data)}
        id={({ cursor }) => cursor}
        empty={<p className={styles.padded}>{said.list.none}</p>}
      />
      {list.hasNextPage && (
        <div className={styles.padded}>
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => list.fetchNextPage()}
          >
            {words.parts.more}
          </Button>
        </div>
      )}
    </>
  )
}
