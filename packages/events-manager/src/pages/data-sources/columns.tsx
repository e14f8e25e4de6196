import { Link } from '@tanstack/react-router'
import type { Dataset } from '../../client/queries.js'
import type { DatasetSummary } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import type { Column } from '../../parts/data-table.js'
import { Count, Time } from '../../parts/figures.js'
import { ScoreCells } from '../../parts/score-cells.js'
import { SeverityMark } from '../../parts/what-to-do.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import styles from './data-sources.module.css'
import { painOf, statusOf, worstOf } from './status.js'

export interface Source {
  dataset: Dataset
  /** null: not known yet */
  summary: DatasetSummary | null
}

const { dataSources } = words
const { columns: titles } = dataSources
const UNKNOWN = '–'

/** What the list says of each data source. @param now_ms  what is quiet is told from what receives by it */
export const columnsAt = (now_ms: number): readonly Column<Source>[] => [
  {
    key: 'name',
    title: titles.name,
    by: ({ dataset }) => dataset.name.toLowerCase(),
    cell: ({ dataset: { id, name, domain }, summary }) => (
      <span className={styles.dataset}>
        <Link to="/d/$dataset_id/overview" params={{ dataset_id: id }} className={styles.name}>
          <bdi>{name}</bdi>
        </Link>
        <span className={styles.id}>{domain === null ? id : `${domain} · ${id}`}</span>
        {summary !== null && worstOf(summary.issues) !== null && (
          <span className={styles.narrow}>
            <Issues issues={summary.issues} />
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'status',
    title: titles.status,
    wide_only: true,
    cell: ({ dataset, summary }) => {
      if (summary === null) return UNKNOWN
      const status = statusOf(dataset.archived_at_ms, summary.last_received_at_ms, now_ms)
      return (
        <span className={styles.status} data-status={status}>
          {dataSources.status[status]}
        </span>
      )
    },
  },
  {
    key: 'last',
    title: titles.last,
    wide_only: true,
    by: ({ summary }) => summary?.last_received_at_ms ?? null,
    cell: ({ dataset, summary }) =>
      summary?.last_received_at_ms == null ? (
        UNKNOWN
      ) : (
        <Time at_ms={summary.last_received_at_ms} zone={zoneOf(dataset)} />
      ),
  },
  channelColumn('browser'),
  channelColumn('server'),
  {
    key: 'counted',
    title: titles.counted,
    number: true,
    by: ({ summary }) => summary?.today.counted ?? null,
    cell: ({ summary }) => (summary === null ? UNKNOWN : <Count value={summary.today.counted} />),
  },
  {
    key: 'quality',
    title: titles.quality,
    wide_only: true,
    by: ({ summary }) => summary?.match_quality ?? null,
    cell: ({ summary }) => (summary === null ? UNKNOWN : <ScoreCells score={summary.match_quality} />),
  },
  {
    key: 'issues',
    title: titles.issues,
    wide_only: true,
    by: ({ summary }) => (summary === null ? null : painOf(summary.issues)),
    cell: ({ summary }) => (summary === null ? UNKNOWN : <Issues issues={summary.issues} />),
  },
]

function channelColumn(channel: 'browser' | 'server'): Column<Source> {
  return {
    key: channel,
    number: true,
    wide_only: true,
    title: (
      <span className={styles.channel}>
        <ChannelMark channel={channel} size={10} /> {titles[channel]}
      </span>
    ),
    by: ({ summary }) => summary?.today.received[channel] ?? null,
    cell: ({ summary }) => (summary === null ? UNKNOWN : <Count value={summary.today.received[channel]} />),
  }
}

function Issues({ issues }: { issues: DatasetSummary['issues'] }) {
  const worst = worstOf(issues)
  if (worst === null) return <span className={styles.id}>{dataSources.no_issue}</span>
  const others = worst.all - worst.count
  return (
    <span className={styles.channel}>
      <SeverityMark severity={worst.severity} /> {dataSources.issues(worst.count, worst.severity)}
      {others > 0 && <span className={styles.id}>+{formatCount(others)}</span>}
    </span>
  )
}
