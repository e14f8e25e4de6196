import { useAddress } from '../../address.js'
import type { ByChannel, Named } from '../../client/shapes.js'
import { formatCount, formatShare } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { type KeyRow, keyRows } from './coverage.js'
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
  const columns: Column<KeyRow>[] = [
    {
      key: 'name',
      title: name,
      by: (row) => row.name,
      cell: (row) => <ForeignText text={row.name} chars={60} mono />,
    },
    share('browser', of),
    share('server', of),
  ]
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={keyRows(rows, of)}
      id={(row) => row.name}
      sort={search[sort]}
      onSort={(chosen) => set({ [sort]: chosen }, { replace: true })}
      empty={<p className={styles.none}>{none}</p>}
    />
  )
}

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
