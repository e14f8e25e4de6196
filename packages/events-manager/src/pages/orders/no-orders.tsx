import { Link } from '@tanstack/react-router'
import { useMay } from '../../client/use-may.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Empty } from '../../parts/empty.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './orders.module.css'
import { OrdersImport } from './orders-import.js'

const { empty: said } = words.ordersPage

const BODY = `{"order_id": "1001", "placed_at": "2026-11-20T10:15:30Z", "value": 9.5, "currency": "USD",
 "email": "jo@shop.example", "status": "paid"}`

/** No order is known yet: how the shop sends them, or a file is read. */
export function NoOrders({ dataset_id, tracked }: { dataset_id: string; tracked: number }) {
  const may_change = useMay().change
  const params = { dataset_id, section: 'orders' }
  return (
    <Section>
      <Empty
        title={said.title}
        text={
          <>
            {said.text} {tracked > 0 && said.tracked(tracked)}
          </>
        }
        watching
      />
      <div className={styles.ways}>
        <section className={styles.way}>
          <h3 className={styles.way_title}>{said.webhook}</h3>
          <p className={styles.note}>
            {said.webhook_text}{' '}
            <Link className={styles.link} to="/d/$dataset_id/settings/$section" params={params}>
              {said.secret}
            </Link>
          </p>
          <CodeBlock
            label={said.body}
            text={`POST ${location.origin}/webhooks/orders/${dataset_id}\ncontent-type: application/json\n\n${BODY}`}
          />
        </section>
        <section className={styles.way}>
          <h3 className={styles.way_title}>{said.csv}</h3>
          {may_change ? (
            <OrdersImport dataset_id={dataset_id} />
          ) : (
            <p className={styles.note}>{words.ordersImport.reader}</p>
          )}
        </section>
        <section className={styles.way}>
          <h3 className={styles.way_title}>{said.command}</h3>
          <CodeBlock
            label={said.command}
            text={`npx countersign reconcile --dataset ${dataset_id} --orders orders.csv --since 30d`}
          />
        </section>
      </div>
    </Section>
  )
}
