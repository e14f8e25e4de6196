import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { searchQuery } from '../../client/books.js'
import type { Found } from '../../client/shapes.js'
import { Answer } from '../../parts/answer.js'
import { DataTable } from '../../parts/data-table.js'
import { Failed } from '../../parts/failed.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'

const said = words.events.search

/** What the search box found: names that begin so, and what has exactly this id. */
export function SearchResults({ dataset_id, q }: { dataset_id: string; q: string }) {
  const { zone } = useRange()
  const { set } = useAddress()
  const found = useQuery(searchQuery(dataset_id, q))
  if (found.isError)
    return (
      <Section>
        <Failed what={said.what} error={found.error} since_ms={found.errorUpdatedAt} retry={found.refetch} />
      </Section>
    )
  return (
    <>
      {found.data !== undefined && (
        <Answer>
          {said.title(found.data.length)}{' '}
          <strong>
            <ForeignText text={q} chars={80} />
          </strong>
        </Answer>
      )}
      <Section flush>
        {found.data === undefined ? (
          <TableSkeleton rows={4} columns={4} />
        ) : (
          found.data.length > 0 && (
            <DataTable
              label={said.label}
              rows={found.data.map((row, at) => ({ row, at }))}
              id={({ at }) => String(at)}
              columns={[
                { key: 'is', title: said.is, cell: ({ row }) => said.kind[row.kind] },
                {
                  key: 'found',
                  title: said.found,
                  cell: ({ row }) => <Hit row={row} dataset_id={dataset_id} />,
                },
                { key: 'event', title: said.of_event, wide_only: true, cell: ({ row }) => <Of row={row} /> },
                {
                  key: 'when',
                  title: said.when,
                  number: true,
                  cell: ({ row }) => <When row={row} zone={zone} />,
                },
              ]}
            />
          )
        )}
        <p className={styles.note}>
          {said.hint}{' '}
          <Anchor
            component="button"
            type="button"
            size="sm"
            underline="always"
            onClick={() => set({ q: undefined })}
          >
            {said.close}
          </Anchor>
        </p>
      </Section>
    </>
  )
}

function Hit({ row, dataset_id }: { row: Found; dataset_id: string }) {
  if (row.kind === 'event')
    return (
      <Link to="/d/$dataset_id/events/$event_name" params={{ dataset_id, event_name: row.event_name }}>
        <ForeignText text={row.event_name} chars={80} />
      </Link>
    )
  const id = { event_id: 'event_id', sighting: 'sighting_id', order: 'order_id' }[
    row.kind
  ] as keyof typeof row
  const text = <ForeignText text={String(row[id])} chars={80} mono />
  if (row.sighting_id !== null)
    return (
      <Link to="/d/$dataset_id/counted/$sighting_id" params={{ dataset_id, sighting_id: row.sighting_id }}>
        {text}
      </Link>
    )
  return (
    <Link to="/d/$dataset_id/orders" params={{ dataset_id }} title={said.orders}>
      {text}
    </Link>
  )
}

function Of({ row }: { row: Found }) {
  if (row.kind !== 'order') return <ForeignText text={row.event_name} chars={60} />
  return row.state === null ? null : <ForeignText text={said.states[row.state] ?? row.state} />
}

function When({ row, zone }: { row: Found; zone: string }) {
  if (row.kind === 'event') return null
  const at_ms = row.kind === 'order' ? row.placed_at_ms : row.received_at_ms
  return at_ms === null ? null : <Time at_ms={at_ms} zone={zone} />
}
