import type { ReactNode } from 'react'
import type { OneEventName } from '../../client/shapes.js'
import { formatCount, formatShare } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { DataTable } from '../../parts/data-table.js'
import { Explained } from '../../parts/explained.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { coverageOf } from './coverage.js'
import styles from './events.module.css'

const said = words.events.event.dedupe

/** By what its copies meet: which keys each channel carries, and what each brought. */
export function DedupeSection({ event }: { event: OneEventName }) {
  const keys = event.quality?.coverage?.keys ?? []
  return (
    <Section
      flush
      title={said.title}
      actions={
        keys.length > 0 && (
          <span className={styles.head_note}>
            {said.eight_days}
            <Explained what={said.what} rule={said.rule} />
          </span>
        )
      }
    >
      <DataTable
        label={said.label}
        rows={keys}
        id={({ dedupe_key }) => dedupe_key}
        empty={<EventIdNow event={event} />}
        columns={[
          { key: 'key', title: said.key, cell: ({ dedupe_key }) => <ForeignText text={dedupe_key} mono /> },
          share('browser', <ChannelMark channel="browser" named />, ({ browser_share }) => browser_share),
          share('server', <ChannelMark channel="server" named />, ({ server_share }) => server_share),
          share('contribution', said.contribution, ({ contribution }) => contribution),
        ]}
      />
      {event.duplicates.length > 0 && (
        <DataTable
          label={said.methods}
          rows={event.duplicates}
          id={({ method }) => method}
          columns={[
            { key: 'method', title: said.methods, cell: ({ method }) => <ForeignText text={method} mono /> },
            {
              key: 'browser',
              title: <ChannelMark channel="browser" named />,
              number: true,
              cell: ({ browser }) => formatCount(browser),
            },
            {
              key: 'server',
              title: <ChannelMark channel="server" named />,
              number: true,
              cell: ({ server }) => formatCount(server),
            },
          ]}
        />
      )}
    </Section>
  )
}

type Key = NonNullable<NonNullable<OneEventName['quality']>['coverage']>['keys'][number]

const share = (key: string, title: ReactNode, of: (row: Key) => number | null) => ({
  key,
  title,
  number: true,
  cell: (row: Key) => formatShare(of(row)),
})

/** While the channels cannot be compared: how many of these days' reports carry an event_id. */
function EventIdNow({ event: { event_id, sightings } }: { event: OneEventName }) {
  const shares = (['browser', 'server'] as const).filter((channel) => sightings[channel] > 0)
  return (
    <div className={styles.none}>
      {said.none}
      {shares.map((channel) => (
        <div key={channel}>
          <ChannelMark channel={channel} /> {said.event_id}:{' '}
          {formatShare(coverageOf(event_id[channel], sightings[channel]))}
        </div>
      ))}
    </div>
  )
}
