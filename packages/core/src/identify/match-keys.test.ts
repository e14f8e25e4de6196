import { expect, test } from 'vitest'
import { CLEAR_KEYS, HASHED_KEYS } from '../event.js'
import { aliasedKey, clearKey, hashedKey } from './match-keys.js'

for (const key of HASHED_KEYS)
  test(`hashedKey: ${key}`, () => expect([hashedKey(key), aliasedKey(key.toUpperCase())]).toEqual([key, key]))
for (const key of CLEAR_KEYS)
  test(`clearKey: ${key}`, () =>
    expect([clearKey(key), hashedKey(key), aliasedKey(key)]).toEqual([key, undefined, undefined]))

const aliases: [name: string, key: string | undefined][] = [
  ['email', 'em'],
  ['User_Email', 'em'],
  ['primaryPhone', 'ph'],
  ['dateOfBirth', 'db'],
  ['cn', 'country'],
  ['uid', 'external_id'],
  ['shoe_size', undefined],
  ['__proto__', undefined],
]
for (const [name, key] of aliases) test(`aliasedKey: ${name}`, () => expect(aliasedKey(name)).toBe(key))
