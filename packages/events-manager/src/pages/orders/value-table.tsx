import { type Column, DataTable } from '../../parts/data-table.js'
import { Money } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import type { OrdersReport } from './queries.js'

const { value: said } = words.ordersPage
type Row = OrdersReport['value'][string] & { currency: string }

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'currency',
    title: said.currency,
    cell: ({ currency }) => <ForeignText text={currency} chars={12} />,
  },
  {
    key: 'shop',
    title: said.shop,
    number: true,
    cell: (row) => <Money value={row.shop} currency={row.currency} />,
  },
  {
    key: 'tracked',
    title: said.tracked,
    number: true,
    cell: (row) => <Money value={row.tracked} currency={row.currency} />,
  },
  {
    key: 'both',
    title: said.both,
    number: true,
    wide_only: true,
    cell: (row) => <Money value={row.both} currency={row.currency} />,
  },
  {
    key: 'accuracy',
    title: said.accuracy,
    number: true,
    wide_only: true,
    cell: (row) => words.ordersPage.accuracy.percent(row.accuracy_percent),
  },
]

/** Value against value: never one currency added to another. */
export function ValueTable({ value }: { value: OrdersReport['value'] }) {
  const rows = Object.entries(value)
    .map(([currency, sums]) => ({ currency, ...sums }))
    .sort((one, other) => other.shop - one.shop)
  return <DataTable label={said.title} columns={COLUMNS} rows={rows} id={({ currency }) => currency} />
}
