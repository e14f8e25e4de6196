import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCustomConversions } from './custom-conversion.js'

const THANKS = {
  id: 'thanks',
  name: 'Thank-you page',
  rule: { event_name: 'PageView', url: { operator: 'contains', value: ['/thanks', '/danke'] } },
}
const BIG = {
  id: 'big-order_1',
  name: 'Orders of 100 and more',
  rule: {
    event_name: 'Purchase',
    params: [
      { name: 'value', operator: 'gte', value: 100 },
      { name: 'currency', operator: 'eq', value: 'EUR' },
      { name: 'content_ids', operator: 'neq', value: [7, 'gift'] },
    ],
  },
}
const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...THANKS, id: `c${i}` }))
const accepted: [title: string, given: object[]][] = [
  ['none', []],
  ['some', [THANKS, BIG]],
  ['a name alone', [{ id: 'a', name: 'A', rule: { event_name: 'My Event' } }]],
  ['a hundred', many(100)],
]
for (const [title, given] of accepted)
  test(`parseCustomConversions takes ${title}`, () =>
    expect(parseCustomConversions(JSON.stringify(given))).toEqual({ value: given }))

const ruled = (rule: object) => [{ ...THANKS, rule: { event_name: 'Lead', ...rule } }]
const param = (given: object) => ruled({ params: [{ name: 'value', operator: 'eq', value: 1, ...given }] })
const refused: [title: string, given: unknown, says: RegExp][] = [
  ['no list', THANKS, /a JSON list/],
  ['more than a hundred', many(101), /at most 100 custom conversions; these are 101/],
  ['what is no object', [null], /an object in custom conversion 1/],
  ['an unknown key', [{ ...THANKS, value: 1 }], /none but id, name, rule/],
  ['an id with a space', [BIG, { ...THANKS, id: 'a b' }], /an id of .* in custom conversion 2/],
  ['an id twice', [THANKS, THANKS], /an id of its own in custom conversion 2/],
  ['no name', [{ ...THANKS, name: ' ' }], /a name of 1 to 100 characters/],
  ['no rule', [{ id: 'a', name: 'A' }], /a rule as an object/],
  ['a rule of something else', ruled({ domain: 'x' }), /no rule but of event_name, url, params/],
  ['a rule of no event', ruled({ event_name: '' }), /an event_name/],
  ['a url of text', ruled({ url: '/thanks' }), /a url of operator and value/],
  [
    'a url by a pattern',
    ruled({ url: { operator: 'regex_match', value: '(a+)+' } }),
    /a url's operator of eq/,
  ],
  ['a url by its size', ruled({ url: { operator: 'gt', value: '1' } }), /a url's operator/],
  ['a long url', ruled({ url: { operator: 'eq', value: 'x'.repeat(2_049) } }), /a url's value/],
  ['no url', ruled({ url: { operator: 'eq', value: [] } }), /a url's value/],
  ['params by name', ruled({ params: { value: 1 } }), /a list of at most 10 params/],
  ['many params', ruled({ params: Array(11).fill(BIG.rule.params[0]) }), /a list of at most 10 params/],
  ['a param of nothing', param({ name: '__proto__' }), /names of params/],
  ['a param by a pattern', param({ operator: 'regex_match' }), /a param's operator of eq/],
  ['a size that is none', param({ operator: 'gt', value: '100' }), /a number as the value of gt/],
  ['a value that is none', param({ value: null }), /a param's value/],
  ['many values', param({ value: Array(21).fill('x') }), /up to 20 of them/],
]
for (const [title, given, says] of refused)
  test(`parseCustomConversions refuses ${title}`, () =>
    expect(parseCustomConversions(JSON.stringify(given))).toMatch(says))

test('parseCustomConversions refuses what is no JSON, and what is too long', () => {
  expect(parseCustomConversions('[{]')).toMatch(/a JSON list/)
  expect(parseCustomConversions(`[${' '.repeat(50_000)}]`)).toMatch(/at most 50000 characters/)
})

test('law: parsing never throws', () =>
  fc.assert(
    fc.property(fc.json(), fc.json(), (rule, other) => {
      expect(() => parseCustomConversions(`[{"id":"a","name":"A","rule":${rule}}, ${other}]`)).not.toThrow()
    }),
  ))
