import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { KEY_PERIOD_MS, openPersonKeys } from './person-keys.js'

const SHOP = '1832195656904796'
const OTHER = '1832195656904797'
const NOW_MS = 1_000 * KEY_PERIOD_MS

test('a period digests as the one after it digests for the past, and two datasets never alike', () => {
  const keys = openPersonKeys(join(temporaryDirectory(), 'keys.db'), randomBytes)
  const [current, before] = keys.digests(SHOP, 'fbp:fb.1.1.1', NOW_MS)
  expect(keys.digests(SHOP, 'fbp:fb.1.1.1', NOW_MS + KEY_PERIOD_MS - 1)).toEqual([current, before])
  expect(keys.digests(SHOP, 'fbp:fb.1.1.1', NOW_MS + KEY_PERIOD_MS)[1]).toBe(current)
  expect(keys.digests(OTHER, 'fbp:fb.1.1.1', NOW_MS)).not.toContain(current)
  expect(keys.digests(SHOP, 'fbp:fb.1.1.2', NOW_MS)).not.toContain(current)
  keys.close()
})

test('two processes digest alike', () => {
  const path = join(temporaryDirectory(), 'keys.db')
  const [one, two] = [openPersonKeys(path, randomBytes), openPersonKeys(path, randomBytes)]
  expect(one.digests(SHOP, 'em:a', NOW_MS)).toEqual(two.digests(SHOP, 'em:a', NOW_MS))
  one.close()
  two.close()
})

test('a destroyed key is nowhere in the directory, and the same person is another then', () => {
  const directory = temporaryDirectory()
  const made: Uint8Array[] = []
  const keys = openPersonKeys(join(directory, 'keys.db'), (count) => {
    const bytes = randomBytes(count)
    made.push(bytes)
    return bytes
  })
  const isKept = (bytes: Uint8Array) =>
    readdirSync(directory).some((name) => readFileSync(join(directory, name)).includes(Buffer.from(bytes)))
  const [current] = keys.digests(SHOP, 'em:a', NOW_MS)
  expect(made.map(isKept)).toEqual([true, true])
  const [later, before] = keys.digests(SHOP, 'em:a', NOW_MS + 2 * KEY_PERIOD_MS)
  expect([later, before]).not.toContain(current)
  expect(keys.destroyOld(NOW_MS + 2 * KEY_PERIOD_MS, NOW_MS + 2 * KEY_PERIOD_MS)).toBe(2)
  expect(made.map(isKept)).toEqual([false, false, true, true])
  // A clock that was ahead has made two more; the next look beyond it destroys them, and keeps those that are in use.
  keys.digests(SHOP, 'em:a', NOW_MS + 50 * KEY_PERIOD_MS)
  expect(keys.destroyOld(NOW_MS + 2 * KEY_PERIOD_MS, NOW_MS + 2 * KEY_PERIOD_MS)).toBe(2)
  expect(made.map(isKept)).toEqual([false, false, true, true, false, false])
  expect(keys.keepOnly([OTHER])).toBe(2)
  expect(made.some(isKept)).toBe(false)
  keys.close()
})
