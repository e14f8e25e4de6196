import { expect, test } from 'vitest'
import type { JsonObject } from '../../event.js'
import type { ParamCondition, UrlCondition } from './custom-conversion.js'
import { conversionsMet, meetsRule } from './meets-rule.js'

const URL = 'https://shop.example/Thanks?order=7'
const urls: [operator: UrlCondition['operator'], value: string | string[], met: boolean][] = [
  ['eq', URL, true],
  ['eq', 'https://shop.example/Thanks', false],
  ['neq', 'https://shop.example/', true],
  ['neq', ['x', URL], false],
  ['contains', '/Thanks', true],
  ['contains', '/thanks', false],
  ['contains', ['/danke', '/Thanks'], true],
  ['not_contains', '/danke', true],
  ['not_contains', ['/danke', '/Thanks'], false],
  ['i_contains', '/THANKS', true],
  ['i_not_contains', '/THANKS', false],
  ['starts_with', 'https://shop.example/', true],
  ['starts_with', 'shop.example/', false],
  ['i_starts_with', 'HTTPS://Shop', true],
]
for (const [operator, value, met] of urls)
  test(`meetsRule: the url ${operator} ${value}: ${met}`, () => {
    const event = { event_name: 'PageView', event_source_url: URL, custom_data: {} }
    expect(meetsRule(event, { event_name: 'PageView', url: { operator, value } })).toBe(met)
  })

const DATA: JsonObject = {
  value: 9.5,
  currency: 'EUR',
  size: '42',
  gift: true,
  content_ids: ['A1', 7],
  contents: [{ id: 'A1' }],
  empty: null,
}
type Param = [
  name: string,
  operator: ParamCondition['operator'],
  value: ParamCondition['value'],
  met: boolean,
]
const params: Param[] = [
  ['value', 'eq', 9.5, true],
  ['value', 'eq', '9.50', true],
  ['value', 'neq', 9.5, false],
  ['value', 'gt', 9.5, false],
  ['value', 'gte', 9.5, true],
  ['value', 'lt', 10, true],
  ['value', 'lte', 9, false],
  ['size', 'gt', 41, true],
  ['currency', 'eq', ['USD', 'EUR'], true],
  ['currency', 'eq', 'eur', false],
  ['currency', 'i_contains', 'eu', true],
  ['currency', 'gt', 1, false],
  ['gift', 'eq', 'true', true],
  ['content_ids', 'eq', 'A1', true],
  ['content_ids', 'eq', '7', true],
  ['content_ids', 'neq', 'A1', false],
  ['content_ids', 'starts_with', 'B', false],
  ['contents', 'contains', 'A1', false],
  ['empty', 'neq', 'x', false],
  ['absent', 'neq', 'x', false],
  ['absent', 'lt', 1, false],
  ['toString', 'neq', 'x', false],
]
for (const [name, operator, value, met] of params)
  test(`meetsRule: ${name} ${operator} ${value}: ${met}`, () => {
    const condition = { name, operator, value } as ParamCondition
    const event = { event_name: 'Purchase', custom_data: DATA }
    expect(meetsRule(event, { event_name: 'Purchase', params: [condition] })).toBe(met)
  })

test('meetsRule: all of it must hold', () => {
  const rule = {
    event_name: 'Purchase',
    url: { operator: 'contains' as const, value: '/thanks' },
    params: [{ name: 'value', operator: 'gt' as const, value: 5 }],
  }
  const event = {
    event_name: 'Purchase',
    event_source_url: 'https://a.example/thanks',
    custom_data: { value: 6 },
  }
  expect(meetsRule(event, rule)).toBe(true)
  expect(meetsRule({ ...event, event_name: 'purchase' }, rule)).toBe(false)
  expect(meetsRule({ ...event, custom_data: { value: 5 } }, rule)).toBe(false)
  expect(meetsRule({ event_name: 'Purchase', custom_data: event.custom_data }, rule)).toBe(false)
})

test('conversionsMet names those that are met', () => {
  const all = ['Lead', 'Purchase', 'Lead'].map((event_name, at) => ({
    id: `c${at}`,
    name: '',
    rule: { event_name },
  }))
  expect(conversionsMet({ event_name: 'Lead', custom_data: {} }, all)).toEqual(['c0', 'c2'])
})
