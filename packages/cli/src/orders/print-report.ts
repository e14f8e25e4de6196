import type { OrderEntry, OrdersReport } from '@countersign/storage'
import { print, printable, printTable } from '../io.js'

const percent = (given: number | null): string => (given === null ? '-' : `${given} %`)
const amount = (of: { value: number | null; currency: string | null } | null): string =>
  of ? `${of.value ?? '-'} ${printable(of.currency ?? '')}`.trim() : '-'

/** A row a day, then all; then what is not as it should be, with its reasons. */
export function printOrdersReport(report: OrdersReport, worst: readonly OrderEntry[]): void {
  const line = (
    day: string,
    of: Omit<OrdersReport, 'days' | 'value' | 'reasons'> | OrdersReport['days'][number],
  ) => [
    day,
    ...[of.shop, of.tracked, of.both, of.both_differs, of.only_shop, of.only_tracked, of.excluded].map(
      String,
    ),
    percent(of.accuracy_percent),
  ]
  printTable([
    ['day', 'shop', 'tracked', 'both', 'differs', 'only shop', 'only tracked', 'excluded', 'accuracy'],
    ...report.days.map((day) => line(day.day, day)),
    line('all', report),
  ])
  for (const [currency, value] of Object.entries(report.value))
    print(
      `${printable(currency)}: the shop has ${value.shop}, tracked ${value.tracked}, of it as the shop has it ${value.both} (${percent(value.accuracy_percent)})`,
    )
  if (worst.length === 0) return
  print('')
  printTable([
    ['state', 'order', 'placed or sent', 'shop', 'tracked', 'reason', ''],
    ...worst.map(({ state, order, purchase, reason }) => [
      state,
      printable(order?.order_id ?? purchase?.order_id ?? purchase?.event_id ?? '-'),
      new Date(order?.placed_at_ms ?? purchase?.event_time_ms ?? 0).toISOString(),
      amount(order),
      amount(purchase),
      printable(reason.code),
      reason.says,
    ]),
  ])
}
