import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncToDisk } from '../sync-to-disk.js'
import { parseSecretKey, SECRET_KEY_BYTES } from './secret-box.js'

/** The key that secrets at rest are encrypted with. */
export interface SecretKey {
  /** where it is, for people: a variable of the environment, or a file's path */
  readonly place: string
  /** @returns undefined where there is none yet @throws SecretUnusable where what is there is no key */
  find(): Uint8Array | undefined
  /** Makes one where there is none. Of two processes that do so at once both get the same. */
  findOrMake(): Uint8Array
}

/** A secret cannot be encrypted or read back. The message says what to do; nothing secret is in it. */
export class SecretUnusable extends Error {
  override name = 'SecretUnusable'
  constructor(
    message: string,
    /** where the fault is: in what the process was given, in the key's file, or in what is stored */
    readonly at: 'environment' | 'key_file' | 'database',
  ) {
    super(message)
  }
}

export const SECRET_KEY_VARIABLE = 'COUNTERSIGN_SECRET_KEY'
const FORM = '32 bytes, as base64 or hex, e.g. what `openssl rand -base64 32` prints'

/**
 * The secret key: what the environment gives, or else the file. It is read each time, so that a key that is put back
 * is found without a restart.
 * @param path   `DataPaths.secret_key`
 * @param given  COUNTERSIGN_SECRET_KEY, if that is set
 * @param warn   told, once, where others on this machine can read the file
 */
export function secretKeyFrom(
  path: string,
  given: string | undefined,
  warn: (text: string) => void,
): SecretKey {
  if (given !== undefined) {
    const find = () => keyInEnvironment(given)
    return { place: SECRET_KEY_VARIABLE, find, findOrMake: find }
  }
  let warned = false
  const find = (): Uint8Array | undefined => {
    const key = keyInFile(path)
    if (key !== undefined && !warned && isOpenToOthers(path)) {
      warned = true
      warn(`Others on this machine can read ${path}. Make it yours alone: chmod 600 ${path}`)
    }
    return key
  }
  return {
    place: path,
    find,
    findOrMake() {
      const known = find()
      if (known !== undefined) return known
      makeKeyFile(path)
      return find() ?? noKey(path, 'it leads to no file')
    },
  }
}

/** @throws SecretUnusable where it is none */
export function keyInEnvironment(given: string): Uint8Array {
  const key = parseSecretKey(given)
  if (key !== undefined) return key
  throw new SecretUnusable(
    `${SECRET_KEY_VARIABLE} is no secret key: give ${FORM}. Unset, the file secret.key in the data directory is used.`,
    'environment',
  )
}

function keyInFile(path: string): Uint8Array | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? undefined : noKey(path, message)
  }
  return parseSecretKey(text) ?? noKey(path, `it must hold ${FORM}`)
}

function noKey(path: string, why: string): never {
  throw new SecretUnusable(
    `${path} cannot be used as the secret key: ${why}. Put the right file back; or remove it, and set each token again: countersign destination token ID --token-stdin`,
    'key_file',
  )
}

/** Whole or not at all: written under another name, synced, then given its own, which fails where there is one. */
function makeKeyFile(path: string): void {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = openSync(unfinished, 'wx', 0o600)
    try {
      writeSync(file, `${randomBytes(SECRET_KEY_BYTES).toString('base64')}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    linkSync(unfinished, path)
  } catch (error) {
    // Another process was quicker: its key is the one.
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST')
      throw new SecretUnusable(`The secret key ${path} cannot be made: ${message}.`, 'key_file')
  } finally {
    rmSync(unfinished, { force: true })
  }
  syncToDisk(dirname(path))
}

/** Windows knows no such modes. */
const isOpenToOthers = (path: string): boolean =>
  process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0
