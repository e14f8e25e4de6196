import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type GraphEvent, type JsonObject, readEditedEvent } from '@countersign/core'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { couldNot, parseSince, print, remark, wrongInput } from '../io.js'
import { destinationOrFail, entryOrFail, ledgerOrFail, withLedger } from '../ledger.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
}
interface ResendOptions extends Options {
  reason?: string
  allRefused?: boolean
}
interface ReplayOptions extends Options {
  since: string
  until?: string
  event?: string
  dryRun?: boolean
}

/** `delivery edit`, `resend`, `replay`: what its owner does about events that were not delivered. */
export function mendCommands(delivery: Command): void {
  withOptions(
    delivery
      .command('edit')
      .argument('<destination>')
      .argument('<sighting_id>')
      .argument('<file>', 'the event as it is to be sent, JSON; - for standard input')
      .description('Send something else in place of what was reported; then `delivery resend`'),
  ).action((id: string, sighting_id: string, file: string, options: Options) =>
    withLedger(options.data, (ledger, configuration) => {
      const destination = destinationOrFail(configuration, id)
      entryOrFail(ledger, destination, sighting_id)
      ledger?.edit(destination.id, sighting_id, eventIn(file))
      writeAudit(configuration, 'letter.edited', destination.dataset_id, {
        destination_id: id,
        letter_id: sighting_id,
        fields: ['event'],
      })
      remark(`Kept. Send it: countersign delivery resend ${id} ${sighting_id}`)
    }),
  )

  withOptions(
    delivery
      .command('resend')
      .argument('<destination>')
      .argument('[sighting_id]')
      .description('Send dead letters again: one, those with a code, or all that were refused'),
  )
    .option('--reason <code>', 'those refused or expired with this subcode, code or reason')
    .option('--all-refused', 'all that were refused')
    .action((id: string, sighting_id: string | undefined, options: ResendOptions) =>
      withLedger(options.data, (ledger, configuration) => {
        const destination = destinationOrFail(configuration, id)
        const which = resentOf(sighting_id, options)
        const resent = ledgerOrFail(ledger).resend(destination.id, which)
        if (resent > 0 && sighting_id !== undefined)
          writeAudit(configuration, 'letter.resent', destination.dataset_id, {
            destination_id: id,
            letter_id: sighting_id,
          })
        else if (resent > 0)
          writeAudit(configuration, 'letters.resent', destination.dataset_id, { destination_id: id, resent })
        if (options.json) print(JSON.stringify({ resent }))
        else print(`${resent} to be sent again.`)
        if (sighting_id !== undefined && resent === 0)
          throw couldNot(`${sighting_id} is no dead letter of destination ${id}: see \`delivery show\`.`)
      }),
    )

  withOptions(
    delivery
      .command('replay')
      .argument('<destination>')
      .description('Send what was counted in a time again, or for the first time'),
  )
    .requiredOption('--since <when>', 'counted since: 24h, 7d, a date, ms since the epoch')
    .option('--until <when>', 'counted before; without: until now')
    .option('--event <name>', 'only this event_name')
    .option('--dry-run', 'only say what would be sent')
    .action((id: string, options: ReplayOptions) =>
      withLedger(options.data, (ledger, configuration) => {
        const now_ms = Date.now()
        const destination = destinationOrFail(configuration, id)
        const wanted = {
          since_ms: parseSince(options.since, now_ms),
          before_ms: options.until === undefined ? now_ms : parseSince(options.until, now_ms),
          ...(options.event === undefined ? {} : { event_name: options.event }),
          is_dry: options.dryRun === true,
        }
        if (wanted.before_ms <= wanted.since_ms) throw wrongInput('--until must be later than --since')
        const replay = ledgerOrFail(ledger).replay(destination, wanted)
        if (!wanted.is_dry)
          writeAudit(configuration, 'letters.replayed', destination.dataset_id, {
            destination_id: id,
            since_ms: wanted.since_ms,
            queued: replay.queued,
          })
        if (options.json) return print(JSON.stringify({ dry_run: options.dryRun === true, ...replay }))
        const { events, queued, waiting, too_old, imported, suppressed } = replay
        print(
          `${events} counted events: ${queued} ${options.dryRun ? 'would be' : 'are'} queued, ${waiting} wait already, ${too_old} are too old for Meta.`,
        )
        if (imported > 0) print(`  ${imported} came by an import, and are not sent`)
        for (const [reason, count] of Object.entries(suppressed))
          print(`  of those queued ${count} would not go: ${reason}`)
        if (queued > 0)
          remark(
            'Meta knows an event that it has by event_id for 48 hours; what it got before that counts there twice.',
          )
      }),
    )
}

function resentOf(sighting_id: string | undefined, { reason, allRefused }: ResendOptions) {
  const given = [sighting_id, reason, allRefused].filter((value) => value !== undefined)
  if (given.length !== 1) throw wrongInput('Say which: a sighting_id, --reason CODE, or --all-refused')
  if (sighting_id !== undefined) return { sighting_id }
  return reason === undefined ? ('all refused' as const) : { reason }
}

/** @throws where it is no event that Meta would take: what is wrong with it, and where */
function eventIn(file: string): GraphEvent {
  const text = readText(file)
  let event: JsonObject
  try {
    event = JSON.parse(text)
  } catch {
    throw wrongInput(`${file} is no JSON: give one event, as \`delivery show\` prints it under graph_event`)
  }
  const read = readEditedEvent(event, Date.now(), (text) => hash('sha256', text))
  if (read.ok) return read.value
  const [problem] = read.problems
  throw wrongInput(`${file}: ${problem?.code} at ${problem?.at}. docs/errors.md says how to mend it.`)
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw wrongInput(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
