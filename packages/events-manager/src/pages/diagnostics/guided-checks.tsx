import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { Link } from '@tanstack/react-router'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'
import { PATTERNS, type Pattern } from './patterns.js'

const { checks: said } = words.diagnostics

/** The guided checks, by what one sees. @param except  the one that is shown already */
export function GuidedChecks({ dataset_id, except }: { dataset_id: string; except?: Pattern }) {
  return (
    <nav className={styles.checks} aria-label={said.label}>
      <h2 className={styles.checks_title}>{except === undefined ? said.title : said.others}</h2>
      {except === undefined && <p className={styles.dimmed}>{said.says}</p>}
      <ul>
        {PATTERNS.filter((pattern) => pattern !== except).map((pattern) => (
          <li key={pattern}>
            <Link
              to="/d/$dataset_id/check/$pattern"
              params={{ dataset_id, pattern }}
              className={styles.check_link}
            >
              {said.names[pattern]}
              <IconChevronRight size={15} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
