import { closeSync, openSync, utimesSync, watch } from 'node:fs'
import type { DataPaths } from './data-directory.js'

/**
 * Asks the process that counts, whichever it is, to count what there is at once: a read waits for it. Where nobody
 * hears it the read waits as long as counting lets more gather.
 */
export function ringFold({ bell }: DataPaths): void {
  const now = new Date()
  try {
    // A file that is there takes no room: this works on a full disk, too.
    utimesSync(bell, now, now)
  } catch {
    // Nobody has counted here yet.
  }
}

/** Calls `rung` soon after each ring. @returns what ends that */
export function hearRings({ bell }: DataPaths, rung: () => void): () => void {
  try {
    closeSync(openSync(bell, 'a', 0o600))
    const watcher = watch(bell, { persistent: false }, rung)
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    // No room, or no more files may be watched: it counts without being asked, a moment later.
    return () => {}
  }
}
