import { formatCount, formatShare } from '../../format/count.js'
import { formatDay, formatTime } from '../../format/time.js'
import { DataTable } from '../../parts/data-table.js'
import { words } from '../../words/words.js'
import type { ChartRow } from './chart-rows.js'

const said = words.overview.chart

export const csvHead = [
  'time',
  'received_browser',
  'received_server',
  'counted',
  'duplicate',
  'refused',
  'deduplicated_share',
  'counted_before',
]
export const csvRow = (row: ChartRow): (string | number | null)[] => [
  new Date(row.at_ms).toISOString(),
  row.browser,
  row.server,
  row.counted,
  row.duplicate,
  row.refused,
  row.share,
  row.before,
]

interface StepTableProps {
  rows: readonly ChartRow[]
  step: 'hour' | 'day'
  zone: string
  compared: boolean
}

/** What the chart draws, as numbers. */
export function StepTable({ rows, step, zone, compared }: StepTableProps) {
  const count = (key: 'browser' | 'server' | 'counted' | 'duplicate' | 'refused', title: string) => ({
    key,
    title,
    number: true,
    cell: (row: ChartRow) => formatCount(row[key]),
  })
  return (
    <DataTable
      label={said.views.table}
      rows={rows}
      id={({ at_ms }) => String(at_ms)}
      columns={[
        {
          key: 'at',
          title: said.since(step),
          cell: ({ at_ms }) => (step === 'hour' ? formatTime(at_ms, zone) : formatDay(at_ms, zone)),
        },
        count('browser', said.received_browser),
        count('server', said.received_server),
        count('counted', said.counted),
        count('duplicate', said.duplicate),
        count('refused', said.refused),
        { key: 'share', title: said.share, number: true, cell: ({ share }) => formatShare(share) },
        ...(compared
          ? [
              {
                key: 'before',
                title: said.before,
                number: true,
                cell: ({ before }: ChartRow) => (before === null ? '–' : formatCount(before)),
              },
            ]
          : []),
      ]}
    />
  )
}
