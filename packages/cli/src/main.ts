import { SecretUnusable } from '@countersign/storage'
import { Command, CommanderError } from 'commander'
import { aemCommands } from './commands/aem.js'
import { alertCommands } from './commands/alert.js'
import { backupCommand } from './commands/backup.js'
import { consentCommands } from './commands/consent.js'
import { datasetCommands } from './commands/dataset.js'
import { deliveryCommands } from './commands/delivery.js'
import { destinationCommands } from './commands/destination.js'
import { diagnoseCommand } from './commands/diagnose.js'
import { domainCommands } from './commands/domain.js'
import { emulateCommand } from './commands/emulate.js'
import { hashCommand } from './commands/hash.js'
import { importCommand } from './commands/import.js'
import { issueCommands } from './commands/issue.js'
import { ordersCommands } from './commands/orders.js'
import { qualityCommand } from './commands/quality.js'
import { rebuildCommand } from './commands/rebuild.js'
import { reconcileCommand } from './commands/reconcile.js'
import { reportCommands } from './commands/report.js'
import { restoreCommand } from './commands/restore.js'
import { sendCommand } from './commands/send.js'
import { serveCommand } from './commands/serve.js'
import { snippetCommand } from './commands/snippet.js'
import { testEventsCommand } from './commands/test-events.js'
import { tokenCommands } from './commands/token.js'
import { troubleshootCommand } from './commands/troubleshoot.js'
import { CommandFailed } from './io.js'
import { VERSION } from './version.js'

/** `countersign …`. Exit codes, for every command: 0 done, 1 could not, 2 what you gave is wrong. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('countersign')
    .description('Conversion tracking that its owner runs: each conversion counts once.')
    .version(VERSION)
    .exitOverride()
  serveCommand(program)
  datasetCommands(program)
  tokenCommands(program)
  destinationCommands(program)
  deliveryCommands(program)
  consentCommands(program)
  diagnoseCommand(program)
  qualityCommand(program)
  troubleshootCommand(program)
  issueCommands(program)
  alertCommands(program)
  domainCommands(program)
  reportCommands(program)
  aemCommands(program)
  reconcileCommand(program)
  ordersCommands(program)
  importCommand(program)
  rebuildCommand(program)
  backupCommand(program)
  restoreCommand(program)
  sendCommand(program)
  testEventsCommand(program)
  hashCommand(program)
  emulateCommand(program)
  snippetCommand(program)
  // Whoever reads our output may have seen enough: `countersign events | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CommandFailed) {
    process.stderr.write(`${error.message}\n`)
    return error.exit_code
  }
  if (error instanceof SecretUnusable) {
    process.stderr.write(`${error.message}\n`)
    return error.at === 'environment' ? 2 : 1
  }
  process.stderr.write(
    `${isOfStore(error) ? `The data could not be read or written: ${error.message}.` : describe(error)}\n`,
  )
  return 1
}

/** No room on the disk, no right to write: nothing that a line of our code would explain. */
const isOfStore = (error: unknown): error is Error =>
  error instanceof Error && ['SqliteError', 'StoreUnavailable', 'JournalUnavailable'].includes(error.name)

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
