import { describe, expect, test } from 'vitest'
import {
  type ConversionDraft,
  type CustomConversion,
  conversionOf,
  draftOf,
  type EventRule,
  eventDraftOf,
  eventRuleOf,
  NEW_CONVERSION,
  NEW_EVENT_RULE,
  newId,
  ruleOf,
  withUrlPicked,
} from './rules.js'
import type { Picked } from './seen.js'

const url = { operator: 'contains', value: '/thanks' }
const CONVERSIONS: CustomConversion[] = [
  { id: 'plain', name: 'Plain', rule: { event_name: 'Lead' } },
  { id: 'page', name: 'Page', rule: { event_name: 'PageView', url } },
  { id: 'any', name: 'Any of', rule: { event_name: 'X', url: { operator: 'eq', value: ['a', 'b'] } } },
  {
    id: 'large',
    name: 'Large',
    rule: { event_name: 'Purchase', params: [{ name: 'value', operator: 'gte', value: 100 }] },
  },
]

describe('custom conversions', () => {
  test.each(CONVERSIONS)('$id is the same after it was opened and saved', (conversion) => {
    expect(conversionOf(CONVERSIONS, conversion, draftOf(conversion))).toEqual(conversion)
  })

  test.each<[string, Partial<ConversionDraft>, unknown]>([
    ['an address without a value', { url: { operator: 'eq', values: [] } }, { event_name: 'Lead' }],
    [
      'a parameter without a name',
      { params: [{ name: ' ', operator: 'eq', values: ['1'] }] },
      { event_name: 'Lead' },
    ],
    [
      'a text where a number belongs: the server says so',
      { params: [{ name: 'value', operator: 'gt', values: ['much'] }] },
      { event_name: 'Lead', params: [{ name: 'value', operator: 'gt', value: 'much' }] },
    ],
  ])('%s', (_what, given, rule) => {
    expect(ruleOf({ ...NEW_CONVERSION, event_name: ' Lead ', ...given })).toEqual(rule)
  })

  test.each([
    ['Thank-you page', [], 'thank-you-page'],
    ['Thank-you page', ['thank-you-page'], 'thank-you-page-2'],
    ['Größe', [], 'gro-e'],
    ['谢谢', [], 'conversion'],
    ['x'.repeat(100), [], 'x'.repeat(34)],
  ])('%s is called by an id that none has', (name, taken, id) => {
    expect(newId(name, taken)).toBe(id)
  })
})

describe('event rules', () => {
  test.each<EventRule>([
    { event_name: 'Lead', on: 'click', text: 'Send' },
    { event_name: 'Lead', on: 'click', text: 'Send', url: '/contact', match: 'contains' },
    {
      event_name: 'ViewContent',
      on: 'page',
      url: 'https://shop.example/p',
      params: { value: 9.5, sku: '0123' },
    },
  ])('$on $event_name is the same after it was opened and saved', (rule) => {
    expect(eventRuleOf(eventDraftOf(rule))).toEqual(rule)
  })

  test('a page has no button: its text is left behind', () => {
    const draft = { ...NEW_EVENT_RULE, event_name: 'X', on: 'page' as const, text: 'Send', url: '/x' }
    expect(eventRuleOf(draft)).toEqual({ event_name: 'X', on: 'page', url: '/x' })
  })
})

const picked: [title: string, url: ConversionDraft['url'], pick: Picked, want: ConversionDraft['url']][] = [
  [
    'one more of the same',
    { operator: 'eq', values: ['a'] },
    { how: 'equals', value: 'b' },
    { operator: 'eq', values: ['a', 'b'] },
  ],
  [
    'the same twice',
    { operator: 'eq', values: ['a'] },
    { how: 'equals', value: 'a' },
    { operator: 'eq', values: ['a'] },
  ],
  [
    'compared otherwise',
    { operator: 'eq', values: ['a'] },
    { how: 'starts_with', value: 'b' },
    { operator: 'starts_with', values: ['b'] },
  ],
]
for (const [title, url, pick, want] of picked)
  test(`withUrlPicked: ${title}`, () => expect(withUrlPicked(url, pick)).toEqual(want))
