import { Link, useNavigate } from '@tanstack/react-router'
import type { Channel, Sample } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { DataTable } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'
import { valueText } from './value-text.js'

const said = words.events.event.samples

interface SamplesTableProps {
  dataset_id: string
  samples: readonly Sample[]
  zone: string
}

/** The newest counted events; each leads to its reports side by side. */
export function SamplesTable({ dataset_id, samples, zone }: SamplesTableProps) {
  const navigate = useNavigate()
  return (
    <DataTable
      label={said.label}
      rows={samples}
      id={({ sighting_id }) => sighting_id}
      empty={<p className={styles.none}>{said.none}</p>}
      onOpen={({ sighting_id }) =>
        void navigate({ to: '/d/$dataset_id/counted/$sighting_id', params: { dataset_id, sighting_id } })
      }
      columns={[
        {
          key: 'counted_at',
          title: said.counted_at,
          cell: ({ sighting_id, counted_at_ms }) => (
            <Link
              to="/d/$dataset_id/counted/$sighting_id"
              params={{ dataset_id, sighting_id }}
              title={said.open}
            >
              <Time at_ms={counted_at_ms} zone={zone} />
            </Link>
          ),
        },
        {
          key: 'from',
          title: said.from,
          cell: ({ channels }) => <ChannelMark channel={shownOf(channels)} />,
        },
        {
          key: 'event_id',
          title: said.event_id,
          cell: ({ event_id }) =>
            event_id === null ? (
              <span className={styles.dim}>{said.none_id}</span>
            ) : (
              <ForeignText text={event_id} chars={40} mono />
            ),
        },
        {
          key: 'url',
          title: said.url,
          wide_only: true,
          cell: ({ event_source_url: url }) => url !== null && <ForeignText text={url} chars={60} />,
        },
        {
          key: 'reports',
          title: said.reports,
          number: true,
          wide_only: true,
          cell: ({ sightings }) => formatCount(sightings.length),
        },
        { key: 'value', title: said.value, number: true, cell: Value },
      ]}
    />
  )
}

function Value({ value, currency }: Sample) {
  const text = valueText(value, currency)
  return text === null ? <span className={styles.dim}>–</span> : <ForeignText text={text} chars={24} />
}

export const shownOf = (channels: readonly Channel[]) =>
  channels.includes('browser') && channels.includes('server') ? 'both' : (channels[0] ?? 'server')
