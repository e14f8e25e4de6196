import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecret, parseSecretKey, sealSecret } from './secret-box.js'

const KEY = Buffer.alloc(32, 7)
const OF = 'dataset 1, destination 2, access_token'
const sealed = (secret: string) => sealSecret(secret, OF, KEY, randomBytes)
const changed = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, (bytes.at(at) ?? 0) ^ 1)

test('law: what was sealed is opened, and is not to be seen in what is stored', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, unit: 'grapheme' }), (secret) => {
      const bytes = sealed(secret)
      expect(openSecret(bytes, OF, KEY)).toEqual({ secret })
      expect(Buffer.from(bytes).includes(secret)).toBe(false)
    }),
  )
})

test('the same secret is never the same twice', () => {
  const all = Array.from({ length: 50 }, () => Buffer.from(sealed('EAAB-token')).toString('hex'))
  expect(new Set(all).size).toBe(50)
})

test('law: no bit of it can be changed', () => {
  const bytes = sealed('EAAB-token')
  for (let at = 0; at < bytes.length; at++)
    expect(openSecret(changed(bytes, at), OF, KEY)).toHaveProperty('fault')
})

test('law: opening anything at all never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => 'fault' in openSecret(bytes, OF, KEY)))
})

const faults: [title: string, bytes: Uint8Array, of: string, key: Uint8Array, fault: string][] = [
  ['another key', sealed('s'), OF, Buffer.alloc(32, 8), 'other_key'],
  ['another owner', sealed('s'), `${OF}s`, KEY, 'damaged'],
  ['nothing', new Uint8Array(), OF, KEY, 'damaged'],
  ['a part of it', sealed('s').slice(0, 20), OF, KEY, 'damaged'],
  ['a later version', sealed('s').with(0, 2), OF, KEY, 'newer_version'],
]
for (const [title, bytes, of, key, fault] of faults)
  test(`openSecret: ${title}`, () => expect(openSecret(bytes, of, key)).toEqual({ fault }))

const BYTES = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i))
const keys: [title: string, text: string, is: boolean][] = [
  ['base64', BYTES.toString('base64'), true],
  ['base64 without its end', BYTES.toString('base64').replace('=', ''), true],
  ['base64 for URLs', BYTES.toString('base64url'), true],
  ['hex', BYTES.toString('hex'), true],
  ['hex in capitals', BYTES.toString('hex').toUpperCase(), true],
  ['space and a line around it', ` ${BYTES.toString('base64')}\n`, true],
  ['nothing', '', false],
  ['31 bytes', BYTES.subarray(1).toString('base64'), false],
  ['33 bytes', Buffer.concat([BYTES, BYTES.subarray(31)]).toString('base64'), false],
  ['31 bytes in hex', BYTES.subarray(1).toString('hex'), false],
  ['a passphrase', 'correct horse battery staple', false],
  ['two lines', `${BYTES.toString('base64')}\n${BYTES.toString('base64')}`, false],
]
for (const [title, text, is] of keys)
  test(`parseSecretKey: ${title}`, () => {
    const key = parseSecretKey(text)
    expect(key && Buffer.from(key)).toEqual(is ? BYTES : undefined)
  })
