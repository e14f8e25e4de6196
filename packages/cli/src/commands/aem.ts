import { readFileSync } from 'node:fs'
import type { SlotOrder } from '@countersign/core'
import {
  AEM_STATES,
  type AemReport,
  type Configuration,
  changeSetting,
  type PublishedDay,
  type Reading,
  type ShownOrder,
} from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, printable, printTable, remark, wrongInput } from '../io.js'
import { withSignals } from '../signals.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
}

/** `countersign aem …`: what is reported of people who restrict how they are measured, and what has priority there. */
export function aemCommands(program: Command): void {
  const aem = program
    .command('aem')
    .description('Aggregated Event Measurement: counts of restricted conversions, and which have priority')

  withOptions(
    aem
      .command('show', { isDefault: true })
      .description('The order in force and the one that waits, counts by campaign and day, books and budget'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .action(show)

  withOptions(aem.command('set').description('Set which events of each domain have priority'))
    .requiredOption('--dataset <id>', 'the dataset')
    .requiredOption(
      '--file <slots.json>',
      'a JSON list: [{"domain":"shop.example","slots":[{"event_name":"Purchase"}]}]',
    )
    .action((options: Options & { file: string }) => set(options))
}

async function show(options: Options): Promise<void> {
  const { data, dataset: id } = options
  const reportIn = (reading: Reading) => reading.aem(id, Date.now())
  const found = await withSignals(
    data,
    id,
    ({ reading }) => reportIn(reading),
    (reading) => (reportIn(reading)?.is_behind ? 'What was restricted last is not measured yet.' : null),
  )
  if (!found) throw wrongInput(`Dataset ${id} was deleted meanwhile.`)
  const { is_behind: _, ...report } = found
  if (options.json) print(JSON.stringify(report))
  else printReport(report)
}

function set({ data, dataset: id, file, json }: Options & { file: string }): void {
  const text = readOrFail(file)
  const edited = withConfiguration(data, (configuration): SlotOrder | undefined => {
    datasetOrFail(configuration, id)
    const changed = configuration.changeDataset(id, ({ settings }) => {
      const after = changeSetting(settings, 'aem_events', text, Date.now())
      if (typeof after === 'string') throw wrongInput(`${file}: give ${after}.`)
      return after
    })
    const edited = changed?.settings.aem_events.at(-1)
    if (changed) writeAudit(configuration, 'aem.changed', id, { fields: ['domains'] })
    remarkUnverified(configuration, id, edited)
    if (changed?.settings.aem === false)
      remark(`Aggregated Event Measurement is off. Switch it on: dataset set ${id} aem true`)
    return edited
  })
  if (json) print(JSON.stringify(edited))
  else if (edited) remark(`In force from ${new Date(edited.effective_ms).toISOString()} on.`)
}

/** Priorities are kept all the same; but a domain that is not known to be the owner's may be a mistyped one. */
function remarkUnverified(configuration: Configuration, id: string, edited: SlotOrder | undefined): void {
  for (const { domain } of edited?.domains ?? [])
    if ((configuration.domains.find(id, domain)?.verified_at_ms ?? null) === null)
      remark(`${domain} is not verified: countersign domain add --dataset ${id} --domain ${domain}`)
}

function readOrFail(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw wrongInput(`--file ${file} cannot be read: ${(error as Error).message}`)
  }
}

function printReport({ aem, order, pending, days, books, pcm_books, budget, minimum }: AemReport): void {
  print(`Aggregated Event Measurement is ${aem ? 'on' : 'off'}. Counts below ${minimum} are not shown.`)
  printOrder('In force since', order)
  printOrder('Waiting, in force from', pending)
  for (const { domain, month, epsilon, spent, left } of budget)
    print(`Privacy budget of ${domain} in ${month}: ${spent} of ${epsilon} spent, ${left} left`)
  print('\nCounts of days that are over (UTC):')
  printTable([
    ['day', 'domain', 'event_name', 'value', 'campaign', 'source', 'count'],
    ...days.flatMap(rowsOf),
  ])
  for (const day of days) printHow(day)
  print('\nThe books, exact and for you alone:')
  printTable([
    ['', 'restricted', 'pcm'],
    ...AEM_STATES.map((state) => [state, String(books[state]), String(pcm_books[state])]),
  ])
}

function printOrder(title: string, order: ShownOrder | null): void {
  if (order === null) return
  const { effective_ms, window_days, domains } = order
  print(`\n${title} ${new Date(effective_ms).toISOString()}, windows of ${window_days} days:`)
  for (const { domain, slots } of domains)
    for (const { slot, event_name, bucket } of slots)
      print(printable(`  ${domain}  ${slot + 1}. ${event_name} ${bucket}`.trimEnd()))
}

const rowsOf = ({ day, domain, cells }: PublishedDay): string[][] =>
  cells.map(({ event_name, bucket, campaign, source, count }) =>
    [day, domain, event_name, bucket, campaign, source, String(count)].map(printable),
  )

/** What is not in the rows: what was hidden, or how much noise is in them. */
function printHow({ day, domain, hidden_cells, noise }: PublishedDay): void {
  if (hidden_cells) print(`${day} ${domain}: ${hidden_cells} counts are too small to be shown`)
  if (noise)
    print(
      `${day} ${domain}: ${noise.mechanism} noise of scale ${noise.scale.toFixed(2)}, epsilon ${noise.epsilon}, delta ${noise.delta}; counts below ${noise.threshold.toFixed(1)} are not shown`,
    )
}
