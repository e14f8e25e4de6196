import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Reading, readArchive, type Taker } from './archive-reader.js'
import type { Checked } from './check-backup.js'
import { ABOUT_PATH, damaged, PARTS_PATH, type Part, printable } from './format.js'

/**
 * Unpacks a backup that was checked, into a new directory, for its owner only. Writes what the check has seen and nothing
 * else: no other name, not a byte more, should the file be another by now.
 * @throws BackupRefused where it is; and what the disk says
 */
export async function unpackBackup(
  file: string,
  { parts }: Checked,
  directory: string,
  reading: Reading,
): Promise<void> {
  mkdirSync(directory, { mode: 0o700 })
  const missing = new Map(parts.map((part) => [part.path, part]))
  let open: number | undefined
  const take = (path: string, bytes: number): Taker => {
    if (path === ABOUT_PATH || path === PARTS_PATH) return { write() {}, end() {} }
    const part = missing.get(path)
    if (!part || part.bytes !== bytes)
      throw damaged(file, `${printable(path)} was not there when it was checked`)
    missing.delete(path)
    const into = join(directory, path)
    mkdirSync(dirname(into), { recursive: true, mode: 0o700 })
    const descriptor = openSync(into, 'wx', 0o600)
    open = descriptor
    return written(file, part, descriptor, () => {
      open = undefined
    })
  }
  try {
    await readArchive(file, take, reading)
  } finally {
    if (open !== undefined) closeSync(open)
  }
  const [lost] = missing.keys()
  if (lost !== undefined) throw damaged(file, `${lost} is missing`)
}

function written(file: string, { path, sha256 }: Part, descriptor: number, closed: () => void): Taker {
  const hash = createHash('sha256')
  return {
    write(chunk) {
      hash.update(chunk)
      for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at)
    },
    end() {
      fsyncSync(descriptor)
      closeSync(descriptor)
      closed()
      if (hash.digest('hex') !== sha256) throw damaged(file, `${path} is not what it was when it was checked`)
    },
  }
}
