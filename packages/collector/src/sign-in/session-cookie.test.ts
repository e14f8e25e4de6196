import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { readSessionCookie, sessionCookie } from './session-cookie.js'

const SECRET = 'a'.repeat(43)
const cases: [title: string, cookie: string | undefined, want: string | undefined][] = [
  ['among others', `_fbp=fb.1.1.1; countersign_session=${SECRET}; a=b`, SECRET],
  ['none', '_fbp=fb.1.1.1', undefined],
  ['no header', undefined, undefined],
  ['a name that ends alike', `x_countersign_session=${SECRET}`, undefined],
  ['too short', 'countersign_session=abc', undefined],
  ['too long', `countersign_session=${SECRET}a`, undefined],
  ['other letters', `countersign_session=${'%'.repeat(43)}`, undefined],
  ['twice: the first', `countersign_session=${SECRET}; countersign_session=${'b'.repeat(43)}`, SECRET],
]
for (const [title, cookie, want] of cases)
  test(`readSessionCookie: ${title}`, () =>
    expect(readSessionCookie({ headers: { cookie } } as IncomingMessage)).toBe(want))

test('sessionCookie: scripts do not read it; Secure by https alone; taken away', () => {
  expect(sessionCookie(SECRET, 86_400_000, true)).toBe(
    `countersign_session=${SECRET}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure`,
  )
  expect(sessionCookie(null, 86_400_000, false)).toBe(
    'countersign_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  )
})
