import { formatCount } from '../../format/count.js'
import { Time } from '../../parts/figures.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import type { DestinationDelivery } from './queries.js'

const { answers: said } = words.delivery

/** How the destination has answered lately, by code. */
export function AnswersTable({ answers, zone }: { answers: DestinationDelivery['answers']; zone: string }) {
  if (answers.length === 0) return <p className={styles.padded}>{said.empty}</p>
  return (
    <>
      <table className={styles.table} aria-label={said.title}>
        <thead>
          <tr>
            <th scope="col">{said.code}</th>
            <th scope="col" className={styles.number}>
              {said.requests}
            </th>
            <th scope="col" className={styles.number}>
              {said.events}
            </th>
            <th scope="col" className={styles.number}>
              {said.last}
            </th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ http, requests, events, last_ms }) => (
            <tr key={http}>
              <td>{http === null ? said.none : said.http(http)}</td>
              <td className={styles.number}>{formatCount(requests)}</td>
              <td className={styles.number}>{formatCount(events)}</td>
              <td className={styles.number}>
                <Time at_ms={last_ms} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.padded}>{said.note}</p>
    </>
  )
}
