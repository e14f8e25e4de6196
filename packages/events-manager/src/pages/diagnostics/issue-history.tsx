import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { historyOf } from './history.js'
import styles from './issue.module.css'
import type { Issue } from './issues.js'

const { history: said, issue: issue_said } = words.diagnostics

/** What happened to it, the oldest first. */
export function IssueHistory({ issue, zone }: { issue: Issue; zone: string }) {
  return (
    <Section title={issue_said.history}>
      <ol className={styles.history} aria-label={issue_said.history}>
        {historyOf(issue).map(({ what, at_ms, by, times, touched }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: it only grows, and two may be of one moment.
          <li key={`${index} ${what}`} data-what={what}>
            <span>
              {what === 'earlier_returns' ? said.earlier_returns(times) : said[what]}
              {touched !== null && (
                <span className={styles.dimmed}> {said.touched(touched.affected, touched.total)}</span>
              )}
              {by !== null && (
                <span className={styles.dimmed}>
                  {' '}
                  <ForeignText text={said.by(by)} />
                </span>
              )}
            </span>
            {at_ms !== null && <Time at_ms={at_ms} zone={zone} absolute />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
