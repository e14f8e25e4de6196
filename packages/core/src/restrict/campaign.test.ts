import fc from 'fast-check'
import { expect, test } from 'vitest'
import { campaignOf } from './campaign.js'

const cases: [title: string, url: string | undefined, want: string | null][] = [
  ['no page', undefined, null],
  ['no query', 'https://shop.example/', null],
  ['by name', 'https://shop.example/?utm_campaign=spring&utm_id=7', 'utm_campaign=spring'],
  ['by id', 'https://shop.example/?utm_id=120210', 'utm_id=120210'],
  ['an empty name', 'https://shop.example/?utm_campaign=&campaign_id=9', 'campaign_id=9'],
  ['encoded', 'https://shop.example/?utm_campaign=Black%20Friday%21', 'utm_campaign=Black Friday!'],
  ['in the fragment', 'https://shop.example/?a=1#?utm_campaign=spring', null],
  ['a click id', 'https://shop.example/?fbclid=IwAR123', null],
  ['an email', 'https://shop.example/?utm_campaign=jo%40shop.example', null],
  ['removed already', 'https://shop.example/?utm_campaign=to_removed_', null],
  ['a digest', `https://shop.example/?utm_campaign=${'a1'.repeat(32)}`, null],
  ['too long', `https://shop.example/?utm_campaign=${'ab '.repeat(40)}`, null],
  ['control characters', 'https://shop.example/?utm_campaign=a%00%1b%5B31mb', 'utm_campaign=a [31mb'],
]
for (const [title, url, want] of cases) test(`campaignOf: ${title}`, () => expect(campaignOf(url)).toBe(want))

test('campaignOf never throws, and is short and printable', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const campaign = campaignOf(`https://shop.example/?utm_campaign=${text}`)
      expect(campaign ?? '').toMatch(/^[^\p{C}]{0,120}$/u)
    }),
  ))
