import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { countedQuery } from '../../client/books.js'
import { Failure } from '../../client/failure.js'
import type { CountedEvent } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { formatDuration } from '../../format/time.js'
import { Answer } from '../../parts/answer.js'
import { CsvButton } from '../../parts/csv-button.js'
import { Empty } from '../../parts/empty.js'
import { Explained } from '../../parts/explained.js'
import { Failed } from '../../parts/failed.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton, TextSkeleton } from '../../parts/skeletons.js'
import { useDataset, useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { Deliveries } from './deliveries.js'
import { countedCsv } from './event-csv.js'
import styles from './events.module.css'
import { takenOver } from './side-by-side.js'
import { SightingsTable } from './sightings-table.js'

const said = words.counted
const TITLE_CHARS = 80

/** One counted event: its reports side by side, which won and why, and what Meta answered. */
export function CountedPage() {
  const dataset = useDataset()
  const { dataset_id = '', sighting_id = '' } = useParams({ strict: false })
  const { zone } = useRange()
  const asked = useQuery(countedQuery(dataset_id, sighting_id))
  const event = asked.data
  const head = dataset && { dataset: dataset.name }
  if (event === undefined)
    return (
      <Page title={said.what} {...head}>
        {asked.error instanceof Failure && asked.error.status === 404 ? (
          <Unknown dataset_id={dataset_id} />
        ) : asked.isError ? (
          <Section>
            <Failed
              what={said.what}
              error={asked.error}
              since_ms={asked.errorUpdatedAt}
              retry={asked.refetch}
            />
          </Section>
        ) : (
          <>
            <TextSkeleton lines={2} />
            <Section flush>
              <TableSkeleton rows={12} columns={3} />
            </Section>
          </>
        )}
      </Page>
    )
  const csv = countedCsv(event)
  return (
    <Page
      title={event.event_name.slice(0, TITLE_CHARS)}
      {...head}
      back={
        <Link
          className={styles.back}
          to="/d/$dataset_id/events/$event_name"
          params={{ dataset_id, event_name: event.event_name }}
        >
          ← {said.back}
        </Link>
      }
      answer={<CountedAnswer event={event} />}
      actions={
        <CsvButton
          name={`${event.event_name}-${event.event_id ?? 'counted'}`}
          {...csv}
          rows={() => csv.rows}
        />
      }
    >
      {asked.isError && (
        <Failed
          inline
          what={said.what}
          error={asked.error}
          since_ms={asked.errorUpdatedAt}
          retry={asked.refetch}
        />
      )}
      {event.is_archived && <p className={styles.hint}>{said.archived}</p>}
      <SightingsTable event={event} zone={zone} />
      <Deliveries dataset_id={dataset_id} deliveries={event.deliveries} zone={zone} />
    </Page>
  )
}

function CountedAnswer({ event }: { event: CountedEvent }) {
  const { primary, sightings } = event
  const reports = sightings.length
  if (reports === 1)
    return (
      <Answer>
        <strong>{said.answer.one(primary.channel)}</strong>
      </Answer>
    )
  return (
    <Answer>
      <strong>{said.answer.many(reports, event.has_more_sightings)}</strong>
      {said.answer.won[primary.why](primary.channel, primary.after_ms, primary.within_ms)}
      {said.answer.merged(takenOver(event))}
      <Explained
        what={said.explain.what}
        rule={said.explain.rule(formatDuration(primary.within_ms), formatDuration(event.merge_within_ms))}
        inputs={[
          [said.explain.reports, formatCount(reports)],
          [said.explain.after, formatDuration(primary.after_ms)],
          [said.explain.taken, formatCount(takenOver(event))],
        ]}
      />
    </Answer>
  )
}

const Unknown = ({ dataset_id }: { dataset_id: string }) => (
  <Section>
    <Empty
      title={said.unknown.title}
      text={said.unknown.text}
      action={
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/d/$dataset_id/events" params={{ dataset_id }} />}
        >
          {said.unknown.action}
        </Button>
      }
    />
  </Section>
)
