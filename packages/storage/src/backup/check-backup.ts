import { createHash } from 'node:crypto'
import { type Reading, readArchive, type Taker } from './archive-reader.js'
import {
  ABOUT_PATH,
  type About,
  damaged,
  isPartPath,
  MANIFEST_BYTES_MAX,
  notOurs,
  PARTS_PATH,
  type Part,
  printable,
  readAbout,
  readParts,
} from './format.js'

export interface Checked {
  about: About
  parts: Part[]
}

/**
 * Proves that a file is a backup that this version can restore, whole and as it was written. Reads all of it, writes
 * nothing, and holds nothing of it but its list of parts.
 * @throws BackupRefused where it is not: what is wrong with it
 */
export async function checkBackup(file: string, reading: Reading): Promise<Checked> {
  let about: About | undefined
  let listed: Part[] | undefined
  const seen = new Map<string, Part>()
  const take = (path: string, bytes: number): Taker => {
    if (!about) {
      if (path !== ABOUT_PATH) throw notOurs(file)
      return takeText(file, bytes, (text) => {
        about = readAbout(file, text)
      })
    }
    if (listed) throw damaged(file, `it goes on with ${printable(path)} after its end`)
    if (path === PARTS_PATH)
      return takeText(file, bytes, (text) => {
        listed = readParts(file, text)
      })
    if (!isPartPath(path)) throw damaged(file, `it holds ${printable(path)}, which is no part of a backup`)
    if (seen.has(path)) throw damaged(file, `it holds ${path} twice`)
    return hashed((sha256) => seen.set(path, { path, bytes, sha256 }))
  }
  await readArchive(file, take, reading)
  if (!about) throw notOurs(file)
  if (!listed) throw damaged(file, 'it is cut short')
  compare(file, listed, seen)
  return { about, parts: listed }
}

function compare(file: string, listed: readonly Part[], seen: ReadonlyMap<string, Part>): void {
  for (const { path, bytes, sha256 } of listed) {
    const found = seen.get(path)
    if (!found) throw damaged(file, `${path} is missing`)
    if (found.bytes !== bytes)
      throw damaged(file, `${path} should be ${bytes} bytes long, and is ${found.bytes}`)
    if (found.sha256 !== sha256) throw damaged(file, `${path} is not what was written: its SHA-256 differs`)
  }
  const more = [...seen.keys()].find((path) => !listed.some((part) => part.path === path))
  if (more !== undefined) throw damaged(file, `it holds ${more}, which its list does not name`)
  if (!seen.has('configuration.db')) throw damaged(file, 'configuration.db is missing')
}

function takeText(file: string, bytes: number, done: (text: string) => void): Taker {
  if (bytes > MANIFEST_BYTES_MAX) throw notOurs(file)
  const chunks: Buffer[] = []
  return {
    write: (chunk) => chunks.push(chunk),
    end: () => done(Buffer.concat(chunks).toString()),
  }
}

function hashed(done: (sha256: string) => void): Taker {
  const sha256 = createHash('sha256')
  return {
    write: (chunk) => void sha256.update(chunk),
    end: () => done(sha256.digest('hex')),
  }
}
