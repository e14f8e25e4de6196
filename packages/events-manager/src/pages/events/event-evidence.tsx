import type { OneEventName } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { CsvButton } from '../../parts/csv-button.js'
import { Explained } from '../../parts/explained.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { DedupeSection } from './dedupe-section.js'
import { sampleHead, sampleRow } from './event-csv.js'
import styles from './events.module.css'
import { FindingsTable } from './findings-table.js'
import { MatchSection } from './match-section.js'
import { PagesSection } from './pages-section.js'
import { SamplesTable } from './samples-table.js'
import { ShareCsv, ShareTable } from './share-table.js'

const said = words.events.event

/** What one event's reports carried in these days. */
export function EventEvidence({ event, dataset_id }: { event: OneEventName; dataset_id: string }) {
  const { sightings } = event
  const explainedAs = (what: string) => (
    <Explained
      what={what}
      rule={said.share_rule}
      inputs={[
        [said.judged_browser, formatCount(sightings.browser)],
        [said.judged_server, formatCount(sightings.server)],
      ]}
    />
  )
  return (
    <>
      <MatchSection event={event} />
      <div className={styles.pair}>
        <Section
          flush
          title={said.parameters.title}
          actions={
            <span className={styles.head_note}>
              {explainedAs(said.share_what)}
              <ShareCsv
                file={`${event.event_name}-parameters`}
                rows={event.parameters}
                of={sightings}
                sort="parameters"
              />
            </span>
          }
        >
          <ShareTable
            label={said.parameters.label}
            name={said.parameters.name}
            rows={event.parameters}
            of={sightings}
            none={said.parameters.none}
            sort="parameters"
          />
        </Section>
        <DedupeSection event={event} />
      </div>
      <div className={styles.pair}>
        <Section flush title={said.urls.title} actions={explainedAs(said.urls.what)}>
          <ShareTable
            label={said.urls.label}
            name={said.urls.name}
            rows={event.hosts}
            of={sightings}
            none={said.urls.none}
            sort="hosts"
          />
          {event.action_sources.length > 0 && (
            <ShareTable
              label={said.sources.label}
              name={said.sources.name}
              rows={event.action_sources}
              of={sightings}
              none=""
              sort="sources"
            />
          )}
        </Section>
        <PagesSection event={event} />
      </div>
      <FindingsTable event={event} />
      <Section
        flush
        title={said.samples.title}
        actions={
          event.samples.length > 0 && (
            <CsvButton
              name={`${event.event_name}-counted`}
              head={sampleHead}
              rows={() => event.samples.map(sampleRow)}
            />
          )
        }
      >
        <SamplesTable dataset_id={dataset_id} samples={event.samples} zone={event.time_zone} />
      </Section>
    </>
  )
}
