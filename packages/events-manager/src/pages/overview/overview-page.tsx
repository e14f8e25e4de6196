import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { diagnosticsQuery, eventNamesQuery } from '../../client/books.js'
import { Failed } from '../../parts/failed.js'
import { IssuesTouching } from '../../parts/issues-touching.js'
import { NothingReceived } from '../../parts/nothing-received.js'
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
  const asked = askedOf(names.data.data)
  const event_name = asked === null ? null : (search.event ?? asked)
  if (event_name === null)
    return (
      <Page {...head}>
        <Section>
          <NothingReceived dataset_id={dataset_id} zone={zone} never={said.empty} />
        </Section>
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
