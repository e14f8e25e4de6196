import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useAddress } from '../../address.js'
import { countedByNameQuery } from '../../client/books.js'
import type { EventNames } from '../../client/shapes.js'
import { ColumnRules } from '../../parts/column-rules.js'
import { CsvButton } from '../../parts/csv-button.js'
import { DataTable } from '../../parts/data-table.js'
import { Empty } from '../../parts/empty.js'
import { Section } from '../../parts/page.js'
import { sorted } from '../../parts/sort.js'
import type { Range } from '../../range/range.js'
import { words } from '../../words/words.js'
import { csvHead, csvRow, eventColumns } from './event-columns.js'
import { EventFilters } from './event-filters.js'
import styles from './events.module.css'
import { filtered } from './filter.js'
import { hurtRanks } from './hurt.js'

const said = words.events
/** What hurts most, first. */
const SORT_DEFAULT = '-problems'
const SHOWN_FIRST = 100

interface EventsTableProps {
  dataset_id: string
  names: EventNames
  /** of the period before; null: it is not compared */
  before: EventNames | null
  range: Range
}

const NO_LINES: ReadonlyMap<string, readonly number[]> = new Map()

/** The events of a range, filtered and sorted as the address says. */
export function EventsTable({ dataset_id, names, before, range }: EventsTableProps) {
  const { search, set } = useAddress()
  const navigate = useNavigate()
  const [shown, setShown] = useState(SHOWN_FIRST)
  const counted_before = useMemo(
    () => before && new Map(before.data.map((row) => [row.event_name, row.counted])),
    [before],
  )
  const { data: counted } = useQuery(countedByNameQuery(dataset_id, range))
  const lines = useMemo(
    () => (counted ? new Map(counted.data.map((row) => [row.event_name, row.counted])) : NO_LINES),
    [counted],
  )
  const columns = useMemo(
    () =>
      eventColumns({
        dataset_id,
        lines,
        zone: names.time_zone,
        ranks: hurtRanks(names.data),
        before: counted_before,
      }),
    [dataset_id, lines, names, counted_before],
  )
  const sort = search.sort ?? SORT_DEFAULT
  const fitting = useMemo(
    () => sorted(filtered(names.data, search), columns, sort),
    [names, search, columns, sort],
  )
  return (
    <Section
      flush
      actions={
        <>
          <EventFilters />
          <span className={styles.head_note}>
            <ColumnRules
              what={said.explain}
              rules={[
                [said.columns.problems, said.rules.problems],
                ...(before === null ? [] : [[said.columns.change, said.rules.change] as const]),
                [said.columns.share, said.rules.share],
                [said.columns.match, said.rules.match],
                [said.columns.last, said.rules.last],
              ]}
            />
            <CsvButton
              name="events"
              head={csvHead}
              rows={() => fitting.map((row) => csvRow(row, counted_before))}
            />
          </span>
        </>
      }
    >
      <div className={styles.tight}>
        <DataTable
          label={said.label}
          columns={columns}
          rows={fitting.slice(0, shown)}
          id={({ event_name }) => event_name}
          sort={sort}
          onSort={(sort) => set({ sort: sort === SORT_DEFAULT ? undefined : sort }, { replace: true })}
          onOpen={({ event_name }) =>
            void navigate({ to: '/d/$dataset_id/events/$event_name', params: { dataset_id, event_name } })
          }
          empty={
            <Empty
              title={said.none_fit.title}
              text={said.none_fit.text}
              action={
                <Button
                  variant="default"
                  onClick={() => set({ name: undefined, path: undefined, problems: undefined })}
                >
                  {said.clear}
                </Button>
              }
            />
          }
        />
      </div>
      {fitting.length > shown && (
        <p className={styles.note}>
          {words.parts.shown_of(shown, fitting.length)}{' '}
          <Button size="compact-xs" variant="default" onClick={() => setShown(shown + SHOWN_FIRST)}>
            {words.parts.more}
          </Button>
        </p>
      )}
      {names.behind_rows > 0 && <p className={styles.note}>{words.overview.behind(names.behind_rows)}</p>}
      {names.others > 0 && <p className={styles.note}>{said.others(names.others)}</p>}
    </Section>
  )
}
