import { formatCount } from '../../format/count.js'
import { Explained } from '../../parts/explained.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import type { DestinationDelivery } from './queries.js'
import { countedIn, FATES } from './standing.js'

const { delivery: said } = words

/** What became of each event: counts that add up to what was counted. */
export function FatesTable({ destination }: { destination: DestinationDelivery }) {
  const { counts, reasons, later_merged } = destination
  const all = countedIn(counts)
  return (
    <table className={styles.table} aria-label={said.fates.title}>
      <thead>
        <tr>
          <th scope="col">{said.fates.fate}</th>
          <th scope="col" className={styles.number}>
            {said.fates.events}
          </th>
          <th scope="col" className={styles.number}>
            {said.fates.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {FATES.map((fate) => (
          <tr key={fate} data-zero={counts[fate] === 0 || undefined}>
            <td>
              {said.fates[fate]}
              {fate === 'suppressed' && <Why reasons={reasons.suppressed} />}
              {fate === 'sent' && later_merged.sent > 0 && (
                <div className={styles.dimmed}>{said.fates.merged(later_merged.sent)}</div>
              )}
            </td>
            <td className={styles.number}>{formatCount(counts[fate])}</td>
            <td className={styles.number}>{said.fates.of(counts[fate], all)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {said.fates.all}{' '}
            <Explained
              what={said.fates.the_sum}
              rule={said.fates.rule}
              inputs={FATES.map((fate) => [said.fates[fate], formatCount(counts[fate])] as const)}
            />
          </th>
          <td className={styles.number}>{formatCount(all)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}

/** Why what was not to be sent was not. */
function Why({ reasons }: { reasons: { [reason: string]: number } }) {
  const rows = Object.entries(reasons).sort(([, one], [, other]) => other - one)
  if (rows.length === 0) return null
  return (
    <ul className={styles.why}>
      {rows.map(([reason, count]) => (
        <li key={reason}>
          <ForeignText text={said.because(count, said.suppressed[reason] ?? reason)} />
        </li>
      ))}
    </ul>
  )
}
