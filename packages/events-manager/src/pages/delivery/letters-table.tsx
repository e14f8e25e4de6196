import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAddress } from '../../address.js'
import { formatCount } from '../../format/count.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { Failed } from '../../parts/failed.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { type Letter, lettersQuery } from './queries.js'

const { delivery } = words
const { letters: said } = delivery

const columnsIn = (zone: string): readonly Column<Letter>[] => [
  {
    key: 'event',
    title: said.event,
    cell: ({ event_name, edited }) => (
      <>
        <span className={styles.event}>
          <ForeignText text={event_name} chars={60} />
        </span>
        {edited && <span className={styles.dimmed}> {said.edited}</span>}
      </>
    ),
  },
  {
    key: 'words',
    title: said.words,
    cell: ({ refusal, request }) => (
      <ForeignText
        text={refusal === null ? (request?.why ?? delivery.dead.expired) : refusal.message}
        chars={140}
      />
    ),
  },
  {
    key: 'code',
    title: said.code,
    wide_only: true,
    cell: ({ reason }) => (
      <span className={styles.nowrap}>
        <ForeignText text={reason ?? ''} mono />
      </span>
    ),
  },
  {
    key: 'attempts',
    title: said.attempts,
    number: true,
    wide_only: true,
    cell: ({ attempts }) => formatCount(attempts),
  },
  {
    key: 'tried',
    title: said.tried,
    number: true,
    wide_only: true,
    cell: ({ request }) =>
      request === null ? delivery.never : <Time at_ms={request.sent_at_ms} zone={zone} />,
  },
]

interface LettersTableProps {
  dataset_id: string
  destination_id: number
  zone: string
}

/** The events that were not taken, newest first; each opens to be looked at, mended and resent. */
export function LettersTable({ dataset_id, destination_id, zone }: LettersTableProps) {
  const { search, set } = useAddress()
  const { code } = search
  const letters = useInfiniteQuery(lettersQuery(dataset_id, destination_id, code))
  const columns = useMemo(() => columnsIn(zone), [zone])
  const all = code !== undefined && (
    <Button variant="default" size="xs" onClick={() => set({ code: undefined })}>
      {said.all}
    </Button>
  )
  return (
    <Section title={said.title(code)} actions={all} flush>
      {letters.data === undefined ? (
        letters.error === null ? (
          <TableSkeleton rows={5} columns={4} />
        ) : (
          <Failed
            what={said.what}
            error={letters.error}
            since_ms={letters.errorUpdatedAt}
            retry={letters.refetch}
          />
        )
      ) : (
        <DataTable
          label={said.title(code)}
          columns={columns}
          rows={letters.data.pages.flatMap(({ data }) => data)}
          id={({ sighting_id }) => sighting_id}
          onOpen={({ sighting_id }) => set({ letter: sighting_id })}
          open={search.letter}
          empty={<p className={styles.padded}>{said.none}</p>}
        />
      )}
      {letters.hasNextPage && (
        <div className={styles.padded}>
          <Button
            variant="default"
            size="xs"
            loading={letters.isFetchingNextPage}
            onClick={() => letters.fetchNextPage()}
          >
            {words.parts.more}
          </Button>
        </div>
      )}
    </Section>
  )
}
