import { Link } from '@tanstack/react-router'
import type { Column } from '../../parts/data-table.js'
import { Money, Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './orders.module.css'
import type { OrderEntry, OrderState } from './queries.js'
import { kindOf } from './reasons.js'

const { ordersPage: said } = words
const NOTHING = '–'

const allIn = (zone: string, dataset_id: string): readonly Column<OrderEntry>[] => [
  {
    key: 'order',
    title: said.list.order,
    cell: ({ order, purchase, reason }) => (
      <>
        <span className={styles.order}>
          <ForeignText text={order?.order_id ?? purchase?.order_id ?? said.list.no_id} chars={40} />
        </span>
        {/* Where there is no room for a column of its own. */}
        <div className={styles.narrow_why}>
          <Why reason={reason} dataset_id={dataset_id} />
        </div>
      </>
    ),
  },
  {
    key: 'at',
    title: said.list.at,
    wide_only: true,
    cell: ({ order, purchase }) => {
      const at_ms = order?.placed_at_ms ?? purchase?.event_time_ms
      return at_ms === undefined ? NOTHING : <Time at_ms={at_ms} zone={zone} />
    },
  },
  {
    key: 'shop',
    title: said.list.shop,
    number: true,
    cell: ({ order }) => (order === null ? NOTHING : <Money value={order.value} currency={order.currency} />),
  },
  {
    key: 'tracked',
    title: said.list.tracked,
    number: true,
    cell: ({ purchase }) =>
      purchase?.value == null ? NOTHING : <Money value={purchase.value} currency={purchase.currency ?? ''} />,
  },
  {
    key: 'why',
    title: said.list.why,
    wide_only: true,
    cell: ({ reason }) => <Why reason={reason} dataset_id={dataset_id} />,
  },
]

/** What the list says of each order of a state. What was not counted has nothing tracked. */
export const columnsIn = (
  state: OrderState,
  zone: string,
  dataset_id: string,
): readonly Column<OrderEntry>[] =>
  allIn(zone, dataset_id).filter(({ key }) => state !== 'only_shop' || key !== 'tracked')

function Why({ reason: { code, says }, dataset_id }: { reason: OrderEntry['reason']; dataset_id: string }) {
  const kind = kindOf(code)
  const fix = said.fix[kind]
  const link = { params: { dataset_id, event_name: 'Purchase', section: 'traffic' } as never }
  return (
    <div className={styles.why}>
      <ForeignText text={says} chars={240} />
      {fix !== undefined && (
        <div className={styles.dimmed}>
          {kind === 'rejected' ? (
            <Link className={styles.link} to="/d/$dataset_id/events/$event_name" {...link}>
              {fix}
            </Link>
          ) : kind === 'nothing_arrived' ? (
            <Link className={styles.link} to="/d/$dataset_id/test-events" {...link}>
              {fix}
            </Link>
          ) : kind === 'blocked' || kind === 'other_site' ? (
            <Link className={styles.link} to="/d/$dataset_id/settings/$section" {...link}>
              {fix}
            </Link>
          ) : (
            fix
          )}
        </div>
      )}
    </div>
  )
}

const iso = (at_ms: number | undefined) => (at_ms === undefined ? null : new Date(at_ms).toISOString())

/** An order as a line of a file; its columns are words' `list.csv`. */
export const csvRow = ({ state, order, purchase, reason }: OrderEntry): (string | number | null)[] => [
  state,
  order?.order_id ?? purchase?.order_id ?? null,
  iso(order?.placed_at_ms),
  order?.status ?? null,
  order?.value ?? null,
  order?.currency ?? null,
  purchase?.event_id ?? null,
  iso(purchase?.received_at_ms),
  purchase?.value ?? null,
  purchase?.currency ?? null,
  reason.code,
  reason.says,
]
