import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { formatTimeWhole } from '../../format/time.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { readable } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import type { FollowedRow } from './followed.js'
import styles from './live-row.module.css'
import { RowDetail } from './row-detail.js'
import { VerdictMark } from './verdict-mark.js'

const { testEvents } = words

interface LiveRowProps {
  row: FollowedRow
  is_open: boolean
  onTurn(): void
  dataset_id: string
  zone: string
}

/** One report: what it is, its verdict and why; pressed, all that was seen of it. */
export function LiveRow({ row, is_open, onTurn, dataset_id, zone }: LiveRowProps) {
  const remarks = row.problems.length + row.warnings.length
  // Of what was refused or restricted, nothing but its name is kept.
  const is_unread = row.status === 'rejected' || row.status === 'restricted'
  const detail_id = `row-${row.id}`
  return (
    <li
      className={styles.row}
      data-new={row.is_new || undefined}
      data-open={is_open || undefined}
      data-status={row.status}
    >
      <button
        type="button"
        data-row
        className={styles.row_head}
        aria-expanded={is_open}
        aria-controls={is_open ? detail_id : undefined}
        onClick={onTurn}
      >
        <IconChevronRight size={14} aria-hidden className={styles.chevron} />
        <time
          className={styles.row_time}
          dateTime={new Date(row.received_at_ms).toISOString()}
          title={formatTimeWhole(row.received_at_ms, zone)}
        >
          {clock(row.received_at_ms, zone)}
        </time>
        <span className={styles.row_channel}>
          <ChannelMark channel={row.channel} named />
        </span>
        <span className={styles.row_event}>
          <span className={styles.row_name} dir="auto">
            {row.event_name === '' ? testEvents.no_name : short(row.event_name, 60)}
          </span>{' '}
          <bdi className={styles.row_id}>
            {row.event_id !== null ? short(row.event_id, 40) : is_unread ? null : testEvents.no_id}
          </bdi>
        </span>
        <VerdictMark status={row.status} />
        <span className={styles.row_code}>{row.test_event_code}</span>
        <span className={styles.row_why}>
          {remarks > 0 && (
            <span className={styles.row_remarks}>
              <IconAlertTriangle size={14} aria-hidden /> {testEvents.remarks(remarks)}
            </span>
          )}
          {row.why}
        </span>
      </button>
      {is_open && (
        <div id={detail_id}>
          <RowDetail row={row} dataset_id={dataset_id} zone={zone} />
        </div>
      )}
    </li>
  )
}

/** A row's head is one press, in which no other can stand: the whole of a long text stands in its detail. */
const short = (text: string, chars: number) =>
  readable(text.length > chars ? `${text.slice(0, chars)}…` : text)

/** @returns e.g. 12:30:01.204 */
const clock = (at_ms: number, zone: string): string =>
  `${formatTimeWhole(at_ms, zone).match(/\d\d:\d\d:\d\d/)?.[0] ?? ''}.${String(at_ms % 1_000).padStart(3, '0')}`
