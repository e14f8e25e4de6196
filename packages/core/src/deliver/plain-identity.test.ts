import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainIdentity, withoutPlainIdentity } from './plain-identity.js'

const taken: [title: string, text: string, want: string][] = [
  ['an email', 'ask jo@shop.example today', 'ask _removed_ today'],
  ['an encoded email', 'jo%40shop.example', '_removed_'],
  ['a phone number', '+16505551212', '_removed_'],
  ['grouped', 'call +1 (650) 555-1212 now', 'call _removed_ now'],
  ['German', '+49 30 901820', '_removed_'],
  ['French', '+33.1.42.68.53.00', '_removed_'],
  ['British', '+44 7700 900123', '_removed_'],
  ['dialled', '0044 7700 900123', '_removed_'],
  ['as a link', 'tel:+16505551212', 'tel:_removed_'],
  ['North American', '(650) 555-1212', '_removed_'],
  ['North American with dashes', '650-555-1212', '_removed_'],
  ['with a 1', '1-650-555-1212', '_removed_'],
  ['a Visa card', '4111 1111 1111 1111', '_removed_'],
  ['with dashes', 'card 4111-1111-1111-1111.', 'card _removed_.'],
  ['bare', '4111111111111111', '_removed_'],
  ['Mastercard', '5555555555554444', '_removed_'],
  ['the newer Mastercard', '2223003122003222', '_removed_'],
  ['American Express', '3782 822463 10005', '_removed_'],
  ['Discover', '6011111111111117', '_removed_'],
  ['JCB', '3530111333300000', '_removed_'],
  ['a social security number', 'ssn 123-45-6789', 'ssn _removed_'],
  ['two of them', '123-45-6789, +16505551212', '_removed_, _removed_'],
]
for (const [title, text, want] of taken)
  test(`withoutPlainIdentity: takes ${title}`, () => expect(withoutPlainIdentity(text)).toBe(want))

/** What looks a little like it, and must stay. */
const stays: [title: string, text: string][] = [
  ['an order id', 'INV-2026-0004711'],
  ['an order id of Amazon', '113-1234567-1234567'],
  ['an order id in digits', '6505551212'],
  ['an order id of Shopify', '5678901234567'],
  ['an order id with a hash', '#1001'],
  ['an id of Meta', '1832195656904796'],
  ['a campaign id', '120211234567890123'],
  ['seconds', '1763900000'],
  ['milliseconds', '1763900000000'],
  ['microseconds', '1763900000000000'],
  ['a date and time', '2026-11-25T12:00:00+01:00'],
  ['a date', '2026-11-25'],
  ['a span of dates', '2026-11-25 - 2026-12-01'],
  ['a price', '1,299.00'],
  ['a price with a sign', '+1299.00'],
  ['a number with its sign', '+12.3456789'],
  ['a percentage', '+20%'],
  ['a product', 'iPhone 15 Pro Max 256 GB'],
  ['a product in numbers', 'LEGO 10497 Galaxy Explorer 1254'],
  ['sizes', '200-300-40'],
  ['a style code', 'DD1391-100'],
  ['a barcode', '4006381333931'],
  ['a barcode of 14', '04006381333931'],
  ['an ISBN', '978-3-16-148410-0'],
  ['an IBAN-like code', 'AB12 3456 7890 1234'],
  ['a digest', 'a1'.repeat(32)],
  ['a digest all of digits', '4111111111111111'.repeat(4)],
  ['a UUID', '550e8400-e29b-41d4-a716-446655440000'],
  ['a UUID of digits', '12345678-1234-4123-8123-123456789012'],
  ['a wrong check digit', '4111111111111112'],
  ['no brand of cards', '1234567812345670'],
  ['a card grouped otherwise', '41111 11111 11111 1'],
  ['a card inside a word', 'x4111111111111111'],
  ['no social security number', '000-12-3456'],
  ['nor this', '987-65-4321'],
  ['a version', '1.23.456-7890'],
  ['coordinates', '48.8566,2.3522'],
  ['an address in the net', '203.0.113.9'],
  ['a picture', 'logo@2x.png'],
  ['fbp', 'fb.1.1763900000000.1234567890'],
  ['a calculation', '12+34567890'],
  ['nothing', ''],
]
for (const [title, text] of stays)
  test(`withoutPlainIdentity: leaves ${title}`, () => expect(withoutPlainIdentity(text)).toBe(text))

test('isPlainIdentity: cards only', () => {
  const numbers = [
    4111111111111111,
    6505551212,
    1763900000000,
    1832195656904796,
    9.5,
    -4111111111111111,
    Number.NaN,
  ]
  expect(numbers.map(isPlainIdentity)).toEqual([true, false, false, false, false, false, false])
})

const pieces = fc.constantFrom(
  '+',
  '0',
  '00',
  '1',
  '4111',
  '1111',
  '650',
  '555',
  '1212',
  '-',
  ' ',
  '(',
  ')',
  '.',
  'x',
  '@a.example',
)
test('withoutPlainIdentity: twice is once', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')),
      ),
      (text) => {
        const once = withoutPlainIdentity(text)
        expect(withoutPlainIdentity(once)).toBe(once)
      },
    ),
    { numRuns: 1000 },
  ))
test('withoutPlainIdentity: a long hostile text costs little', () => {
  for (const piece of ['+1', '1 ', '00 12', '4-', '(650) ', '+ (1'])
    expect(withoutPlainIdentity(piece.repeat(16_000)).length).toBeGreaterThan(0)
}, 2_000)
