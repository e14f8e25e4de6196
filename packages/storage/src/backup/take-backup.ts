import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describeSegment } from '../journal/sqlite/segment-file.js'
import { refuseNewer } from '../migrate.js'
import { type DataPaths, lockTakingOut } from '../process/data-directory.js'
import { type PartToWrite, unfinishedName, writeArchive } from './archive-writer.js'
import { bytesOf, copyOf, copyOfSegment, fileAsItIs, isSettled, removeStaged } from './copy-database.js'
import { foldFiles, journalFiles, leftOut } from './data-files.js'
import { type About, FORMAT, KNOWN_SCHEMAS, type Part } from './format.js'
import { BackupFailed, writing } from './problems.js'

/** How long to wait for a step of housekeeping that is under way: it takes a tenth of that. */
const LOCK_WAIT_MS = 2_000

export interface BackupOptions {
  /** where to; what lies there is replaced */
  file: string
  /** of Countersign */
  version: string
  now_ms(): number
  /** told how much of all there is to read was read */
  progress(done_bytes: number, all_bytes: number): void
  signal?: AbortSignal
}
export interface Taken {
  about: About
  parts: Part[]
  /** of the file */
  bytes: number
  /** files of the data directory that are not in it */
  left_out: string[]
}

/**
 * Copies a data directory into one file, whether or not a server runs on it. All that was acknowledged before it began is
 * in it. No request waits for it, nor does counting; what is to be erased or is past its time waits until it is done.
 * @throws BackupFailed where it cannot be done; nothing is left behind then
 */
export async function takeBackup(paths: DataPaths, options: BackupOptions): Promise<Taken> {
  const { file, signal } = options
  const lock = lockTakingOut(paths, LOCK_WAIT_MS)
  if (!lock) throw new BackupFailed(`Another backup of ${paths.directory} is running. Wait until it is done.`)
  try {
    const about = describeOrFail(paths, options)
    const { parts, bytes } = await writing(dirname(file), () =>
      writeArchive(file, about, metered(partsOf(paths, file), paths, options), signal),
    )
    return { about, parts, bytes, left_out: leftOut(paths) }
  } finally {
    lock.release()
  }
}

/**
 * The order is what makes it one moment: each is read before what it points into. A fold's file knows entries of the
 * facts' feed and versions of orders, the facts know datasets and journal rows. So the journal, read last, holds all that the others know; what
 * it holds beyond that a restored instance folds.
 */
async function* partsOf(paths: DataPaths, file: string): AsyncGenerator<PartToWrite> {
  const staged = `${unfinishedName(file)}.part`
  const copied = (path: string) => copyOf(path, join(paths.directory, path), staged)
  // What a run that was killed has left.
  removeStaged(staged)
  for (const path of foldFiles(paths)) yield* copied(path)
  if (existsSync(paths.orders)) yield* copied(basename(paths.orders))
  if (existsSync(paths.facts)) yield* copied(basename(paths.facts))
  yield* copied(basename(paths.configuration))
  // Asked for once, now: a day that begins from here on was received after we began, and the facts know nothing of it.
  for (const path of journalFiles(paths)) {
    const segment = join(paths.directory, path)
    if (isSettled(segment)) yield fileAsItIs(path, segment)
    else yield* copyOfSegment(path, segment, staged)
  }
}

/** @throws BackupFailed where a newer version wrote something of it: this one does not know what belongs to it */
function describeOrFail(paths: DataPaths, options: BackupOptions): About {
  try {
    return describe(paths, options)
  } catch (error) {
    throw new BackupFailed(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function describe(paths: DataPaths, { version, now_ms }: BackupOptions): About {
  const newest = journalFiles(paths).at(-1)
  const segment =
    newest === undefined ? undefined : withDatabase(join(paths.directory, newest), describeSegment)
  const schemaOf = (path: string, known: number): number => {
    if (!existsSync(path)) return known
    const schema = withDatabase(path, (db) => db.pragma('user_version', { simple: true }) as number)
    refuseNewer(schema, known, path)
    return schema
  }
  return {
    format: FORMAT,
    version,
    created_at_ms: now_ms(),
    store_id: segment?.store_id ?? '',
    schemas: {
      configuration: schemaOf(paths.configuration, KNOWN_SCHEMAS.configuration),
      facts: schemaOf(paths.facts, KNOWN_SCHEMAS.facts),
      journal: segment?.schema ?? KNOWN_SCHEMAS.journal,
    },
  }
}

function withDatabase<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Counts what is read of the parts against the size of the files now. A copy may be shorter than its file. */
async function* metered(
  parts: AsyncIterable<PartToWrite>,
  paths: DataPaths,
  { progress }: BackupOptions,
): AsyncGenerator<PartToWrite> {
  const sizeOf = (path: string) => bytesOf(join(paths.directory, path))
  const all = [
    ...foldFiles(paths),
    basename(paths.orders),
    basename(paths.facts),
    basename(paths.configuration),
    ...journalFiles(paths),
  ]
  const all_bytes = all.reduce((sum, path) => sum + sizeOf(path), 0)
  let before = 0
  for await (const part of parts) {
    let read = 0
    const content = async function* () {
      for await (const chunk of part.content) {
        read += chunk.length
        progress(Math.min(before + read, all_bytes), all_bytes)
        yield chunk
      }
    }
    yield { ...part, content: content() }
    before += sizeOf(part.path)
  }
}
