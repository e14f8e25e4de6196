import { useAddress } from '../../address.js'
import { formatDuration } from '../../format/time.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { Count } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import type { DestinationDelivery } from './queries.js'
import { STANDINGS, standingOf } from './standing.js'
import { StandingMark } from './standing-mark.js'

const { delivery: said } = words

const COLUMNS: readonly Column<DestinationDelivery>[] = [
  {
    key: 'name',
    title: said.columns.name,
    by: ({ name }) => name.toLowerCase(),
    cell: ({ name }) => <ForeignText text={name} chars={60} />,
  },
  {
    key: 'standing',
    title: said.columns.standing,
    by: (row) => STANDINGS.indexOf(standingOf(row)),
    cell: (row) => <StandingMark standing={standingOf(row)} short />,
  },
  {
    key: 'lag',
    title: said.columns.lag,
    number: true,
    wide_only: true,
    by: ({ lag_ms }) => lag_ms,
    cell: ({ lag_ms }) => (lag_ms === 0 ? said.no_lag : formatDuration(lag_ms)),
  },
  count('waiting', ({ counts }) => counts.waiting + counts.sending),
  count('sent', ({ counts }) => counts.sent),
  count('dead', ({ counts }) => counts.refused + counts.expired),
]

function count(
  key: 'waiting' | 'sent' | 'dead',
  of: (row: DestinationDelivery) => number,
): Column<DestinationDelivery> {
  const cell = (row: DestinationDelivery) => <Count value={of(row)} />
  return { key, title: said.columns[key], number: true, wide_only: key !== 'dead', by: of, cell }
}

interface DestinationsTableProps {
  destinations: readonly DestinationDelivery[]
  chosen: number
}

/** All destinations, what hurts most first; the open one is told of below. */
export function DestinationsTable({ destinations, chosen }: DestinationsTableProps) {
  const { search, set } = useAddress()
  return (
    <Section flush>
      <DataTable
        label={said.table}
        columns={COLUMNS}
        rows={destinations}
        id={({ destination_id }) => String(destination_id)}
        sort={search.sort ?? 'standing'}
        onSort={(sort) => set({ sort }, { replace: true })}
        onOpen={({ destination_id }) => set({ destination: String(destination_id), code: undefined })}
        open={String(chosen)}
      />
    </Section>
  )
}
