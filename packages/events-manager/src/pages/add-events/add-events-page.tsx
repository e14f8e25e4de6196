import { Link, useParams } from '@tanstack/react-router'
import { Answer } from '../../parts/answer.js'
import { Page, Section } from '../../parts/page.js'
import { useDataset } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import { EVENT_PATHS } from './paths.js'

const { addEvents } = words
const GROUPS = ['direct', 'partner'] as const

/** The ways in, each with its guide. */
export function AddEventsPage() {
  const { dataset_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  return (
    <Page
      title={words.shell.pages['add-events']}
      {...(dataset && { dataset: dataset.name })}
      answer={<Answer>{addEvents.answer}</Answer>}
    >
      {GROUPS.map((group) => (
        <Section key={group} title={addEvents.groups[group]}>
          <div className={styles.paths}>
            {EVENT_PATHS.filter((each) => each.group === group).map(({ path, icon: Icon }) => (
              <Link
                key={path}
                className={styles.path}
                to="/d/$dataset_id/add-events/$path"
                params={{ dataset_id, path }}
              >
                <Icon size={20} aria-hidden />
                <span className={styles.path_title}>{addEvents.paths[path].title}</span>
                <span className={styles.path_text}>{addEvents.paths[path].text}</span>
              </Link>
            ))}
          </div>
        </Section>
      ))}
    </Page>
  )
}
