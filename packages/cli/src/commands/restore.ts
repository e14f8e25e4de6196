import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkBackup, type Restored, restoreBackup } from '@countersign/storage'
import type { Command } from 'commander'
import { COMMAND_LINE } from '../audit.js'
import { dataDirectory } from '../data-directory.js'
import { print } from '../io.js'
import { startProgress } from '../progress.js'
import { failureOf, inMegabytes, untilStopped } from './backup.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  force?: boolean
  check?: boolean
}
const DOING = { checking: 'Checking', unpacking: 'Unpacking', counting: 'Counting' } as const

/** `countersign restore FILE`: a data directory from a backup; the server is stopped. */
export function restoreCommand(program: Command): void {
  withOptions(
    program.command('restore <file>').description('Restore all data from a backup, with the server stopped'),
  )
    .option('--force', 'where there is data: keep it under another name, and restore')
    .option('--check', 'only prove that the file is whole; restore nothing')
    .action((file: string, options: Options) =>
      options.check ? check(file, options) : restore(file, options),
    )
}

async function restore(file: string, options: Options): Promise<void> {
  const directory = dataDirectory(options.data)
  const progress = startProgress()
  try {
    const restored = await untilStopped((signal) =>
      restoreBackup(resolve(file), directory, {
        force: options.force === true,
        who: COMMAND_LINE,
        seeds: { now_ms: Date.now, randomBytes },
        progress: (doing, done, all) => progress.show(DOING[doing], done, all),
        signal,
      }),
    ).finally(progress.end)
    if (options.json) print(JSON.stringify(shown(restored)))
    else say(restored)
  } catch (error) {
    throw failureOf(error)
  }
}

const shown = ({
  about,
  directory,
  kept,
  kept_secret_key,
  person_keys_destroyed,
  datasets,
  events,
  until_ms,
  paused,
}: Restored) => ({
  data: directory,
  version: about.version,
  created_at_ms: about.created_at_ms,
  store_id: about.store_id,
  datasets,
  events,
  until_ms,
  kept,
  kept_secret_key,
  person_keys_destroyed,
  paused,
})

function say({
  about,
  directory,
  kept,
  kept_secret_key,
  person_keys_destroyed,
  datasets,
  events,
  until_ms,
  paused,
}: Restored): void {
  print(`${directory} is restored from the backup of ${timeOf(about.created_at_ms)}:`)
  print(
    `${datasets === 1 ? 'one dataset' : `${datasets} datasets`}, ${events} counted events, ${
      until_ms === null ? 'nothing received' : `received until ${timeOf(until_ms)}`
    }.`,
  )
  if (kept !== null) print(`What was there before is kept in ${kept}.`)
  if (person_keys_destroyed)
    print(
      'All but the keys of restricted people: they are destroyed, as they had to be in a few days anyway.',
    )
  if (kept_secret_key !== null)
    print(`The secret key is there, too. Put it back: cp ${kept_secret_key} ${directory}/`)
  else
    print(
      'A backup holds no secret key. Where there was one, put it back by hand before you start the server.',
    )
  print('Tokens that were revoked, and datasets that were deleted since the backup, are there again.')
  print('Consent that was withdrawn since then is not: withdraw it again.')
  if (paused > 0)
    print(
      `Delivery is paused (${paused === 1 ? 'one destination' : `${paused} destinations`}): what has been sent since the backup would go again. Then: countersign destination resume ID`,
    )
}

const timeOf = (at_ms: number): string => new Date(at_ms).toISOString()

async function check(file: string, options: Options): Promise<void> {
  const progress = startProgress()
  const all = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  let done = 0
  try {
    const { about, parts } = await checkBackup(resolve(file), {
      progress(bytes) {
        done += bytes
        progress.show(DOING.checking, done, all)
      },
    }).finally(progress.end)
    const { version, created_at_ms, store_id } = about
    if (options.json) return print(JSON.stringify({ file, version, created_at_ms, store_id, parts }))
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
    print(
      `${file} is whole: ${parts.length} files, ${inMegabytes(bytes)} unpacked, of ${timeOf(created_at_ms)}.`,
    )
  } catch (error) {
    throw failureOf(error)
  }
}
