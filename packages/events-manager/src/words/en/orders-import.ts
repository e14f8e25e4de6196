import { formatBytes, formatCount, formatCountOf } from '../../format/count.js'

const orders = (count: number) => formatCountOf(count, 'order', 'orders')
const lines = (count: number) => formatCountOf(count, 'row', 'rows')

/** A file of orders: tried, then imported. */
export const ordersImport = {
  title: 'Import orders',
  action: 'Import orders',
  text: 'CSV as Shopify, WooCommerce or Stripe export it, or with order_id, placed_at, value and currency in the first line; or a JSON list. At most 8 MB. Email, phone and external_id are hashed before they are kept.',
  drop: 'Drop a file here, or',
  chosen: (name: string, bytes: number) => `${name} (${formatBytes(bytes)})`,
  choose: 'Choose a file',
  choose_other: 'Choose another file',
  sample: 'Sample CSV',
  decimal: 'Decimal sign',
  decimals: {
    unsaid: 'As it stands',
    point: 'Point: 1,234.50',
    comma: 'Comma: 1.234,50',
  },
  clock: 'Times without a zone are',
  utc: 'UTC',
  too_large: (bytes: number, max: number) =>
    `The file has ${formatBytes(bytes)}; ${formatBytes(max)} are taken at most. Split it, or use countersign reconcile --orders.`,
  would: (count: number) => `${orders(count)} can be imported.`,
  done: (count: number) => `${orders(count)} imported.`,
  of_them: (added: number, changed: number, unchanged: number) =>
    `${formatCount(added)} new, ${formatCount(changed)} changed, ${formatCount(unchanged)} known already.`,
  refused: (count: number, is_done: boolean) =>
    is_done
      ? `${lines(count)} ${count === 1 ? 'was' : 'were'} left out.`
      : `${lines(count)} can’t be read, and would be left out.`,
  matched_soon: 'They are being matched with what was counted.',
  refusals: 'Rows that cannot be read',
  line: { csv: 'Line', json: 'Place' },
  wrong: 'What is wrong, and what to give instead',
  more: (count: number) => `And ${lines(count)} more.`,
  import: (count: number, refused: number) =>
    refused === 0 ? `Import ${orders(count)}` : `Import ${orders(count)} without ${lines(refused)}`,
  reader: 'An administrator can import a file of orders.',
}
