import type { Order, Problem } from '@countersign/core'
import type { RowDialect } from '@countersign/core/report'
import type { OpenOrders } from '@countersign/storage'
import { remark, wrongInput } from '../io.js'
import { readOrdersFile } from './read-orders-file.js'

const ORDERS_PER_WRITE = 1_000
/** How many bad rows are said one by one. */
const FAULTS_SAID = 100

export interface Imported {
  orders: number
  added: number
  changed: number
  /** bad rows that were left out, since `--skip-bad` was given */
  skipped: number
}

/**
 * Reads all of a file before anything of it is written.
 * @throws CommandFailed where a row is bad, unless bad rows are to be skipped; each is said by its line
 */
export async function importOrders(
  file: string,
  dataset_id: string,
  orders: Pick<OpenOrders, 'addOrders'>,
  options: { dialect: RowDialect; skip_bad: boolean },
): Promise<Imported> {
  const { dialect, skip_bad } = options
  const done: Imported = { orders: 0, added: 0, changed: 0, skipped: 0 }
  await readOrdersFile(file, dialect, {
    order() {
      done.orders += 1
    },
    fault(line, problems) {
      done.skipped += 1
      if (done.skipped <= FAULTS_SAID) remark(`${file}, line ${line}: ${problems.map(faultOf).join('; ')}.`)
    },
  })
  if (done.skipped > FAULTS_SAID) remark(`And ${done.skipped - FAULTS_SAID} more bad lines.`)
  if (done.skipped > 0 && !skip_bad)
    throw wrongInput(
      `${file} holds ${done.skipped} bad line${done.skipped === 1 ? '' : 's'}; nothing of it was imported. Mend them, or leave them out: --skip-bad.`,
    )
  if (done.orders === 0) throw wrongInput(`${file} holds no order.`)
  let page: Order[] = []
  const write = () => {
    const { added, changed } = orders.addOrders(dataset_id, page)
    done.added += added
    done.changed += changed
    page = []
  }
  await readOrdersFile(file, dialect, {
    order(order) {
      page.push(order)
      if (page.length >= ORDERS_PER_WRITE) write()
    },
    fault() {},
  })
  write()
  return done
}

const faultOf = ({ at, seen }: Problem): string => `${at} ${seen ?? ''}`.trim()
