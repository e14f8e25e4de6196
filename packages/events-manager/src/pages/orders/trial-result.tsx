import { type Column, DataTable } from '../../parts/data-table.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './orders-import.module.css'
import type { OrdersImported } from './use-orders-import.js'

const { ordersImport: said } = words
type Row = OrdersImported['refusals'][number]

const columnsOf = (format: OrdersImported['format']): readonly Column<Row>[] => [
  { key: 'line', title: said.line[format], number: true, cell: ({ line }) => line },
  {
    key: 'says',
    title: said.wrong,
    cell: ({ problems }) => (
      <ul className={styles.problems}>
        {problems.map(({ at, says }) => (
          <li key={at}>
            <ForeignText text={at} mono /> {says}.
          </li>
        ))}
      </ul>
    ),
  },
]

interface TrialResultProps {
  result: OrdersImported
  /** it was imported; else it was only tried */
  is_done: boolean
}

/** What importing a file does, or has done; then each row that is no order, and what to give instead. */
export function TrialResult({ result, is_done }: TrialResultProps) {
  const { format, orders, added, changed, unchanged, refused, refusals } = result
  return (
    <>
      <p className={styles.sum}>
        <strong>{is_done ? said.done(orders) : said.would(orders)}</strong>
        {orders > 0 && ` ${said.of_them(added, changed, unchanged)}`}
        {refused > 0 && ` ${said.refused(refused, is_done)}`}
        {is_done && ` ${said.matched_soon}`}
      </p>
      {refused > 0 && (
        <div className={styles.refusals}>
          <DataTable
            label={said.refusals}
            columns={columnsOf(format)}
            rows={refusals}
            id={({ line }) => String(line)}
          />
          {refused > refusals.length && <p className={styles.more}>{said.more(refused - refusals.length)}</p>}
        </div>
      )}
    </>
  )
}
