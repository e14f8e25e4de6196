import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { type ToDo, WhatToDo } from '../../parts/what-to-do.js'
import { words } from '../../words/words.js'
import { deliveryQuery } from '../delivery/queries.js'
import { Release } from '../delivery/release.js'
import styles from './orders.module.css'
import type { OrdersReport } from './queries.js'
import { kindOf, type Seen, seenIn } from './reasons.js'

const { ordersPage: said } = words
const SHOWN_MAX = 4

interface OrdersToDoProps {
  dataset_id: string
  report: OrdersReport
  zone: string
}

/** Held purchases with why and their release; then what is wrong most, each with what to do. */
export function OrdersToDo({ dataset_id, report, zone }: OrdersToDoProps) {
  const hold = useQuery(deliveryQuery(dataset_id)).data?.purchase_hold ?? null
  const held: ToDo[] =
    hold === null
      ? []
      : [
          {
            id: 'held',
            severity: 'error',
            title: words.delivery.todo.held,
            text: (
              <>
                <ForeignText text={hold.why} chars={300} /> {said.held_since}{' '}
                <Time at_ms={hold.held_at_ms} zone={zone} />.
              </>
            ),
            fix: <Release dataset_id={dataset_id} />,
          },
        ]
  const seen = seenIn(report.reasons)
    .slice(0, SHOWN_MAX)
    .map(
      (one): ToDo => ({
        id: `${one.state} ${one.code}`,
        severity: one.code === 'counted_twice' ? 'error' : 'warning',
        title: <ForeignText text={titleOf(one)} />,
        text: one.code === 'nothing_arrived' ? said.see.nothing_arrived : said.fix[kindOf(one.code)],
        fix: <Show seen={one} />,
      }),
    )
  return <WhatToDo items={[...held, ...seen]} />
}

function titleOf({ code, count }: Seen): string {
  const title = Object.entries(said.seen).find(([name]) => name === code && name !== 'other')?.[1]
  return title === undefined ? said.seen.other(count, code) : title(count, code)
}

function Show({ seen: { state } }: { seen: Seen }) {
  const { search, set } = useAddress()
  if (search.state === state) return null
  return (
    <button type="button" className={styles.day} onClick={() => set({ state })}>
      {said.show_them}
    </button>
  )
}
