import type { Order, Problem } from '@countersign/core'
import type { RowDialect } from '@countersign/core/report'
import type { OrdersSource } from './orders-source.js'
import { formatOf, type OrdersFormat, readOrders } from './read-orders.js'

const ORDERS_PER_PAGE = 1_000
/** How many bad rows are said one by one. */
const REFUSALS_SAID = 100

/** Takes a page of orders in. @returns how many are new, and how many say something else than before */
export type TakeOrdersIn = (orders: readonly Order[]) => { added: number; changed: number }

/** A row that is no order: where it is, and what is wrong there with what to give instead. Never what it says. */
export interface RefusedRow {
  /** from 1; in JSON the place in the list */
  line: number
  problems: { at: string; says: string }[]
}

export interface OrdersImported {
  format: OrdersFormat
  /** rows that are orders */
  orders: number
  added: number
  changed: number
  /** they say what is known already */
  unchanged: number
  refused: number
  /** the first 100 of them */
  refusals: RefusedRow[]
  /** false: there is a bad row, or no order, and none was taken */
  is_taken: boolean
}

/**
 * Looks through all of a file before any order of it is handed on.
 * @param take  is given the orders, a page at a time, in the order of the file
 * @param options  `skip_bad`: bad rows are left out, instead of taking nothing
 * @throws OrdersUnreadable where it cannot be read as a whole
 */
export async function importOrders(
  source: OrdersSource,
  take: TakeOrdersIn,
  { dialect, skip_bad }: { dialect: RowDialect; skip_bad: boolean },
): Promise<OrdersImported> {
  const done: OrdersImported = {
    format: formatOf(source),
    ...{ orders: 0, added: 0, changed: 0, unchanged: 0, refused: 0, refusals: [], is_taken: false },
  }
  await readOrders(source, dialect, {
    order() {
      done.orders += 1
    },
    fault(line, problems) {
      done.refused += 1
      if (done.refused <= REFUSALS_SAID) done.refusals.push({ line, problems: problems.map(said) })
    },
  })
  done.is_taken = done.orders > 0 && (done.refused === 0 || skip_bad)
  if (done.is_taken) await handOn(source, take, dialect, done)
  return done
}

async function handOn(
  source: OrdersSource,
  take: TakeOrdersIn,
  dialect: RowDialect,
  done: OrdersImported,
): Promise<void> {
  let page: Order[] = []
  const turn = () => {
    const { added, changed } = take(page)
    done.added += added
    done.changed += changed
    page = []
  }
  await readOrders(source, dialect, {
    order(order) {
      page.push(order)
      if (page.length >= ORDERS_PER_PAGE) turn()
    },
    fault() {},
  })
  turn()
  done.unchanged = done.orders - done.added - done.changed
}

const said = ({ at, seen }: Problem) => ({ at, says: seen ?? '' })
