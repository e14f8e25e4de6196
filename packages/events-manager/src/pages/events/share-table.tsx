import { useAddress } from '../../address.js'
import type { ByChannel, Named } from '../../client/shapes.js'
import { formatCount, formatShare } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { CsvButton } from '../../parts/csv-button.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { sorted } from '../../parts/sort.js'
import { type KeyRow, keyRows } from './coverage.js'
import { shareHead, shareRow } from './event-csv.js'
import styles from './events.module.css'

interface ShareTableProps {
  label: string
  /** the head of the column of names */
  name: string
  rows: readonly Named[]
  /** what the shares are of */
  of: ByChannel
  none: string
  /** where in the address its sort stands */
  sort: string
}

/** Names, and what share of each channel's reports carry them. */
export function ShareTable({ label, name, rows, of, none, sort }: ShareTableProps) {
  const { search, set } = useAddress()
  return (
    <DataTable
      label={label}
      columns={columnsOf(name, of)}
      rows={keyRows(rows, of)}
      id={(row) => row.name}
      sort={search[sort]}
      onSort={(chosen) => set({ [sort]: chosen }, { replace: true })}
      empty={<p className={styles.none}>{none}</p>}
    />
  )
}

/** The same as CSV, in the order that is on the screen. */
export function ShareCsv({
  file,
  rows,
  of,
  sort,
}: Pick<ShareTableProps, 'rows' | 'of' | 'sort'> & { file: string }) {
  const { search } = useAddress()
  if (rows.length === 0) return null
  const shown = () => sorted(keyRows(rows, of), columnsOf('', of), search[sort])
  return <CsvButton name={file} head={shareHead} rows={() => shown().map(shareRow)} />
}

const columnsOf = (name: string, of: ByChannel): Column<KeyRow>[] => [
  {
    key: 'name',
    title: name,
    by: (row) => row.name,
    cell: (row) => <ForeignText text={row.name} chars={60} mono />,
  },
  share('browser', of),
  share('server', of),
]

const share = (channel: 'browser' | 'server', of: ByChannel): Column<KeyRow> => ({
  key: channel,
  title: <ChannelMark channel={channel} named />,
  number: true,
  by: (row) => row[`${channel}_share`],
  cell: (row) =>
    of[channel] === 0 ? (
      <span className={styles.dim}>–</span>
    ) : (
      <>
        {formatShare(row[`${channel}_share`])}
        <span className={styles.number_note}>{formatCount(row[channel])}</span>
      </>
    ),
})
