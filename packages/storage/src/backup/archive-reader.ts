import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { ReadEntry } from 'tar'
import { ABOUT_PATH, damaged, notOurs, printable } from './format.js'
import { BackupRefused } from './problems.js'

/** Takes a file of the archive as it comes. At once: so no more of it is in memory than one chunk. */
export interface Taker {
  write(chunk: Buffer): void
  /** all of it was written */
  end(): void
}
export interface Reading {
  signal?: AbortSignal | undefined
  /** told how many bytes of the archive were read more */
  progress(bytes: number): void
}

const READ_BYTES = 2 ** 20

/**
 * Reads an archive from its first byte to its last. Writes nothing: what becomes of a file is up to the one who takes it.
 * @param take  told each file's path and length before a byte of it comes. The path is as it stands in the archive
 * @throws BackupRefused where the file cannot be read, is none of ours, is cut short or damaged, or holds anything but
 *         plain files; and what `take` throws
 */
export async function readArchive(
  file: string,
  take: (path: string, bytes: number) => Taker,
  { signal, progress }: Reading,
): Promise<void> {
  // Only a backup needs it: it takes 2 MB in every thread that has it.
  const { Parser } = await import('tar')
  const parser = new Parser({ strict: true })
  let failed: Error | undefined
  parser.on('entry', (entry: ReadEntry) => {
    if (entry.type !== 'File') throw strange(file, entry)
    const taker = take(entry.path, entry.size)
    entry.on('data', (chunk: Buffer) => taker.write(chunk))
    entry.on('end', () => taker.end())
  })
  parser.on('ignoredEntry', (entry: ReadEntry) => {
    throw strange(file, entry)
  })
  parser.on('error', (error: Error) => {
    failed ??= error
  })
  const parse = async (chunks: AsyncIterable<Buffer>) => {
    let begun = false
    for await (const chunk of chunks) {
      // Every tar begins with its first file's name. What is packed twice, the parser would unpack on its own.
      if (!begun && !chunk.subarray(0, ABOUT_PATH.length).equals(Buffer.from(ABOUT_PATH))) throw notOurs(file)
      begun = true
      parser.write(chunk)
      if (failed) throw failed
    }
    parser.end()
    if (failed) throw failed
  }
  const metered = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      progress(chunk.length)
      yield chunk
    }
  }
  try {
    const input = createReadStream(file, { highWaterMark: READ_BYTES })
    await pipeline(input, metered, createGunzip({ chunkSize: READ_BYTES }), parse, { signal })
  } catch (error) {
    throw refusalOf(file, error)
  }
}

const strange = (file: string, entry: ReadEntry): BackupRefused =>
  damaged(
    file,
    `it holds ${printable(entry.path)}, which is no plain file (${printable(String(entry.type))})`,
  )

/** What zlib, the parser and the kernel say, in words that say what to do. */
function refusalOf(file: string, error: unknown): unknown {
  const { code, message, tarCode } = error as NodeJS.ErrnoException & { tarCode?: string }
  if (code === 'Z_DATA_ERROR' && /header check/.test(message)) return notOurs(file)
  if (code === 'Z_BUF_ERROR') return damaged(file, 'it is cut short')
  if (code?.startsWith('Z_')) return damaged(file, 'what was packed cannot be unpacked')
  if (tarCode === 'TAR_BAD_ARCHIVE') return damaged(file, 'it is cut short, or is no archive')
  if (tarCode) return damaged(file, 'it is no archive of plain files')
  if (['EISDIR', 'ENOENT', 'EACCES', 'ENOTDIR'].includes(code ?? ''))
    return new BackupRefused(`${file} cannot be read: ${message}.`)
  return error
}
