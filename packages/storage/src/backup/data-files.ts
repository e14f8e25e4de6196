import { existsSync, readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { segmentPaths } from '../journal/sqlite/segment-file.js'
import type { DataPaths } from '../process/data-directory.js'
import { isPartPath } from './format.js'

/** What SQLite keeps beside a database, and what is half made. */
const BESIDE = /(-wal|-shm|-journal|\.new)$/

/** Files that hold nothing: who holds the directory, and the bell by which commands ask for counting. */
const holdsNothing = ({ lock, taking_out_lock, orders_lock, bell }: DataPaths): string[] =>
  [lock, taking_out_lock, orders_lock, bell].map((path) => basename(path))

/** The databases of other folds, by their paths in the data directory. */
export function foldFiles({ directory, folds }: DataPaths): string[] {
  if (!existsSync(folds)) return []
  return readdirSync(folds)
    .map((name) => relative(directory, join(folds, name)))
    .filter(isPartPath)
    .sort()
}

/** The journal's files, oldest first. */
export const journalFiles = ({ directory, journal }: DataPaths): string[] =>
  segmentPaths(journal).map(({ path }) => relative(directory, path))

/** Whether a directory holds nothing that one would miss. */
export const isEmptyData = (paths: DataPaths): boolean =>
  readdirSync(paths.directory).every((name) => holdsNothing(paths).includes(name.replace(BESIDE, '')))

/**
 * The files of a data directory that a backup leaves behind, by their paths in it. Said, so that nobody finds out when it
 * is too late: the secret key, which must not lie beside what it encrypts, and whatever is not the store's. The keys of
 * people who restrict how they are measured are not missed: a copy would keep what is to be forgotten.
 */
export function leftOut(paths: DataPaths): string[] {
  return readdirSync(paths.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(paths.directory, join(entry.parentPath, entry.name)))
    .filter((path) => {
      const whose = path.replace(BESIDE, '').replace(/\.new$/, '')
      const is_missed = whose !== basename(paths.person_keys) && !holdsNothing(paths).includes(whose)
      return !isPartPath(whose) && is_missed
    })
    .sort()
}
