import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { syncToDisk } from '../sync-to-disk.js'
import { ABOUT_PATH, type About, PARTS_PATH, type Part } from './format.js'

/** A file of the backup to be: how long it is must be known before its first byte. */
export interface PartToWrite {
  path: string
  bytes: number
  content: AsyncIterable<Buffer>
}

/** Higher levels take two to three times the CPU of a server's neighbour, for a tenth of the bytes. */
const GZIP_LEVEL = 1
const GZIP_CHUNK_BYTES = 2 ** 18
/** Synced so often, so that a server's own sync never waits for all that we have written. */
const SYNC_BYTES = 2 ** 24
const BLOCK_BYTES = 512

export const unfinishedName = (file: string): string => `${file}.new`

/**
 * Writes a backup, under another name until it is whole and synced. Holds a few chunks of it in memory, never a part.
 * @returns what it holds, and how long it is
 * @throws what the parts or the disk throw; nothing is left behind then
 */
export async function writeArchive(
  file: string,
  about: About,
  toWrite: AsyncIterable<PartToWrite>,
  signal?: AbortSignal,
): Promise<{ parts: Part[]; bytes: number }> {
  const unfinished = unfinishedName(file)
  const parts: Part[] = []
  const gzip = createGzip({ level: GZIP_LEVEL, chunkSize: GZIP_CHUNK_BYTES })
  // What a run that was killed has left. Made anew: a link that lies there is not followed.
  await rm(unfinished, { force: true })
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    let bytes = 0
    const write = async (chunks: AsyncIterable<Buffer>) => {
      bytes = await writeSynced(handle, chunks)
    }
    await pipeline(tar(about, toWrite, parts), gzip, write, { signal })
    await handle.close()
    await rename(unfinished, file)
    syncToDisk(dirname(file))
    return { parts, bytes }
  } catch (error) {
    await handle.close()
    await rm(unfinished, { force: true })
    throw error
  }
}

async function* tar(
  about: About,
  toWrite: AsyncIterable<PartToWrite>,
  parts: Part[],
): AsyncGenerator<Buffer> {
  yield* textEntry(ABOUT_PATH, about, about.created_at_ms)
  for await (const { path, bytes, content } of toWrite) {
    const sha256 = createHash('sha256')
    yield await headerOf(path, bytes, about.created_at_ms)
    let written = 0
    for await (const chunk of content) {
      sha256.update(chunk)
      written += chunk.length
      yield chunk
    }
    if (written !== bytes)
      throw new Error(`${path} was ${bytes} bytes long, and ${written} while it was copied`)
    yield paddingOf(bytes)
    parts.push({ path, bytes, sha256: sha256.digest('hex') })
  }
  yield* textEntry(PARTS_PATH, parts, about.created_at_ms)
  yield Buffer.alloc(2 * BLOCK_BYTES)
}

async function* textEntry(path: string, value: object, at_ms: number): AsyncGenerator<Buffer> {
  const text = Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
  yield await headerOf(path, text.length, at_ms)
  yield text
  yield paddingOf(text.length)
}

async function headerOf(path: string, size: number, at_ms: number): Promise<Buffer> {
  // Only a backup needs it: it takes 2 MB in every thread that has it.
  const { Header } = await import('tar')
  const block = Buffer.alloc(BLOCK_BYTES)
  new Header({ path, size, type: 'File', mode: 0o600, uid: 0, gid: 0, mtime: new Date(at_ms) }).encode(block)
  return block
}

const paddingOf = (bytes: number): Buffer => Buffer.alloc((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES)

async function writeSynced(handle: FileHandle, chunks: AsyncIterable<Buffer>): Promise<number> {
  let [bytes, unsynced] = [0, 0]
  for await (const chunk of chunks) {
    await handle.appendFile(chunk)
    bytes += chunk.length
    unsynced += chunk.length
    if (unsynced < SYNC_BYTES) continue
    await handle.datasync()
    unsynced = 0
  }
  await handle.sync()
  return bytes
}
