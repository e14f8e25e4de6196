import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { diagnosticsQuery, eventNamesQuery } from '../../client/books.js'
import { summaryQuery } from '../../client/queries.js'
import { formatTime } from '../../format/time.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { IssuesTouching } from '../../parts/issues-touching.js'
import { Page, Section } from '../../parts/page.js'
import { rangeBefore } from '../../range/range.js'
import { useDataset, useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { answerOf, askedOf, touching } from './answer-of.js'
import { OverviewAnswer } from './overview-answer.js'
import { OverviewEvidence } from './overview-evidence.js'
import { OverviewSkeleton } from './overview-skeleton.js'

const said = words.overview

/** Are my purchases counted twice? Its proof over time, by event and by channel, and what to do. */
export function OverviewPage() {
  const dataset = useDataset()
  const { dataset_id = '' } = useParams({ strict: false })
  const { search } = useAddress()
  const { range, zone } = useRange()
  const names = useQuery(eventNamesQuery(dataset_id, range))
  const before = useQuery(eventNamesQuery(dataset_id, rangeBefore(range)))
  const { data: diagnostics } = useQuery(diagnosticsQuery(dataset_id))
  const head = { title: words.shell.pages.overview, ...(dataset && { dataset: dataset.name }) }
  if (names.data === undefined)
    return (
      <Page {...head}>
        {names.isError ? (
          <Section>
            <Failed
              what={said.what.events}
              error={names.error}
              since_ms={names.errorUpdatedAt}
              retry={names.refetch}
            />
          </Section>
        ) : (
          <OverviewSkeleton />
        )}
      </Page>
    )
  const event_name = search.event ?? askedOf(names.data.data)
  if (event_name === null)
    return (
      <Page {...head}>
        <Nothing dataset_id={dataset_id} zone={zone} />
      </Page>
    )
  const totalsOf = (rows = names.data.data) => rows.find((row) => row.event_name === event_name)
  const totals = totalsOf()
  const diagnoses = diagnostics?.diagnoses
  return (
    <Page
      {...head}
      answer={
        totals === undefined || diagnoses === undefined ? undefined : (
          <OverviewAnswer
            dataset_id={dataset_id}
            event_name={event_name}
            answered={answerOf(event_name, totals, diagnoses)}
            totals={totals}
            before={totalsOf(before.data?.data ?? []) ?? null}
            range={range}
          />
        )
      }
      todo={
        <IssuesTouching
          dataset_id={dataset_id}
          diagnoses={diagnoses && touching(diagnoses, search.scope === 'all' ? null : event_name)}
        />
      }
    >
      {names.isError && (
        <Failed
          inline
          what={said.what.events}
          error={names.error}
          since_ms={names.errorUpdatedAt}
          retry={names.refetch}
        />
      )}
      <OverviewEvidence
        dataset_id={dataset_id}
        event_name={event_name}
        names={names.data}
        before={before.data ?? null}
      />
    </Page>
  )
}

/** Nothing in these days, or nothing ever: then the next step, and the page watches for the first event. */
function Nothing({ dataset_id, zone }: { dataset_id: string; zone: string }) {
  const { data } = useQuery(summaryQuery)
  const last_ms = data?.find((each) => each.dataset_id === dataset_id)?.last_received_at_ms ?? null
  return (
    <Section>
      {data !== undefined && last_ms !== null ? (
        <Empty
          title={said.empty_range.title}
          text={said.empty_range.text(formatTime(last_ms, zone))}
          watching
        />
      ) : (
        <Empty
          title={said.empty.title}
          text={said.empty.text}
          watching
          action={
            <Button
              renderRoot={(props) => (
                <Link {...props} to="/d/$dataset_id/add-events" params={{ dataset_id }} />
              )}
            >
              {said.empty.action}
            </Button>
          }
        />
      )}
    </Section>
  )
}
