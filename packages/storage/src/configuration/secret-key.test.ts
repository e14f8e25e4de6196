import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { parseSecretKey } from './secret-box.js'
import { SecretUnusable, secretKeyFrom } from './secret-key.js'

const HEX = 'ab'.repeat(32)
const newPath = () => join(temporaryDirectory(), 'secret.key')
const keyAt = (path: string, given?: string, told: string[] = []) =>
  secretKeyFrom(path, given, (text) => told.push(text))

test('there is none until it is needed; then it is made, for its owner only, and stays', () => {
  const path = newPath()
  const key = keyAt(path)
  expect(key.find()).toBeUndefined()
  expect(readdirSync(dirname(path))).toEqual([])
  const made = key.findOrMake()
  expect(made).toHaveLength(32)
  expect([key.find(), key.findOrMake(), keyAt(path).find()]).toEqual([made, made, made])
  expect(readdirSync(dirname(path))).toEqual(['secret.key'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(parseSecretKey(readFileSync(path, 'utf8'))).toEqual(made)
})

test('whatever the umask, it is for its owner only', () => {
  const path = newPath()
  const before = process.umask(0)
  try {
    keyAt(path).findOrMake()
  } finally {
    process.umask(before)
  }
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('where another process is quicker, its key is the one; where a name leads nowhere, nothing is replaced', () => {
  const path = newPath()
  symlinkSync('elsewhere', path)
  expect(() => keyAt(path).findOrMake()).toThrow(
    /secret\.key cannot be used as the secret key: it leads to no file/,
  )
  writeFileSync(join(dirname(path), 'elsewhere'), HEX)
  expect(keyAt(path).findOrMake()).toEqual(Buffer.from(HEX, 'hex'))
  expect(readdirSync(dirname(path)).sort()).toEqual(['elsewhere', 'secret.key'])
})

test('a key that is put back is found at once', () => {
  const path = newPath()
  const key = keyAt(path)
  key.findOrMake()
  writeFileSync(path, HEX)
  expect(key.find()).toEqual(Buffer.from(HEX, 'hex'))
  rmSync(path)
  expect(key.find()).toBeUndefined()
})

test('what the environment gives goes before the file, and makes none', () => {
  const path = newPath()
  expect(keyAt(path, HEX).findOrMake()).toEqual(Buffer.from(HEX, 'hex'))
  expect(readdirSync(dirname(path))).toEqual([])
  writeFileSync(path, Buffer.alloc(32).toString('base64'))
  expect(keyAt(path, HEX).find()).toEqual(Buffer.from(HEX, 'hex'))
})

for (const [title, given] of [
  ['empty', ''],
  ['too short', 'hunter2hunter2'],
] as const)
  test(`an environment that gives no key is refused, without a word of what it gave: ${title}`, () => {
    const asked = () => keyAt(newPath(), given).findOrMake()
    expect(asked).toThrow(SecretUnusable)
    expect(asked).toThrow(/^COUNTERSIGN_SECRET_KEY is no secret key: give 32 bytes, as base64 or hex/)
    expect(asked).not.toThrow(/hunter2/)
  })

test('a file that holds no key is refused, and left as it is', () => {
  const path = newPath()
  writeFileSync(path, 'hunter2')
  for (const asked of [() => keyAt(path).find(), () => keyAt(path).findOrMake()]) {
    expect(asked).toThrow(/secret\.key cannot be used as the secret key: it must hold 32 bytes/)
    expect(asked).not.toThrow(/hunter2/)
  }
  expect(readFileSync(path, 'utf8')).toBe('hunter2')
})

test('what cannot be read, or made, is said', () => {
  const path = newPath()
  mkdirSync(path)
  expect(() => keyAt(path).find()).toThrow(/cannot be used as the secret key: EISDIR/)
  expect(() => keyAt(join(path, 'none', 'secret.key')).findOrMake()).toThrow(/cannot be made: ENOENT/)
})

test('one that others can read is used, with a warning, once', () => {
  const path = newPath()
  const told: string[] = []
  const key = keyAt(path, undefined, told)
  key.findOrMake()
  chmodSync(path, 0o640)
  expect([key.find(), key.find()]).toHaveLength(2)
  expect(told).toEqual([`Others on this machine can read ${path}. Make it yours alone: chmod 600 ${path}`])
})
