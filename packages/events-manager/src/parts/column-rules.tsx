import { Explained } from './explained.js'
import styles from './explained.module.css'

interface ColumnRulesProps {
  /** what is explained, e.g. `this table` */
  what: string
  /** each column that is computed, and how */
  rules: readonly (readonly [column: string, rule: string])[]
}

/** One ⓘ beside a table, for all of its columns that are computed. */
export const ColumnRules = ({ what, rules }: ColumnRulesProps) => (
  <Explained
    what={what}
    rule={
      <dl className={styles.rules}>
        {rules.map(([column, rule]) => (
          <div key={column}>
            <dt>{column}</dt>
            <dd>{rule}</dd>
          </div>
        ))}
      </dl>
    }
  />
)
