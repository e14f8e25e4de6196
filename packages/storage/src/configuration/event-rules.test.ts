import { expect, test } from 'vitest'
import { parseEventRules } from './event-rules.js'

const CLICK = { event_name: 'Lead', on: 'click', text: 'Send' }
const PAGE = { event_name: 'Purchase', on: 'page', url: '/thanks' }
const params = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]))

const rules: [title: string, rules: unknown[]][] = [
  ['a click', [CLICK]],
  ['a click on some pages', [{ ...CLICK, url: '/contact', match: 'contains' }]],
  ['a page', [{ ...PAGE, match: 'equals', params: { value: 9.5, currency: 'USD', 'my.key-1': 'x' } }]],
  [
    'the longest texts',
    [{ event_name: 'E'.repeat(256), on: 'click', text: 't'.repeat(100), url: 'u'.repeat(2_048) }],
  ],
  ['a name that is not standard, in any script', [{ ...PAGE, event_name: 'Zum Warenkorb hinzugefügt 购买' }]],
  ['fifty of them', Array.from({ length: 50 }, () => CLICK)],
  ['twenty params', [{ ...CLICK, params: params(20) }]],
  ['hostile texts, which whoever writes them out has to escape', [{ ...CLICK, text: '</script>\u2028' }]],
]
for (const [title, given] of rules)
  test(`parseEventRules: ${title}`, () =>
    expect(parseEventRules(JSON.stringify(given))).toEqual({ value: given }))

const refused: [title: string, given: unknown, says: RegExp][] = [
  ['no list', CLICK, /a JSON list of rules/],
  ['fifty-one', Array.from({ length: 51 }, () => CLICK), /at most 50 rules; these are 51/],
  ['a text for a rule', ['Lead'], /an object in rule 1/],
  ['null for a rule', [CLICK, null], /an object in rule 2/],
  ['a key that is not known', [{ ...CLICK, selector: '#buy' }], /none but event_name, on, text/],
  ['no event_name', [{ on: 'click', text: 'Send' }], /event_name of 1 to 256/],
  ['an empty event_name', [{ ...CLICK, event_name: ' ' }], /event_name/],
  ['too long an event_name', [{ ...CLICK, event_name: 'E'.repeat(257) }], /event_name/],
  ['an unknown occasion', [{ ...CLICK, on: 'hover' }], /on: "click" or "page"/],
  ['a click without a text', [{ event_name: 'Lead', on: 'click', url: '/x' }], /the button's text in rule 1/],
  ['a page without a url', [{ event_name: 'Lead', on: 'page' }], /the page's url/],
  ['a page with a text', [{ ...PAGE, text: 'Send' }], /no text, which only a click has/],
  ['too long a text', [{ ...CLICK, text: 't'.repeat(101) }], /text of 1 to 100/],
  ['too long a url', [{ ...PAGE, url: 'u'.repeat(2_049) }], /url of 1 to 2048/],
  ['an unknown match', [{ ...PAGE, match: 'regex' }], /match: "equals" or "contains"/],
  ['params that are a list', [{ ...CLICK, params: [1] }], /params as an object/],
  ['twenty-one params', [{ ...CLICK, params: params(21) }], /at most 20 params/],
  ['a param of no name', [{ ...CLICK, params: { '': 1 } }], /begin with a letter/],
  ['a param that is an object', [{ ...CLICK, params: { contents: [] } }], /numbers, or texts/],
  ['too long a param', [{ ...CLICK, params: { a: 'x'.repeat(501) } }], /1 to 500/],
  [
    'more characters than a page should load',
    Array.from({ length: 20 }, () => ({ ...PAGE, url: 'u'.repeat(2_000) })),
    /at most 20000 characters/,
  ],
]
for (const [title, given, says] of refused)
  test(`parseEventRules refuses ${title}`, () => expect(parseEventRules(JSON.stringify(given))).toMatch(says))

test('parseEventRules refuses a name that would be an object’s prototype', () =>
  expect(parseEventRules('[{"event_name":"A","on":"page","url":"/","params":{"__proto__":"x"}}]')).toMatch(
    /begin with a letter/,
  ))
test('parseEventRules refuses what is no JSON', () => expect(parseEventRules('[{]')).toMatch(/a JSON list/))
