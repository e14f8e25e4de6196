import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DRAFT_CHARS_MAX, draftIn, draftText } from './draft-text.js'
import type { DomainSlots } from './slots.js'

const VALUES = { currency: 'EUR', ranges: [0, 20, 49.9, 100] }
const CASES: [domains: DomainSlots[], text: string][] = [
  [[{ domain: 'shop.example', slots: [] }], 'shop.example:'],
  [
    [
      {
        domain: 'shop.example',
        slots: [{ event_name: 'Purchase', value_set: VALUES }, { event_name: 'Lead' }],
      },
    ],
    'shop.example:Purchase~EUR~0~20~49.9~100,Lead',
  ],
  [
    [
      { domain: 'a.example', slots: [{ event_name: 'Any: 5%, or ~;' }] },
      { domain: 'b.example', slots: [{ event_name: 'Änfrage' }] },
    ],
    'a.example:Any%3A 5%25%2C or %7E%3B;b.example:Änfrage',
  ],
]
test.each(CASES)('draftText %#', (domains, text) => {
  expect(draftText(domains)).toBe(text)
  expect(draftIn(text)).toEqual(domains)
})

test.each([
  undefined,
  '',
  'nonsense',
  'shop.example:A,A',
  'shop.example:A;shop.example:B',
  'shop.example:A,,B',
  'shop.example:%E0%A4%A',
  'shop.example:A~EUR~x',
  'shop.example:A~<b>~1',
  '<img src=x>:A',
  `shop.example:${'A'.repeat(257)}`,
  `shop.example:${'A,B,'.repeat(1_000)}`,
])('draftIn %s is no draft', (text) => expect(draftIn(text)).toBeNull())

test('one that is too long for an address has no text', () => {
  const slots = Array.from({ length: 8 }, (_, n) => ({ event_name: `${n}${'x'.repeat(200)}` }))
  expect(draftText([{ domain: 'shop.example', slots }])).toBeUndefined()
})

const someSlots = fc.uniqueArray(
  fc.record({ event_name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) }),
  { selector: ({ event_name }) => event_name, maxLength: 8 },
)
test('law: what is written is read again; what is read of any text is a draft or nothing', () => {
  fc.assert(
    fc.property(someSlots, (slots) => {
      const domains = [{ domain: 'shop.example', slots }]
      const text = draftText(domains)
      if (text !== undefined) expect(draftIn(text)).toEqual(domains)
    }),
  )
  fc.assert(
    fc.property(fc.string({ maxLength: DRAFT_CHARS_MAX }), (text) => {
      const read = draftIn(text)
      if (read !== null) expect(draftIn(draftText(read))).toEqual(read)
    }),
  )
})
