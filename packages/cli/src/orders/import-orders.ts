import type { RowDialect } from '@countersign/core/report'
import {
  fileSource,
  importOrders,
  type OpenOrders,
  type OrdersImported,
  type OrdersSource,
  OrdersUnreadable,
} from '@countersign/storage'
import { remark, wrongInput } from '../io.js'

export interface Imported {
  orders: number
  added: number
  changed: number
  unchanged: number
  /** bad rows that were left out, since `--skip-bad` was given */
  skipped: number
}

/**
 * Takes a file of orders in, or nothing of it.
 * @throws CommandFailed where it cannot be read, or a row is bad, unless bad rows are to be skipped; each is said by its line
 */
export async function importOrdersFile(
  file: string,
  dataset_id: string,
  orders: Pick<OpenOrders, 'addOrders'>,
  options: { dialect: RowDialect; skip_bad: boolean },
): Promise<Imported> {
  const take: Parameters<typeof importOrders>[1] = (page) => orders.addOrders(dataset_id, page)
  const done = await importOrders(open(file), take, options).catch((error) => refuseUnreadable(file, error))
  sayRefusals(file, done)
  const { refused, added, changed, unchanged } = done
  if (refused > 0 && !options.skip_bad)
    throw wrongInput(
      `${file} holds ${refused} bad line${refused === 1 ? '' : 's'}; nothing of it was imported. Mend them, or leave them out: --skip-bad.`,
    )
  if (done.orders === 0) throw wrongInput(`${file} holds no order.`)
  return { orders: done.orders, added, changed, unchanged, skipped: refused }
}

function open(file: string): OrdersSource {
  try {
    return fileSource(file)
  } catch (error) {
    return refuseUnreadable(file, error)
  }
}

function sayRefusals(file: string, { refused, refusals }: OrdersImported): void {
  for (const { line, problems } of refusals)
    remark(`${file}, line ${line}: ${problems.map(({ at, says }) => `${at} ${says}`.trim()).join('; ')}.`)
  if (refused > refusals.length) remark(`And ${refused - refusals.length} more bad lines.`)
}

function refuseUnreadable(file: string, error: unknown): never {
  if (error instanceof OrdersUnreadable)
    throw wrongInput(`${file}${error.line === null ? '' : `, line ${error.line}:`} ${error.says}.`)
  if (error instanceof Error && 'syscall' in error && 'code' in error)
    throw wrongInput(`${file} cannot be read: ${error.code}.`)
  throw error
}
