import { expect, test } from 'vitest'
import { signatureOf } from './sign.js'

/** @source printf '1763900000.{"a":1}' | openssl dgst -sha256 -hmac a-key-of-our-own-choice */
test('signatureOf: the time in seconds, a dot and the body, by HMAC-SHA256', () => {
  expect(signatureOf(Buffer.from('{"a":1}'), 'a-key-of-our-own-choice', 1_763_900_000_999)).toBe(
    't=1763900000,v1=e8c117bbf885cf3df68506297289e8dd5608b01f7d5ca2f3594ec6c7a4f6fedb',
  )
})
