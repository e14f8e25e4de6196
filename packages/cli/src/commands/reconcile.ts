import type { RowDialect } from '@countersign/core'
import { type OpenOrders, type OrderEntry, type OrdersReport, openOrders } from '@countersign/storage'
import type { Command } from 'commander'
import { datasetOrFail, existingDirectory, foldOrWait, openData } from '../data.js'
import { couldNot, parseSince, print, remark, wrongInput } from '../io.js'
import { type Imported, importOrders } from '../orders/import-orders.js'
import { printOrdersReport } from '../orders/print-report.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
  orders?: string
  since?: string
  until?: string
  decimal?: string
  utcOffset?: string
  skipBad?: boolean
  minAccuracy: string
  limit: string
}
const ACCURACY_DEFAULT = '90'
const LIMIT_DEFAULT = '20'
/** How long it waits for another process that reconciles. */
const WAIT_MS = 10_000
const LOOK_MS = 20

/** `countersign reconcile`: the shop's orders beside what was counted. Exit 1 below the accuracy that is asked for. */
export function reconcileCommand(program: Command): void {
  withOptions(
    program
      .command('reconcile')
      .description("The shop's orders beside counted Purchases, and why they differ"),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option(
      '--orders <file>',
      'orders to take in first: CSV as Shopify, WooCommerce or Stripe export it, or JSON',
    )
    .option('--since <when>', 'in whole days, UTC: 24h, 7d, a date')
    .option('--until <when>', 'the same; up to the end of that day')
    .option('--decimal <sign>', 'which sign stands before the fraction in the file: point or comma')
    .option('--utc-offset <±hh:mm>', 'of times without a zone in the file', '+00:00')
    .option('--skip-bad', 'leave bad lines of the file out, instead of importing nothing')
    .option('--min-accuracy <percent>', 'exit with 1 below it', ACCURACY_DEFAULT)
    .option('--limit <n>', 'how many orders of each kind are listed', LIMIT_DEFAULT)
    .action(reconcile)
}

async function reconcile(options: Options): Promise<void> {
  const asked = readOptions(options)
  const { paths, configuration } = openData(existingDirectory(options.data))
  try {
    datasetOrFail(configuration, options.dataset)
    await foldOrWait(paths, configuration)
    const orders = openOrders(paths, configuration)
    try {
      const imported =
        options.orders === undefined
          ? undefined
          : await importOrders(options.orders, options.dataset, orders, asked)
      await settle(orders)
      const report = orders.report(options.dataset, asked.period)
      const worst = (['only_shop', 'both_differs', 'only_tracked'] as const).flatMap((state) =>
        orders.orders(options.dataset, { ...asked.period, state, limit: asked.limit }),
      )
      say(report, worst, imported, options.json ?? false)
      const { accuracy_percent } = report
      if (accuracy_percent !== null && accuracy_percent < asked.min_accuracy)
        throw couldNot(
          `${accuracy_percent} % of the orders were counted as they are; ${asked.min_accuracy} % were asked for.`,
        )
    } finally {
      orders.close()
    }
  } finally {
    configuration.close()
  }
}

function say(report: OrdersReport, worst: OrderEntry[], imported: Imported | undefined, json: boolean): void {
  if (json) {
    print(JSON.stringify({ ...(imported && { imported }), ...report, orders: worst }))
    return
  }
  if (imported)
    print(
      `${imported.orders} orders read: ${imported.added} new, ${imported.changed} changed${imported.skipped > 0 ? `, ${imported.skipped} bad lines left out` : ''}.\n`,
    )
  printOrdersReport(report, worst)
}

/** Reconciles itself what is left, or waits for the process that does. */
async function settle(orders: OpenOrders): Promise<void> {
  const end_ms = performance.now() + WAIT_MS
  for (;;) {
    while (orders.step());
    while (orders.keepHouse(Date.now()));
    if (!orders.isBehind()) return
    if (performance.now() > end_ms) {
      remark('Another process is still reconciling: what follows is not all of it.')
      return
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function readOptions(options: Options) {
  const now_ms = Date.now()
  const [min_accuracy, limit] = [Number(options.minAccuracy), Number(options.limit)]
  if (!(min_accuracy >= 0 && min_accuracy <= 100))
    throw wrongInput(`--min-accuracy ${options.minAccuracy}: give a number from 0 to 100`)
  if (!Number.isInteger(limit) || limit < 0 || limit > 1_000)
    throw wrongInput(`--limit ${options.limit}: give a whole number from 0 to 1000`)
  const timeOf = (text: string | undefined) => (text === undefined ? null : parseSince(text, now_ms))
  const until_ms = timeOf(options.until)
  return {
    min_accuracy,
    limit,
    skip_bad: options.skipBad ?? false,
    dialect: dialectOf(options),
    // A date is its first moment; that day is meant to be in.
    period: { since_ms: timeOf(options.since), until_ms: until_ms === null ? null : until_ms + 1 },
  }
}

function dialectOf({ decimal, utcOffset = '+00:00' }: Options): RowDialect {
  if (decimal !== undefined && decimal !== 'point' && decimal !== 'comma')
    throw wrongInput(`--decimal ${decimal}: give point or comma`)
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(utcOffset)
  if (!offset) throw wrongInput(`--utc-offset ${utcOffset}: give hours and minutes, such as +01:00`)
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return { decimal, offset_minutes: offset[1] === '-' ? -minutes : minutes }
}
