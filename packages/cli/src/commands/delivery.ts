import { OUTBOX_STATES, type OutboxState } from '@countersign/storage'
import type { Command } from 'commander'
import { datasetOrFail } from '../data.js'
import { print, remark, wrongInput } from '../io.js'
import { destinationOrFail, entryOrFail, withLedger } from '../ledger.js'
import { withOptions } from './dataset.js'
import { mendCommands } from './mend-delivery.js'
import { printEntries, printStatus, shownEntry, statusOf, withoutControls } from './print-delivery.js'

interface Options {
  data?: string
  json?: boolean
}
interface LedgerOptions extends Options {
  state?: string
  reason?: string
  event?: string
  limit: string
}

/** `countersign delivery …`: what became of each counted event at each destination, and how to mend it. */
export function deliveryCommands(program: Command): void {
  const delivery = program
    .command('delivery')
    .description('What was delivered, what was not and why; mend and resend')

  withOptions(delivery.command('status').description('How many events have which fate, and how it stands'))
    .requiredOption('--dataset <id>', 'the dataset')
    .action((options: Options & { dataset: string }) =>
      withLedger(options.data, (ledger, configuration) => {
        datasetOrFail(configuration, options.dataset)
        const destinations = configuration.destinations(options.dataset)
        const shown = destinations.map((destination) => statusOf(destination, ledger))
        if (options.json) return print(JSON.stringify(shown))
        if (shown.length === 0)
          return remark('This dataset delivers nowhere. Add a destination: countersign destination add')
        for (const status of shown) printStatus(status)
      }),
    )

  withOptions(
    delivery
      .command('ledger')
      .argument('<destination>')
      .description('Events of a destination with their fate, newest first'),
  )
    .option('--state <state>', `only ${OUTBOX_STATES.join(', ')}`)
    .option('--reason <code>', 'only with this subcode, code or reason')
    .option('--event <name>', 'only this event_name')
    .option('--limit <n>', 'at most so many', '100')
    .action((id: string, options: LedgerOptions) =>
      withLedger(options.data, (ledger, configuration) => {
        const destination = destinationOrFail(configuration, id)
        const wanted = wantedOf(options)
        const entries = ledger?.entries(destination.id, wanted) ?? []
        if (options.json) for (const entry of entries) print(JSON.stringify(shownEntry(entry)))
        else printEntries(entries)
      }),
    )

  withOptions(
    delivery
      .command('show')
      .argument('<destination>')
      .argument('<sighting_id>', 'of the event as `events --json` shows it')
      .description('One event: its fate, and what is sent of it'),
  ).action((id: string, sighting_id: string, options: Options) =>
    withLedger(options.data, (ledger, configuration) => {
      const destination = destinationOrFail(configuration, id)
      const entry = entryOrFail(ledger, destination, sighting_id)
      const to_be_sent = ledger?.toBeSent(destination, sighting_id)
      const shown = JSON.stringify({ ...shownEntry(entry), ...to_be_sent }, null, options.json ? 0 : 2)
      print(withoutControls(shown))
    }),
  )
  mendCommands(delivery)
}

function wantedOf({ state, reason, event, limit }: LedgerOptions) {
  const n = Number(limit)
  if (!Number.isInteger(n) || n < 1) throw wrongInput(`--limit ${limit}: give a whole number from 1`)
  if (state !== undefined && !OUTBOX_STATES.includes(state as OutboxState))
    throw wrongInput(`--state ${state}: give ${OUTBOX_STATES.join(', ')}`)
  return {
    limit: n,
    ...(state === undefined ? {} : { state: state as OutboxState }),
    ...(reason === undefined ? {} : { reason }),
    ...(event === undefined ? {} : { event_name: event }),
  }
}
