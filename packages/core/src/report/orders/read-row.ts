import type { Sha256 } from '../../identify/digest.js'
import type { Result } from '../../result.js'
import { type DecimalSign, readAmount } from './amount.js'
import type { ColumnName, Columns } from './columns.js'
import type { Order } from './order.js'
import { type GivenOrder, readOrder } from './read-order.js'

/** What a file does not say of itself. */
export interface RowDialect {
  decimal: DecimalSign | undefined
  offset_minutes: number
}

/**
 * Reads an order from a row of a CSV file.
 * @returns null for a row that only goes on with the order above, as Shopify writes one for each further product.
 *          Problems as of `readOrder`, `at` a column's meaning
 */
export function readRow(
  cells: readonly string[],
  columns: Columns,
  dialect: RowDialect,
  sha256: Sha256,
): Result<Order> | null {
  const cell = (column: ColumnName): string => {
    const place = columns[column]
    return place === undefined ? '' : (cells[place] ?? '').trim()
  }
  if (cell('order_id') !== '' && cell('value') === '' && cell('placed_at') === '' && cell('currency') === '')
    return null
  const given: GivenOrder = {
    order_id: cell('order_id'),
    placed_at: cell('placed_at') || cell('created_at'),
    value: cell('value'),
    currency: cell('currency'),
    email: cell('email') || undefined,
    // A spreadsheet is kept from reading a number by an apostrophe before it.
    phone: cell('phone').replace(/^'/, '') || undefined,
    external_id: cell('external_id') || undefined,
    status: statusOf(cell),
  }
  const readValue = (value: unknown) => readAmount(String(value), dialect.decimal)
  return readOrder(given, '', sha256, { readValue, offset_minutes: dialect.offset_minutes })
}

function statusOf(cell: (column: ColumnName) => string): string {
  if (/^(false|no|0)$/i.test(cell('livemode'))) return 'test'
  return cell('cancelled_at') === '' ? cell('status') : 'cancelled'
}
