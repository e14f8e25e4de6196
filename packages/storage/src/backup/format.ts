import { CONFIGURATION_MIGRATIONS } from '../configuration/schema.js'
import { FACTS_MIGRATIONS } from '../fold/sqlite/schema.js'
import { SEGMENT_SCHEMA } from '../journal/sqlite/segment-file.js'
import { BackupRefused } from './problems.js'

/**
 * A backup is a gzipped tar: first ABOUT_PATH, by which another file or a newer version is known at once, then the
 * databases, last PARTS_PATH, which proves that all of them are there and as they were.
 */
export const FORMAT = 1
export const ABOUT_PATH = 'backup.json'
export const PARTS_PATH = 'parts.json'
/** Of the two: a year of journal is 60 KB. */
export const MANIFEST_BYTES_MAX = 4 * 2 ** 20

export interface Schemas {
  configuration: number
  facts: number
  journal: number
}
export interface About {
  format: number
  /** of Countersign, that made it */
  version: string
  /** when it was begun: all that was acknowledged before is in it */
  created_at_ms: number
  /** of the journal; empty where nothing was ever received */
  store_id: string
  schemas: Schemas
}
export interface Part {
  path: string
  bytes: number
  sha256: string
}

export const KNOWN_SCHEMAS: Schemas = {
  configuration: CONFIGURATION_MIGRATIONS.length,
  facts: FACTS_MIGRATIONS.length,
  journal: SEGMENT_SCHEMA,
}

/** What a backup may hold, and nothing else: so no name leads out of the directory it is unpacked into. */
export const isPartPath = (path: string): boolean => PART_PATH.test(path)
const PART_PATH =
  /^(?:configuration\.db|facts\.db|orders\.db|folds\/[a-z0-9][a-z0-9_-]{0,60}\.db|journal\/\d{4}-\d\d-\d\d\.db)$/

/**
 * Reads ABOUT_PATH's text.
 * @throws BackupRefused where it is none, or of a newer version
 */
export function readAbout(file: string, text: string): About {
  const about = parsed(file, text) as About
  const { format, version, created_at_ms, store_id, schemas } = about
  if (!isCount(format) || typeof version !== 'string') throw notOurs(file)
  const newer = Object.entries(KNOWN_SCHEMAS).some(
    ([of, known]) => (schemas?.[of as keyof Schemas] ?? 0) > known,
  )
  if (format > FORMAT || newer)
    throw new BackupRefused(
      `${file} was made by a newer version of Countersign (${printable(version)}). Restore it with that version or a later one.`,
    )
  if (!isCount(created_at_ms) || typeof store_id !== 'string') throw notOurs(file)
  return about
}

/** Reads PARTS_PATH's text. @throws BackupRefused where it is none */
export function readParts(file: string, text: string): Part[] {
  const parts = parsed(file, text)
  if (!Array.isArray(parts) || !parts.every(isPart)) throw damaged(file)
  return parts
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function isPart(value: unknown): value is Part {
  const { path, bytes, sha256 } = (value ?? {}) as Partial<Part>
  return typeof path === 'string' && isPartPath(path) && isCount(bytes) && /^[0-9a-f]{64}$/.test(sha256 ?? '')
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    throw damaged(file)
  }
}

/** A name that somebody else chose, for a terminal. */
export const printable = (text: string): string => JSON.stringify(text.slice(0, 200)).slice(1, -1)

export const notOurs = (file: string): BackupRefused =>
  new BackupRefused(`${file} is no backup of Countersign. \`countersign backup FILE\` makes one.`)
export const damaged = (file: string, what = 'it does not hold what it says'): BackupRefused =>
  new BackupRefused(`${file} is damaged: ${what}. Copy it again, or use another backup.`)
