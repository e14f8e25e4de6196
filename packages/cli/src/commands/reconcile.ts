import type { RowDialect } from '@countersign/core/report'
import { type OrderEntry, type OrdersReport, openOrders } from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, existingDirectory, foldOrWait, openData } from '../data.js'
import { couldNot, parseSince, print, remark, wrongInput } from '../io.js'
import { type Imported, importOrdersFile } from '../orders/import-orders.js'
import { printOrdersReport } from '../orders/print-report.js'
import { settle } from '../orders/settle.js'
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
  minAccuracy?: string
  limit: string
}
const ACCURACY_DEFAULT = '90'
const LIMIT_DEFAULT = '20'

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
    .option('--min-accuracy <percent>', `exit with 1 below it (default: ${ACCURACY_DEFAULT})`)
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
          : await importOrdersFile(options.orders, options.dataset, orders, asked)
      if (imported)
        writeAudit(configuration, 'orders.imported', options.dataset, {
          orders: imported.orders,
          added: imported.added,
          changed: imported.changed,
        })
      if (!(await settle(orders)))
        throw couldNot(
          `Another process is still reconciling: a report now would be of a part only, so there is none. Run it again in a while.${imported ? ' The orders of the file are taken in.' : ''}`,
        )
      const report = orders.report(options.dataset, asked.period)
      const worst = (['only_shop', 'both_differs', 'only_tracked'] as const).flatMap((state) =>
        orders.orders(options.dataset, { ...asked.period, state, limit: asked.limit }),
      )
      say(report, worst, imported, options.json ?? false)
      judge(report, asked)
    } finally {
      orders.close()
    }
  } finally {
    configuration.close()
  }
}

/** @throws where fewer orders were counted as they are than asked for, or there are none though it was asked for */
function judge(
  report: OrdersReport,
  { min_accuracy, is_gate }: { min_accuracy: number; is_gate: boolean },
): void {
  const { accuracy_percent, shop, excluded } = report
  if (accuracy_percent !== null) {
    if (accuracy_percent >= min_accuracy) return
    throw couldNot(
      `${accuracy_percent} % of the orders were counted as they are; ${min_accuracy} % were asked for.`,
    )
  }
  const is_all = report.since_ms === null && report.until_ms === null
  const nothing =
    shop + excluded === 0
      ? `No order is known${is_all ? '' : ' of these days'}, so there is nothing to compare Purchases with. Bring orders in: --orders FILE, or the webhook.`
      : 'None of the orders is paid: cancelled, refunded and test orders are not compared.'
  if (is_gate) throw couldNot(`${nothing} --min-accuracy ${min_accuracy} cannot be judged.`)
  remark(nothing)
}

function say(report: OrdersReport, worst: OrderEntry[], imported: Imported | undefined, json: boolean): void {
  if (json) {
    print(JSON.stringify({ ...(imported && { imported }), ...report, orders: worst }))
    return
  }
  if (imported)
    print(
      `${imported.orders} orders read: ${imported.added} new, ${imported.changed} changed, ${imported.unchanged} unchanged${imported.skipped > 0 ? `, ${imported.skipped} bad lines left out` : ''}.\n`,
    )
  printOrdersReport(report, worst)
}

function readOptions(options: Options) {
  const now_ms = Date.now()
  const [min_accuracy, limit] = [Number(options.minAccuracy ?? ACCURACY_DEFAULT), Number(options.limit)]
  if (!(min_accuracy >= 0 && min_accuracy <= 100))
    throw wrongInput(`--min-accuracy ${options.minAccuracy}: give a number from 0 to 100`)
  if (!Number.isInteger(limit) || limit < 0 || limit > 1_000)
    throw wrongInput(`--limit ${options.limit}: give a whole number from 0 to 1000`)
  const timeOf = (text: string | undefined) => (text === undefined ? null : parseSince(text, now_ms))
  const until_ms = timeOf(options.until)
  return {
    min_accuracy,
    // Whoever gives it waits for its answer; 0 asks for nothing.
    is_gate: options.minAccuracy !== undefined && min_accuracy > 0,
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
