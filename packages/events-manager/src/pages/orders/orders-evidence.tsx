import { useAddress } from '../../address.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { type Days, listedDays } from './days.js'
import { DaysTable } from './days-table.js'
import { OrderList } from './order-list.js'
import styles from './orders.module.css'
import type { OrdersReport } from './queries.js'
import { stateOf } from './reasons.js'
import { ValueTable } from './value-table.js'

const { ordersPage: said } = words

interface OrdersEvidenceProps {
  dataset_id: string
  report: OrdersReport
  days: Days
  zone: string
}

/** Orders beside purchases: by day, by currency, and one by one. */
export function OrdersEvidence({ dataset_id, report, days, zone }: OrdersEvidenceProps) {
  const { search } = useAddress()
  return (
    <>
      {(report.is_matching || report.behind_rows > 0) && (
        <p className={styles.note} role="status">
          {report.is_matching && said.matching} {report.behind_rows > 0 && said.behind(report.behind_rows)}
        </p>
      )}
      <OrderList
        dataset_id={dataset_id}
        report={report}
        state={stateOf(search.state, report)}
        days={listedDays(days, search.day)}
        day={search.day}
        zone={zone}
      />
      <div className={styles.beside}>
        <Section title={said.days.title} flush>
          <DaysTable days={report.days} />
        </Section>
        <Section title={said.value.title} flush>
          <ValueTable value={report.value} />
        </Section>
      </div>
    </>
  )
}
