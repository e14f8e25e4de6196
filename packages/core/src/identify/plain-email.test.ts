import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutEmails } from './plain-email.js'

const cases: [title: string, text: string, want: string][] = [
  ['alone', 'jo@shop.example', '_removed_'],
  ['inside a sentence', 'From jo.b+x@mail.shop.co.uk, today', 'From _removed_, today'],
  ['two', 'a@b.de;c@d.de', '_removed_;_removed_'],
  ['joined', 'a@b.de@c.de', '_removed_'],
  ['percent-encoded', '/u/jo%40shop.example/x', '/u/_removed_/x'],
  ['doubly', '?next=%2F%3Femail%3Djo%2540shop%2eexample', '?next=_removed_'],
  ['other scripts', 'jörg@exämple.de', '_removed_'],
  ['a handle', 'by @shop at /@user/post', 'by @shop at /@user/post'],
  ['a version', 'react@18.2.0', 'react@18.2.0'],
  ['a picture', 'logo@2x.png', 'logo@2x.png'],
  ['coordinates', '/maps/@48.85,2.35,15z', '/maps/@48.85,2.35,15z'],
  ['no host', '100% jo@home', '100% jo@home'],
]
for (const [title, text, want] of cases)
  test(`withoutEmails: ${title}`, () => expect(withoutEmails(text)).toBe(want))

const letters = fc.constantFrom('@', '%40', '%2540', '.', 'a', 'com', '_', ' ', '%2e', '/', 'ö')
test('withoutEmails: twice is once', () =>
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 40 }), (parts) => {
      const once = withoutEmails(parts.join(''))
      expect(withoutEmails(once)).toBe(once)
    }),
    { numRuns: 5_000 },
  ))

for (const part of ['@', 'a@', '@a.', '%40', '%', 'a.', 'a@a.a', '@a%2e'])
  test(`withoutEmails: ${part} without end takes no time`, () => {
    const text = `${part.repeat(200_000 / part.length)}@`
    const start = performance.now()
    withoutEmails(text)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
