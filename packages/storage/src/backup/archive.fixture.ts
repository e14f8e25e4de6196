import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'
import { temporaryDirectory } from '../temporary.fixture.js'
import { ABOUT_PATH, type About, FORMAT, KNOWN_SCHEMAS, PARTS_PATH, type Part } from './format.js'

/** An entry as a test wants it, honest or not. */
export interface Entry {
  path: string
  text: string
  /** left out: a plain file */
  type?: 'File' | 'Link' | 'SymbolicLink' | 'Directory' | 'FIFO' | 'CharacterDevice' | 'ExtendedHeader'
  linkpath?: string
}

export const ABOUT: About = {
  format: FORMAT,
  version: '0.1.0',
  created_at_ms: Date.UTC(2026, 10, 25),
  store_id: 'abcdef01',
  schemas: KNOWN_SCHEMAS,
}

export const aboutEntry = (change: Partial<About> = {}): Entry => ({
  path: ABOUT_PATH,
  text: JSON.stringify({ ...ABOUT, ...change }),
})

export const partOf = ({ path, text }: Entry): Part => ({
  path,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
})

export const partsEntry = (parts: readonly Part[]): Entry => ({
  path: PARTS_PATH,
  text: JSON.stringify(parts),
})

/** Entries as a tar, with its end. */
export function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, text, type = 'File', linkpath }) => {
    const bytes = Buffer.from(text)
    const header = Buffer.alloc(512)
    new Header({
      path,
      size: bytes.length,
      type,
      mode: 0o600,
      ...(linkpath !== undefined && { linkpath }),
    }).encode(header)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** A file that holds these bytes. */
export function fileWith(bytes: Buffer): string {
  const file = join(temporaryDirectory(), 'backup.tgz')
  writeFileSync(file, bytes)
  return file
}

export const archiveOf = (entries: readonly Entry[]): string => fileWith(gzipSync(tarOf(entries)))

/** What an honest backup holds; a test adds to it, or changes it. */
export const HONEST: readonly Entry[] = [
  { path: 'facts.db', text: 'facts '.repeat(300) },
  { path: 'configuration.db', text: 'configuration' },
  { path: 'journal/2026-11-24.db', text: '' },
  { path: 'journal/2026-11-25.db', text: 'journal '.repeat(2_000) },
]
export const honest = (parts: readonly Entry[] = HONEST): Entry[] => [
  aboutEntry(),
  ...parts,
  partsEntry(parts.map(partOf)),
]
