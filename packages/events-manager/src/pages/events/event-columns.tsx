import { Link } from '@tanstack/react-router'
import type { EventRow } from '../../client/shapes.js'
import { formatCount, formatShare, formatTrend } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import type { Column } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { ScoreCells } from '../../parts/score-cells.js'
import { SeverityMark } from '../../parts/what-to-do.js'
import { words } from '../../words/words.js'
import { deduplicatedShare } from '../overview/answer-of.js'
import styles from './events.module.css'
import { pathOf } from './filter.js'
import { problemsOf } from './hurt.js'
import { RowSparkline } from './row-sparkline.js'

const said = words.events

interface ColumnsOf {
  dataset_id: string
  /** what was counted day by day, by name */
  lines: ReadonlyMap<string, readonly number[]>
  zone: string
  /** how much each hurts: see hurtRanks */
  ranks: ReadonlyMap<string, number>
  /** counted in the period before, by name; null: it is not compared */
  before: ReadonlyMap<string, number> | null
}

/** The columns of the events' table. */
export function eventColumns({ dataset_id, lines, zone, ranks, before }: ColumnsOf): Column<EventRow>[] {
  const number = (key: string, title: string, of: (row: EventRow) => number) => ({
    key,
    title,
    number: true,
    by: of,
    cell: (row: EventRow) => formatCount(of(row)),
  })
  const change = (row: EventRow) => {
    const was = before?.get(row.event_name) ?? 0
    return was === 0 ? null : (row.counted - was) / was
  }
  return [
    {
      key: 'event',
      title: said.columns.event,
      by: ({ event_name }) => event_name,
      cell: ({ event_name }) => (
        <Link to="/d/$dataset_id/events/$event_name" params={{ dataset_id, event_name }}>
          <span className={styles.event}>
            <ForeignText text={event_name} chars={60} />
          </span>
        </Link>
      ),
    },
    { key: 'path', title: said.columns.path, by: pathOf, cell: Path },
    {
      key: 'problems',
      title: said.columns.problems,
      number: true,
      by: ({ event_name }) => ranks.get(event_name) ?? 0,
      cell: Problems,
    },
    number('browser', said.columns.browser, ({ received }) => received.browser),
    number('server', said.columns.server, ({ received }) => received.server),
    number('counted', said.columns.counted, ({ counted }) => counted),
    ...(before === null
      ? []
      : [
          {
            key: 'change',
            title: said.columns.change,
            number: true,
            by: change,
            cell: (row: EventRow) => formatTrend(row.counted, before.get(row.event_name) ?? 0) ?? '–',
          },
        ]),
    {
      key: 'share',
      title: said.columns.share,
      number: true,
      by: deduplicatedShare,
      cell: (row) => formatShare(deduplicatedShare(row)),
    },
    {
      key: 'trend',
      title: said.columns.trend,
      wide_only: true,
      cell: ({ event_name }) => <RowSparkline event_name={event_name} counted={lines.get(event_name)} />,
    },
    {
      key: 'match',
      title: said.columns.match,
      by: ({ match_quality }) => match_quality,
      cell: ({ match_quality }) => <ScoreCells score={match_quality} />,
    },
    {
      key: 'last',
      title: said.columns.last,
      number: true,
      by: ({ last_received_at_ms }) => last_received_at_ms,
      cell: ({ last_received_at_ms: at_ms }) => (at_ms === null ? '–' : <Time at_ms={at_ms} zone={zone} />),
    },
  ]
}

function Path(row: EventRow) {
  const path = pathOf(row)
  if (path === 'none') return <span className={styles.dim}>{said.came_by.none}</span>
  return <ChannelMark channel={path} />
}

function Problems(row: EventRow) {
  if (problemsOf(row) === 0) return <span className={styles.dim}>{said.no_problems}</span>
  return (
    <span className={styles.problems}>
      {(['error', 'warning', 'info'] as const)
        .filter((severity) => row.issues[severity] > 0)
        .map((severity) => (
          <span
            key={severity}
            className={styles.problem}
            title={said.problems(row.issues[severity], severity)}
          >
            <SeverityMark severity={severity} size={15} />
            {formatCount(row.issues[severity])}
          </span>
        ))}
    </span>
  )
}

export const csvHead = [
  'event_name',
  'from',
  'received_browser',
  'received_server',
  'counted',
  'duplicate',
  'deduplicated_share',
  'counted_before',
  'both',
  'rejected',
  'blocked',
  'restricted',
  'match_quality',
  'last_received_at',
  'errors',
  'warnings',
  'notes',
]
/** @param before  counted in the period before, by name; null: it is not compared */
export const csvRow = (
  row: EventRow,
  before: ReadonlyMap<string, number> | null,
): (string | number | null)[] => [
  row.event_name,
  pathOf(row),
  row.received.browser,
  row.received.server,
  row.counted,
  row.duplicate,
  deduplicatedShare(row),
  before === null ? null : (before.get(row.event_name) ?? 0),
  row.both,
  row.rejected,
  row.blocked,
  row.restricted,
  row.match_quality,
  row.last_received_at_ms === null ? null : new Date(row.last_received_at_ms).toISOString(),
  row.issues.error,
  row.issues.warning,
  row.issues.info,
]
