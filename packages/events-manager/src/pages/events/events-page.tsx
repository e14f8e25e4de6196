import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { diagnosticsQuery, eventNamesQuery } from '../../client/books.js'
import type { EventRow } from '../../client/shapes.js'
import { Answer } from '../../parts/answer.js'
import { Failed } from '../../parts/failed.js'
import { IssuesTouching } from '../../parts/issues-touching.js'
import { NothingReceived } from '../../parts/nothing-received.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { rangeBefore } from '../../range/range.js'
import { useDataset, useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { touching } from '../overview/answer-of.js'
import { EventsTable } from './events-table.js'
import { pathOf } from './filter.js'
import { problemsOf } from './hurt.js'
import { SearchResults } from './search-results.js'

const said = words.events

/** A row for each event; with `q` in the address, what was found for it instead. */
export function EventsPage() {
  const dataset = useDataset()
  const { dataset_id = '' } = useParams({ strict: false })
  const { search } = useAddress()
  const head = { title: words.shell.pages.events, ...(dataset && { dataset: dataset.name }) }
  if (search.q !== undefined && search.q.trim() !== '')
    return (
      <Page {...head}>
        <SearchResults dataset_id={dataset_id} q={search.q.trim()} />
      </Page>
    )
  return <AllEvents dataset_id={dataset_id} head={head} />
}

interface AllEventsProps {
  dataset_id: string
  head: { title: string; dataset?: string }
}

function AllEvents({ dataset_id, head }: AllEventsProps) {
  const { range, before: compared, zone } = useRange()
  const names = useQuery(eventNamesQuery(dataset_id, range))
  const before = useQuery({
    ...eventNamesQuery(dataset_id, compared ?? rangeBefore(range)),
    enabled: compared !== null,
  })
  const { data: diagnostics } = useQuery(diagnosticsQuery(dataset_id))
  const failed = { what: said.what, error: names.error, since_ms: names.errorUpdatedAt, retry: names.refetch }
  if (names.data === undefined)
    return (
      <Page {...head}>
        <Section flush>
          {names.isError ? <Failed {...failed} /> : <TableSkeleton rows={10} columns={8} />}
        </Section>
      </Page>
    )
  if (names.data.data.length === 0)
    return (
      <Page {...head}>
        <Section>
          <NothingReceived dataset_id={dataset_id} zone={zone} never={said.empty} />
        </Section>
      </Page>
    )
  return (
    <Page {...head} answer={<EventsAnswer rows={names.data.data} others={names.data.others} />}>
      {names.isError && <Failed inline {...failed} />}
      <EventsTable
        dataset_id={dataset_id}
        names={names.data}
        before={compared === null ? null : (before.data ?? null)}
        range={range}
      />
      <IssuesTouching
        dataset_id={dataset_id}
        diagnoses={diagnostics && touching(diagnostics.diagnoses, null)}
      />
    </Page>
  )
}

function EventsAnswer({ rows, others }: { rows: readonly EventRow[]; others: number }) {
  const { names, with_problems, have, one_path } = said.answer
  const problems = rows.filter((row) => problemsOf(row) > 0).length
  const alone = rows.filter((row) => pathOf(row) === 'browser').length
  return (
    <Answer>
      <strong>{names(rows.length + others)}</strong>
      {with_problems(problems)}
      {problems > 0 && <strong>{have(problems)}</strong>}
      {one_path(alone)}
    </Answer>
  )
}
