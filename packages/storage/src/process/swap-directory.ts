import { existsSync, readlinkSync, realpathSync, renameSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { syncToDisk } from '../sync-to-disk.js'

/** Where a directory lies, though a link names it, or it is not there yet. */
export function placeOf(directory: string): string {
  try {
    return realpathSync(directory)
  } catch {
    return resolve(dirname(directory), linkAt(directory) ?? resolve(directory))
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/** The names beside a place by which one directory takes another's place. */
export const namesBeside = (place: string) => ({
  /** being filled: worth nothing */
  unfinished: `${place}.restoring`,
  /** whole and synced: it is to take the place */
  whole: `${place}.restored`,
})

/**
 * Puts a directory in another's place, which must be there, and keeps the old one. A crash at any moment leaves the old
 * one or, between the last two renames, nothing in the place and the whole new one beside it: `finishSwap` takes that.
 * @param unfinished  as `namesBeside` has it: filled and synced
 * @returns under which name the old one is kept
 */
export function swapDirectory(place: string, now_ms: number): string {
  const { unfinished, whole } = namesBeside(place)
  const kept = `${place}.before-restore-${new Date(now_ms).toISOString().replace(/[:.]/g, '-')}`
  const parent = dirname(place)
  renameSync(unfinished, whole)
  syncToDisk(parent)
  renameSync(place, kept)
  try {
    renameSync(whole, place)
  } catch (error) {
    renameSync(kept, place)
    throw error
  }
  syncToDisk(parent)
  return kept
}

/** Takes the last step of a swap that a crash has left undone. */
export function finishSwap(directory: string): void {
  if (existsSync(directory)) return
  const place = placeOf(directory)
  const { whole } = namesBeside(place)
  if (!existsSync(whole)) return
  renameSync(whole, place)
  syncToDisk(dirname(place))
}
