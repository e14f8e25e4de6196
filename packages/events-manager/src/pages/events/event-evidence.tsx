import type { OneEventName } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { Explained } from '../../parts/explained.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { DedupeSection } from './dedupe-section.js'
import styles from './events.module.css'
import { FindingsTable } from './findings-table.js'
import { MatchSection } from './match-section.js'
import { SamplesTable } from './samples-table.js'
import { ShareTable } from './share-table.js'

const said = words.events.event

/** What one event's reports carried in these days. */
export function EventEvidence({ event, dataset_id }: { event: OneEventName; dataset_id: string }) {
  const { sightings } = event
  const explained = (
    <Explained
      what={said.share_what}
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
        <Section flush title={said.parameters.title} actions={explained}>
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
        <Section flush title={said.urls.title}>
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
        <FindingsTable event={event} />
      </div>
      <Section flush title={said.samples.title}>
        <SamplesTable dataset_id={dataset_id} samples={event.samples} zone={event.time_zone} />
      </Section>
    </>
  )
}
