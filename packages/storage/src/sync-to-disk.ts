import { closeSync, fsyncSync, openSync } from 'node:fs'

/** A file's bytes are on disk once it is synced; its name, once its directory is. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
