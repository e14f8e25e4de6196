import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename, dirname, relative, resolve } from 'node:path'
import { BackupFailed, BackupRefused, dataPaths, takeBackup } from '@countersign/storage'
import type { Command } from 'commander'
import { existingDirectory } from '../data.js'
import { couldNot, print, wrongInput } from '../io.js'
import { startProgress } from '../progress.js'
import { VERSION } from '../version.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  force?: boolean
}
/** The least there is: counting has a niceness of 10, and goes first, too. */
const NICE = 19

/** `countersign backup FILE`: a data directory in one file, while a server runs on it, too. */
export function backupCommand(program: Command): void {
  withOptions(
    program
      .command('backup <file>')
      .description('Copy all data into one file, while the server runs, too; never the secret key'),
  )
    .option('--force', 'replace the file where there is one')
    .action(backup)
}

async function backup(given: string, options: Options): Promise<void> {
  const directory = existingDirectory(options.data)
  const file = fileOrFail(given, directory, options.force === true)
  goBehind()
  const progress = startProgress()
  try {
    const { about, parts, bytes, left_out } = await untilStopped((signal) =>
      takeBackup(dataPaths(directory), {
        file,
        version: VERSION,
        now_ms: Date.now,
        progress: (done, all) => progress.show('Copying', done, all),
        signal,
      }),
    ).finally(progress.end)
    const { version, created_at_ms, store_id } = about
    if (options.json) {
      print(JSON.stringify({ file: given, bytes, version, created_at_ms, store_id, parts, left_out }))
      return
    }
    print(`${directory} is in ${given}: ${parts.length} files, ${inMegabytes(bytes)}.`)
    if (left_out.length > 0) print(`Not in it: ${left_out.join(', ')}.`)
    print('The secret key is never in a backup. Where there is one, keep a copy of it in another place.')
  } catch (error) {
    throw failureOf(error)
  }
}

/** @returns the whole path, so that nothing hangs on where we are */
function fileOrFail(given: string, directory: string, force: boolean): string {
  const file = resolve(given)
  const parent = dirname(file)
  if (!isDirectory(parent)) throw wrongInput(`There is no directory ${parent} to put ${basename(file)} in.`)
  if (isDirectory(file)) throw wrongInput(`${given} is a directory. Give the name of a file in it.`)
  if (!relative(realpathSync(directory), realpathSync(parent)).startsWith('..'))
    throw wrongInput(`${given} lies in the data directory. Put it elsewhere, best on another disk.`)
  if (existsSync(file) && !force) throw wrongInput(`${given} is there already. Say --force to replace it.`)
  return file
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Gives the server precedence for the CPU. On Linux each thread has a niceness of its own. */
function goBehind(): void {
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0]
  for (const thread of threads) setPriority(thread, NICE)
}

/** Runs what can be broken off: at Ctrl-C it cleans up, and ends. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
  try {
    return await work(stopping.signal)
  } catch (error) {
    if (stopping.signal.aborted) throw couldNot('Stopped. Nothing was changed, and nothing is left behind.')
    throw error
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop)
  }
}

export function failureOf(error: unknown): unknown {
  if (error instanceof BackupRefused) return wrongInput(error.message)
  if (error instanceof BackupFailed) return couldNot(error.message)
  return error
}

export const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
