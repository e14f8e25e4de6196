import { once } from 'node:events'
import { type Configuration, dataPaths, lookAtAem, openLedger, type Stats } from '@countersign/storage'
import type { Command } from 'commander'
import { datasetOrFail, withReading } from '../data.js'
import { dataDirectory } from '../data-directory.js'
import { couldNot, parseSince, print, printable, printTable, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
  since?: string
}
const LIMIT_DEFAULT = 100

/** `events`, `stats`, `verify`, `export`: what was counted, and why. */
export function reportCommands(program: Command): void {
  withOptions(
    program.command('events').description('Counted events, newest first, each with its explanation'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--event <name>', 'only this event_name')
    .option('--since <when>', 'counted since: 24h, 7d, a date, ms since the epoch')
    .option('--limit <n>', 'at most so many', String(LIMIT_DEFAULT))
    .action(events)

  withOptions(
    program.command('stats').description('The books: received, counted, and what became of the rest'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--since <when>', 'in whole hours: 24h, 7d, a date, ms since the epoch')
    .action((options: Options) =>
      withReading(options.data, (reading, configuration) => {
        datasetOrFail(configuration, options.dataset)
        const stats = reading.stats(options.dataset, sinceOf(options))
        if (options.json) print(JSON.stringify(stats))
        else printStats(stats)
      }),
    )

  withOptions(
    program.command('verify').description('Prove from the journal and the rows that the books balance'),
  ).action((options: Options) =>
    withReading(options.data, (reading, configuration) => {
      const verified = reading.verify()
      verified.imbalances.push(...deliveryImbalances(options.data, configuration))
      verified.imbalances.push(...aemImbalances(options.data, configuration))
      if (options.json) print(JSON.stringify({ balanced: verified.imbalances.length === 0, ...verified }))
      else if (verified.imbalances.length === 0)
        print(
          `The books balance: ${verified.sightings} sightings, ${verified.restricted} restricted and ${verified.refusals} refusals in ${verified.journal_rows} journal rows.`,
        )
      else
        for (const i of verified.imbalances)
          print(`${i.dataset_id}: ${i.what}: the books say ${i.books}, the rows ${i.rows}`)
      if (verified.imbalances.length > 0)
        throw couldNot('The books do not balance. `countersign rebuild` counts again from the journal.')
    }),
  )

  withOptions(
    program
      .command('export')
      .description('Sightings as JSON lines, with their times; refusals and what is restricted stay behind'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--since <when>', 'received since: 24h, 7d, a date, ms since the epoch')
    .action((options: Options) =>
      withReading(options.data, async (reading, configuration) => {
        datasetOrFail(configuration, options.dataset)
        for (const sighting of reading.exported(options.dataset, sinceOf(options) ?? 0))
          if (!process.stdout.write(`${JSON.stringify(sighting)}\n`)) await once(process.stdout, 'drain')
      }),
    )
}

function deliveryImbalances(data: string | undefined, configuration: Configuration) {
  const ledger = openLedger(dataPaths(dataDirectory(data)), configuration, Date.now)
  try {
    return ledger?.verify() ?? []
  } finally {
    ledger?.close()
  }
}

function aemImbalances(data: string | undefined, configuration: Configuration) {
  const look = lookAtAem(dataPaths(dataDirectory(data)), configuration)
  try {
    return look?.verify() ?? []
  } finally {
    look?.close()
  }
}

const sinceOf = (options: Options): number | null =>
  options.since === undefined ? null : parseSince(options.since, Date.now())

function events(options: Options & { event?: string; limit: string }): Promise<void> {
  const limit = Number(options.limit)
  if (!Number.isInteger(limit) || limit < 1)
    throw wrongInput(`--limit ${options.limit}: give a whole number from 1`)
  return withReading(options.data, (reading, configuration) => {
    datasetOrFail(configuration, options.dataset)
    const wanted = { event_name: options.event ?? null, since_ms: sinceOf(options) ?? 0, limit }
    const found = reading.events(options.dataset, wanted)
    if (options.json) {
      for (const event of found) print(JSON.stringify(event))
      return
    }
    printTable([
      ['counted at', 'event_name', 'event_id', 'channels', 'value', 'sightings'],
      ...found.map((event) => [
        new Date(event.counted_at_ms).toISOString(),
        printable(event.event_name),
        printable(event.event_id ?? '-'),
        event.channels.join('+'),
        [event.custom_data.value, event.custom_data.currency]
          .filter((v) => v !== undefined)
          .map((v) => printable(String(v)))
          .join(' '),
        event.sightings
          .map((s) => `${s.channel} ${s.verdict}${s.method ? ` by ${s.method}` : ''}`)
          .join(', '),
      ]),
    ])
  })
}

function printStats(stats: Stats): void {
  const { received, counted, duplicate, rejected, blocked, restricted } = stats
  print(
    `${received.browser + received.server} received (browser ${received.browser}, server ${received.server}):`,
  )
  print(
    `${counted} counted, ${duplicate} duplicate, ${rejected} rejected, ${blocked} blocked, ${restricted} restricted\n`,
  )
  printTable([
    ['event_name', 'browser', 'server', 'counted', 'duplicate', 'both', 'value'],
    ...Object.entries(stats.by_event).map(([name, e]) => [
      printable(name === '' ? '(no name)' : name),
      String(e.received.browser),
      String(e.received.server),
      String(e.counted),
      String(e.duplicate),
      String(e.both),
      Object.entries(e.value)
        .map(([currency, sum]) => `${sum} ${printable(currency)}`)
        .join(', '),
    ]),
  ])
  const { rejections, blocks, restrictions } = stats
  for (const [code, count] of [rejections, blocks, restrictions].flatMap(Object.entries))
    print(`${code}: ${count}`)
}
