import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseEmail } from './email.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['trims and lowers', ' John_Smith@Gmail.com\n', 'john_smith@gmail.com'],
  ['keeps a tag', 'Foo+tag@Example.COM', 'foo+tag@example.com'],
  ['no host', 'john', null],
  ['no dotted host', 'a@b', null],
  ['a space inside', 'a b@c.com', null],
  ['a trailing comma', 'x@y.com,', null],
  ['other scripts', 'jörg@exämple.de', null],
  ['two dots', 'a..b@c.com', null],
  ['two at signs', 'a@b@c.com', null],
  ['a label that ends in a dash', 'a@b-.com', null],
  ['shortest', 'x@y.co', 'x@y.co'],
  ['long and hostile', `${'a.'.repeat(50_000)}@b.com`, null],
]
for (const [title, text, want] of cases)
  test(`normaliseEmail: ${title}`, () => expect(normaliseEmail(text)).toBe(want))

test('normaliseEmail: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseEmail(text)
      expect(once === null ? null : normaliseEmail(once)).toBe(once)
    }),
  ))
