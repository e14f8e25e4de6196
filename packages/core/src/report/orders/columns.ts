import type { GivenOrder } from './read-order.js'

/** What is read of a row beside the order's own parts. */
export type ColumnName = keyof GivenOrder | 'created_at' | 'cancelled_at' | 'livemode'

/**
 * What each column is called, the one to be preferred first; compared in lower case, other signs than letters and
 * digits as one space. Our own names, then those of the exports of Shopify, WooCommerce and Stripe.
 * @source the vendors' export files: Shopify "Orders", WooCommerce "Orders" and its export plug-ins, Stripe "Payments"
 */
export const COLUMNS: { [K in ColumnName]: readonly string[] } = {
  order_id: [
    'order id',
    'order id metadata',
    'metadata order id',
    'order number',
    'order no',
    'order',
    'name',
    'number',
    'transaction id',
    'id',
  ],
  placed_at: [
    'placed at',
    'paid at',
    'created at',
    'processed at',
    'order date',
    'order date gmt',
    'date created gmt',
    'date paid gmt',
    'created date utc',
    'created utc',
    'created',
    'date created',
    'date',
    'ordered at',
  ],
  value: [
    'value',
    'total',
    'order total amount',
    'order total',
    'total price',
    'total sales',
    'amount',
    'order amount',
    'n revenue formatted',
  ],
  currency: ['currency', 'order currency', 'currency code', 'order currency code'],
  email: [
    'email',
    'customer email',
    'billing email',
    'email billing',
    'customer email address',
    'contact email',
  ],
  phone: ['phone', 'customer phone', 'billing phone', 'phone billing', 'contact phone'],
  external_id: ['external id', 'customer id', 'customer user id', 'user id', 'customer user'],
  status: ['status', 'financial status', 'order status', 'payment status'],
  // Shopify leaves `Paid at` empty until an order is paid.
  created_at: ['created at'],
  cancelled_at: ['cancelled at', 'canceled at'],
  livemode: ['livemode', 'live mode'],
}
const REQUIRED = ['order_id', 'placed_at', 'value', 'currency'] as const

/** Which column, from 0, holds what. */
export type Columns = { [K in ColumnName]?: number }

const bare = (name: string): string =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * Reads a file's first line.
 * @returns which column is what, or what is missing and how it may be called
 */
export function readColumns(names: readonly string[]): { columns: Columns } | { says: string } {
  const places = new Map<string, number>()
  for (const [index, name] of names.entries()) if (!places.has(bare(name))) places.set(bare(name), index)
  const columns: Columns = {}
  for (const column of Object.keys(COLUMNS) as ColumnName[]) {
    const found = COLUMNS[column].find((name) => places.has(name))
    if (found !== undefined) columns[column] = places.get(found) as number
  }
  const missing = REQUIRED.filter((column) => columns[column] === undefined)
  if (missing.length === 0) return { columns }
  const says = missing.map((column) => `${column} (also known: ${COLUMNS[column].slice(1, 5).join(', ')})`)
  return { says: `has no column for ${says.join('; ')}. Name the columns in the first line` }
}
