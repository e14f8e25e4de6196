import { Link } from '@tanstack/react-router'
import { words } from '../../words/words.js'
import { SECTIONS, type SectionName } from './sections.js'
import styles from './settings.module.css'

const { settings } = words

/** The parts of the settings, each an address. */
export const SectionNav = ({ dataset_id, at }: { dataset_id: string | undefined; at: SectionName }) => (
  <nav aria-label={settings.nav} className={styles.nav}>
    {SECTIONS.map((section) => (
      <Link
        key={section}
        to="/d/$dataset_id/settings/$section"
        params={{ dataset_id: dataset_id ?? '', section }}
        className={styles.nav_link}
        aria-current={section === at ? 'page' : undefined}
      >
        {settings.sections[section]}
      </Link>
    ))}
  </nav>
)
