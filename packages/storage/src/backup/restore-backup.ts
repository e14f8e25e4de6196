import { existsSync, readdirSync, rmdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { aemFile } from '../aem/aem.js'
import { destroyPersonKeys } from '../aem/person-keys.js'
import { withholdNoise } from '../aem/withhold-noise.js'
import type { Seeds } from '../configuration/port.js'
import { openConfiguration } from '../configuration/sqlite.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import { openCounting } from '../process/counting.js'
import { type DataPaths, dataPaths, lockData } from '../process/data-directory.js'
import { catchUp } from '../process/match-configuration.js'
import { openReading } from '../process/reading.js'
import { namesBeside, placeOf, swapDirectory } from '../process/swap-directory.js'
import { syncToDisk } from '../sync-to-disk.js'
import { type Checked, checkBackup } from './check-backup.js'
import { isEmptyData } from './data-files.js'
import { damaged } from './format.js'
import { BackupFailed, BackupRefused, writing } from './problems.js'
import { unpackBackup } from './unpack-backup.js'

export interface RestoreOptions {
  /** replace what is there; it is kept under another name */
  force: boolean
  /** who restores, as the audit log names them: it stands in what is restored, as `data.restored` */
  who: string
  seeds: Seeds
  /** told what is being done, and how much of the archive was read for it */
  progress(doing: 'checking' | 'unpacking' | 'counting', done_bytes: number, all_bytes: number): void
  signal?: AbortSignal
}
export interface Restored extends Checked {
  directory: string
  /** where the data is that was there before; null: there was none */
  kept: string | null
  /** the secret key's file in it */
  kept_secret_key: string | null
  /** whether keys of restricted people were in it: they are destroyed, since there nobody would do it in time */
  person_keys_destroyed: boolean
  datasets: number
  /** counted events, those included that were still to be counted when the backup was made */
  events: number
  /** when the last report in it was received; null: there is none */
  until_ms: number | null
  /** destinations that were paused: what was sent since the backup must not go again unasked */
  paused: number
}

/**
 * Makes a data directory what it was when a backup was begun, or a little later. The archive is proved first, unpacked
 * beside the directory, counted to its end, and takes the directory's place by its name: a crash leaves the old or the new.
 * @throws BackupRefused where the file is no good, or there is data and `force` was not said
 * @throws BackupFailed where a server or a command holds the directory, or the disk does not take it
 */
export async function restoreBackup(
  file: string,
  directory: string,
  options: RestoreOptions,
): Promise<Restored> {
  const was_there = existsSync(directory)
  const paths = dataPaths(directory)
  const place = placeOf(directory)
  const lock = lockData(paths)
  if (!lock)
    throw new BackupFailed(
      `A server or a command holds ${directory}. Stop it, then restore. Nothing was changed.`,
    )
  try {
    return await restoreInto(place, paths, file, options)
  } catch (error) {
    if (existsSync(place)) dropUnfinished(place)
    if (!was_there) dropEmpty(paths)
    throw error
  } finally {
    lock.release()
  }
}

const dropUnfinished = (place: string): void => {
  for (const name of Object.values(namesBeside(place))) rmSync(name, { recursive: true, force: true })
}

async function restoreInto(
  place: string,
  paths: DataPaths,
  file: string,
  { force, who, seeds, progress, signal }: RestoreOptions,
): Promise<Restored> {
  const empty = isEmptyData(paths)
  if (!empty && !force)
    throw new BackupRefused(
      `There is data in ${paths.directory}. Restore into another directory, or say --force: what is there is then kept under another name.`,
    )
  refuseMount(place)
  const all_bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const reading = (doing: 'checking' | 'unpacking') => {
    let done = 0
    return {
      signal,
      progress(bytes: number) {
        done += bytes
        progress(doing, done, all_bytes)
      },
    }
  }
  const checked = await checkBackup(file, reading('checking'))
  const { unfinished } = namesBeside(place)
  // What a restore that was killed has left.
  dropUnfinished(place)
  return writing(unfinished, async () => {
    refuseNoRoom(place, checked)
    await unpackBackup(file, checked, unfinished, reading('unpacking'))
    progress('counting', all_bytes, all_bytes)
    const held = countOrRefuse(file, unfinished, who, seeds)
    syncAll(unfinished)
    const kept = swapOrSayWhy(place, seeds.now_ms())
    const person_keys_destroyed = destroyPersonKeys(dataPaths(kept).person_keys)
    if (empty) dropEmpty(dataPaths(kept))
    const secret_key = join(kept, basename(paths.secret_key))
    return {
      ...checked,
      ...held,
      directory: paths.directory,
      kept: existsSync(kept) ? kept : null,
      kept_secret_key: existsSync(secret_key) ? secret_key : null,
      person_keys_destroyed,
    }
  })
}

/** The name of a mounted directory cannot be given to another. */
function refuseMount(place: string): void {
  if (statSync(place).dev !== statSync(dirname(place)).dev) throw isMount(place)
}

const isMount = (place: string): BackupFailed =>
  new BackupFailed(
    `${place} is a mount of its own, which cannot be replaced whole. Restore into a directory in it: --data ${join(place, 'data')}, and serve that.`,
  )

function swapOrSayWhy(place: string, now_ms: number): string {
  try {
    return swapDirectory(place, now_ms)
  } catch (error) {
    // A part of the same disk, mounted there: it is not seen before.
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') throw isMount(place)
    throw error
  }
}

function refuseNoRoom(place: string, { parts }: Checked): void {
  const wanted = parts.reduce((sum, part) => sum + part.bytes, 0)
  const { bavail, bsize } = statfsSync(dirname(place))
  if (wanted > bavail * bsize)
    throw new BackupFailed(
      `There is no room beside ${place}: it takes ${megabytes(wanted)} MB, and ${megabytes(bavail * bsize)} MB are free.`,
    )
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6)

/** Its digests are right, but what they are of is no database: nothing that we wrote. */
function countOrRefuse(file: string, directory: string, who: string, seeds: Seeds) {
  try {
    return countToTheEnd(file, directory, who, seeds)
  } catch (error) {
    if (error instanceof Database.SqliteError && /NOTADB|CORRUPT/.test(error.code))
      throw damaged(file, `what it holds cannot be opened: ${error.message}`)
    throw error
  }
}

/** Folds what the backup's journal holds beyond its facts: what is put in place is proved to be usable, too. */
function countToTheEnd(file: string, directory: string, who: string, seeds: Seeds) {
  const paths = dataPaths(directory)
  withholdNoise(aemFile(paths), seeds.now_ms())
  const configuration = openConfiguration(paths.configuration, seeds)
  try {
    const journal = openJournalReader(paths.journal)
    const counting = openCounting(paths, configuration)
    const last = journal.last()
    const until_ms = journal.row(last)?.received_at_ms ?? null
    journal.close()
    const ahead = counting.store.cursor() > last
    if (!ahead) catchUp(counting, configuration)
    counting.close()
    if (ahead) throw damaged(file, 'its facts know of more than its journal holds')
    const reading = openReading(paths, configuration)
    const ids = configuration.datasets().map((dataset) => dataset.id)
    const events = ids.reduce((sum, id) => sum + reading.stats(id, null).counted, 0)
    reading.close()
    // What waited then may have been sent since, and consent withdrawn since is not known: its owner says when it goes on.
    const paused = configuration.pauseDestinations()
    configuration.people.audit.write(who, 'data.restored', null, { datasets: ids.length, events, paused })
    return { datasets: ids.length, events, until_ms, paused }
  } finally {
    configuration.close()
  }
}

/** The files were synced as they were written; SQLite has since added to them, and to their directories. */
function syncAll(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
    syncToDisk(join(entry.parentPath, entry.name))
  syncToDisk(directory)
}

/** Removes a directory that holds nothing. Where somebody has put something there in the meantime, it stays. */
function dropEmpty(paths: DataPaths): void {
  if (!existsSync(paths.directory) || !isEmptyData(paths)) return
  for (const name of readdirSync(paths.directory)) rmSync(join(paths.directory, name), { force: true })
  rmdirSync(paths.directory)
}
