import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import { type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { words } from '../words/words.js'
import styles from './data-table.module.css'
import { type Sort, sorted, turned } from './sort.js'

export interface Column<Row> {
  /** stands in the address as the sort */
  key: string
  title: ReactNode
  cell(row: Row): ReactNode
  /** what the column is sorted by; left out: it cannot be */
  by?(row: Row): string | number | null
  /** right-aligned, in tabular figures */
  number?: boolean
  /** narrower screens go without it */
  wide_only?: boolean
}

interface DataTableProps<Row> {
  /** what the table holds, for those who do not see it */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** what tells one row from another */
  id(row: Row): string
  /** from the address: `key` or `-key`; see useAddress */
  sort?: Sort | undefined
  onSort?(sort: Sort): void
  /** opens a row: by a press on it, Enter, or Space */
  onOpen?(row: Row): void
  /** the id of the row that is open */
  open?: string | undefined
  /** in place of rows where there are none */
  empty?: ReactNode
}

/**
 * A table: sticky header, sortable by its heads, rows that arrows walk and Enter opens. Numbers are at the right. Its
 * rows keep their order while the same data comes in again.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  id,
  sort,
  onSort,
  onOpen,
  open,
  empty,
}: DataTableProps<Row>) {
  const shown = useMemo(() => sorted(rows, columns, sort), [rows, columns, sort])
  if (rows.length === 0 && empty !== undefined) return empty
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard.
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {shown.map((row) => (
            <tr
              key={id(row)}
              data-open={open === id(row) || undefined}
              {...(onOpen && {
                'data-opens': true,
                tabIndex: 0,
                onClick: (event) => {
                  if (!(event.target as Element).closest('a, button, input, label')) onOpen(row)
                },
                onKeyDown: (event) => {
                  if (event.target !== event.currentTarget || !['Enter', ' '].includes(event.key)) return
                  event.preventDefault()
                  onOpen(row)
                },
              })}
            >
              {columns.map((column) => (
                <td key={column.key} data-number={column.number} data-wide={column.wide_only}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface HeadProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

function Head<Row>({ column: { key, title, by, number, wide_only }, sort, onSort }: HeadProps<Row>) {
  const order = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined
  const Arrow = order === 'ascending' ? IconArrowUp : IconArrowDown
  return (
    <th scope="col" data-number={number} data-wide={wide_only} aria-sort={order}>
      {by && onSort ? (
        <button
          type="button"
          className={styles.sort}
          title={typeof title === 'string' ? words.parts.sort_by(title) : undefined}
          onClick={() => onSort(turned(sort, key, number === true))}
        >
          {title}
          <Arrow size={13} aria-hidden data-on={order !== undefined} />
        </button>
      ) : (
        title
      )}
    </th>
  )
}

/** Up and down walk the rows, Home and End go to the first and the last. */
function walk(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const row = (event.target as Element).closest('tr')
  if (row === null || event.target !== row) return
  const { firstElementChild: first, lastElementChild: last } = event.currentTarget
  const to = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: first,
    End: last,
  }[event.key]
  if (!(to instanceof HTMLElement)) return
  event.preventDefault()
  to.focus()
}
