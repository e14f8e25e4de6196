import { Skeleton } from '@mantine/core'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import shared from './settings.module.css'
import styles from './settings-skeleton.module.css'

const FIELDS = ['a', 'b', 'c']

/** Fields that are being loaded. */
export const FormSkeleton = () => (
  <Section>
    <div className={shared.fields} aria-busy="true">
      <span className="cs-unseen">{words.shell.loading}</span>
      {FIELDS.map((field) => (
        <div key={field} className={styles.loading}>
          <Skeleton height={12} width={120} />
          <Skeleton height={34} width="min(460px, 100%)" />
        </div>
      ))}
    </div>
  </Section>
)
