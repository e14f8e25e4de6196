import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { diagnosticsQuery, eventNameQuery } from '../../client/books.js'
import { Failure } from '../../client/failure.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { IssuesTouching } from '../../parts/issues-touching.js'
import { AddEvents, useLastReceived } from '../../parts/nothing-received.js'
import { Page, Section } from '../../parts/page.js'
import { ChartSkeleton, TableSkeleton, TextSkeleton } from '../../parts/skeletons.js'
import { useDataset, useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { touching } from '../overview/answer-of.js'
import { useLast } from '../overview/use-last.js'
import { EventAnswer } from './event-answer.js'
import { EventEvidence } from './event-evidence.js'
import styles from './events.module.css'

const said = words.events.event
const TITLE_CHARS = 80

/** One event: what its reports carry, what would lift its match quality, what its copies meet by, its newest ones. */
export function EventPage() {
  const dataset = useDataset()
  const { dataset_id = '', event_name = '' } = useParams({ strict: false })
  const { range } = useRange()
  const asked = useQuery(eventNameQuery(dataset_id, event_name, range))
  const { data: diagnostics } = useQuery(diagnosticsQuery(dataset_id))
  const event = useLast(asked.data, `${dataset_id} ${event_name}`)
  const head = {
    title: event_name.length > TITLE_CHARS ? `${event_name.slice(0, TITLE_CHARS)}…` : event_name,
    ...(dataset && { dataset: dataset.name }),
    back: (
      <Link className={styles.back} to="/d/$dataset_id/events" params={{ dataset_id }}>
        ← {said.back}
      </Link>
    ),
  }
  if (event === undefined)
    return (
      <Page {...head}>
        {asked.error instanceof Failure && asked.error.status === 404 ? (
          <Unknown dataset_id={dataset_id} />
        ) : asked.isError ? (
          <Section>
            <Failed
              what={event_name.slice(0, TITLE_CHARS)}
              error={asked.error}
              since_ms={asked.errorUpdatedAt}
              retry={asked.refetch}
            />
          </Section>
        ) : (
          <EventSkeleton />
        )}
      </Page>
    )
  const diagnoses = diagnostics?.diagnoses
  return (
    <Page
      {...head}
      answer={<EventAnswer event={event} dataset_id={dataset_id} />}
      todo={
        <IssuesTouching dataset_id={dataset_id} diagnoses={diagnoses && touching(diagnoses, event_name)} />
      }
    >
      {asked.isError && (
        <Failed
          inline
          what={event_name.slice(0, TITLE_CHARS)}
          error={asked.error}
          since_ms={asked.errorUpdatedAt}
          retry={asked.refetch}
        />
      )}
      {event_name.length > TITLE_CHARS && <ForeignText text={event_name} />}
      <EventEvidence event={event} dataset_id={dataset_id} />
    </Page>
  )
}

const EventSkeleton = () => (
  <>
    <TextSkeleton lines={2} />
    <Section flush>
      <TableSkeleton rows={8} columns={6} />
    </Section>
    <Section>
      <ChartSkeleton height={120} />
    </Section>
  </>
)

function Unknown({ dataset_id }: { dataset_id: string }) {
  const never = useLastReceived(dataset_id) === null
  return (
    <Section>
      <Empty
        title={said.unknown.title}
        text={never ? said.unknown.never : said.unknown.text}
        watching
        action={
          never ? (
            <AddEvents dataset_id={dataset_id} />
          ) : (
            <Button
              variant="default"
              renderRoot={(props) => <Link {...props} to="/d/$dataset_id/events" params={{ dataset_id }} />}
            >
              {said.unknown.action}
            </Button>
          )
        }
      />
    </Section>
  )
}
