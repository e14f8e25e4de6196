import { SecretUnusable } from '@countersign/storage/configuration'
import { Command, CommanderError } from 'commander'
import { serveCommand } from './commands/serve.js'
import { CommandFailed } from './io.js'
import { VERSION } from './version.js'

/** `countersign …`. Exit codes, for every command: 0 done, 1 could not, 2 what you gave is wrong. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('countersign')
    .description('Conversion tracking that its owner runs: each conversion counts once.')
    .version(VERSION)
    .exitOverride()
  serveCommand(program)
  // What a server has loaded it keeps for as long as it runs: it does without the other commands.
  if (argv[2] !== 'serve') (await import('./commands/other-commands.js')).otherCommands(program)
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
