import { Link, useParams } from '@tanstack/react-router'
import { Answer } from '../../parts/answer.js'
import { Page, Section } from '../../parts/page.js'
import { useDataset } from '../../range/use-range.js'
import { NoSuchPage } from '../../shell/not-found.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import { LiveCheck } from './live-check.js'
import { EVENT_PATHS } from './paths.js'

const { addEvents } = words

/** One way in: its steps, what it knows of a person, how ids are shared, and whether it works. */
export function PathPage() {
  const { dataset_id = '', path } = useParams({ strict: false })
  const dataset = useDataset()
  const way = EVENT_PATHS.find((each) => each.path === path)
  if (way === undefined) return <NoSuchPage />
  const { guide: Guide, ids, matching } = way
  return (
    <Page
      narrow
      title={addEvents.paths[way.path].title}
      {...(dataset && { dataset: dataset.name })}
      back={
        <Link to="/d/$dataset_id/add-events" params={{ dataset_id }} className={styles.back}>
          ← {addEvents.all}
        </Link>
      }
      answer={<Answer>{addEvents.paths[way.path].text}</Answer>}
    >
      <Guide dataset_id={dataset_id} host={dataset?.domain ?? 'shop.example'} origin={location.origin} />
      <Section title={addEvents.ids}>
        <p className={styles.text}>{ids}</p>
      </Section>
      <Section title={addEvents.matching}>
        <p className={styles.text}>{matching}</p>
      </Section>
      <LiveCheck key={way.path} path={way.path} dataset_id={dataset_id} />
    </Page>
  )
}
