import { Anchor } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import type { EventNames, EventRow } from '../../client/shapes.js'
import { formatCount, formatShare, formatTrend } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { ColumnRules } from '../../parts/column-rules.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { deduplicatedShare } from './answer-of.js'
import styles from './overview.module.css'

const said = words.overview.by_event
const SHOWN_MAX = 8

interface ByEventProps {
  dataset_id: string
  names: EventNames
  /** of the period before; null: not known */
  before: EventNames | null
}

/** The events that were received most, by channel. */
export function ByEvent({ dataset_id, names, before }: ByEventProps) {
  const { search, set } = useAddress()
  const navigate = useNavigate()
  const all = names.data.length + names.others
  return (
    <Section
      flush
      title={said.title}
      actions={
        <span className={styles.controls}>
          <ColumnRules
            what={said.explain}
            rules={[
              [said.share, said.rules.share],
              [said.trend, said.rules.trend],
            ]}
          />
          <Anchor
            size="sm"
            underline="always"
            renderRoot={(props) => <Link {...props} to="/d/$dataset_id/events" params={{ dataset_id }} />}
          >
            {said.all(all)}
          </Anchor>
        </span>
      }
    >
      <DataTable
        label={said.label}
        rows={names.data.slice(0, SHOWN_MAX)}
        id={({ event_name }) => event_name}
        columns={columnsOf(dataset_id, names.time_zone, before)}
        sort={search.sort}
        onSort={(sort) => set({ sort }, { replace: true })}
        onOpen={({ event_name }) =>
          void navigate({ to: '/d/$dataset_id/events/$event_name', params: { dataset_id, event_name } })
        }
      />
    </Section>
  )
}

function columnsOf(dataset_id: string, zone: string, before: EventNames | null): Column<EventRow>[] {
  const was = new Map(before?.data.map((row) => [row.event_name, row.counted]))
  const count = (key: string, title: Column<EventRow>['title'], of: (row: EventRow) => number) => ({
    key,
    title,
    number: true,
    by: of,
    cell: (row: EventRow) => formatCount(of(row)),
  })
  return [
    {
      key: 'event',
      title: said.event,
      by: ({ event_name }) => event_name,
      cell: ({ event_name }) => (
        <Link to="/d/$dataset_id/events/$event_name" params={{ dataset_id, event_name }}>
          <ForeignText text={event_name} chars={60} />
        </Link>
      ),
    },
    count('browser', <ChannelHead channel="browser" />, ({ received }) => received.browser),
    count('server', <ChannelHead channel="server" />, ({ received }) => received.server),
    count('counted', said.counted, ({ counted }) => counted),
    {
      key: 'share',
      title: said.share,
      number: true,
      by: deduplicatedShare,
      cell: (row) => formatShare(deduplicatedShare(row)),
    },
    {
      key: 'trend',
      title: said.trend,
      number: true,
      wide_only: true,
      cell: ({ event_name, counted }) => formatTrend(counted, was.get(event_name) ?? 0) ?? '–',
    },
    {
      key: 'last',
      title: said.last,
      number: true,
      wide_only: true,
      by: ({ last_received_at_ms }) => last_received_at_ms,
      cell: ({ last_received_at_ms: at_ms }) => (at_ms === null ? '–' : <Time at_ms={at_ms} zone={zone} />),
    },
  ]
}

const ChannelHead = ({ channel }: { channel: 'browser' | 'server' }) => (
  <span className={styles.channels}>
    <ChannelMark channel={channel} named />
  </span>
)
