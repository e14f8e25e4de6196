import type { OneEventName } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { Explained } from '../../parts/explained.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'
import { ShareCsv, ShareTable } from './share-table.js'

const said = words.events.event

/** Which pages the newest reports came from: host and path. */
export function PagesSection({ event: { event_name, urls } }: { event: OneEventName }) {
  const { reports } = urls
  return (
    <Section
      flush
      title={said.pages.title}
      actions={
        <span className={styles.head_note}>
          {said.pages.of(reports.browser + reports.server)}
          <Explained
            what={said.pages.what}
            rule={said.pages.rule}
            inputs={[
              [said.judged_browser, formatCount(reports.browser)],
              [said.judged_server, formatCount(reports.server)],
            ]}
          />
          <ShareCsv file={`${event_name}-pages`} rows={urls.data} of={reports} sort="pages" />
        </span>
      }
    >
      <ShareTable
        label={said.pages.label}
        name={said.pages.name}
        rows={urls.data}
        of={reports}
        none={said.pages.none}
        sort="pages"
      />
      {urls.others > 0 && <p className={styles.note}>{said.pages.others(urls.others)}</p>}
    </Section>
  )
}
