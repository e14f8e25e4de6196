import { didText } from '../../parts/did.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import type { ChangesAt } from './changes.js'
import styles from './overview.module.css'

/** What was changed in the time that the chart shows, by the numbers that stand in it. */
export function ChangesList({ changes, zone }: { changes: readonly ChangesAt[]; zone: string }) {
  if (changes.length === 0) return null
  return (
    <section className={styles.changes} aria-label={words.overview.chart.changes}>
      <ul className={styles.changes}>
        {changes.flatMap(({ changes: made }, at) =>
          made.map(({ id, at_ms, what, who }) => (
            <li key={id}>
              <span className={styles.number}>{at + 1}</span>
              <span>
                <ForeignText text={didText(what)} />
              </span>
              <span className={styles.dim}>
                <ForeignText text={words.overview.by(who)} />
              </span>
              <span className={styles.dim}>
                <Time at_ms={at_ms} zone={zone} absolute />
              </span>
            </li>
          )),
        )}
      </ul>
    </section>
  )
}
