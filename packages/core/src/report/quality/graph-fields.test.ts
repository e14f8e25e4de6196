import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFields, type Selection, selectFields, unknownField } from './graph-fields.js'

const cases: [text: string, want: Selection | null][] = [
  ['', {}],
  ['web', { web: null }],
  [' web { event_name , acr{percentage} } ', { web: { event_name: null, acr: { percentage: null } } }],
  ['web{a},offline', { web: { a: null }, offline: null }],
  ['web{a,b{c{d}}},x', { web: { a: null, b: { c: { d: null } } }, x: null }],
  ['web{', null],
  ['web}', null],
  ['web{}', null],
  ['web,', null],
  [',web', null],
  ['web{a}}', null],
  ['web{a}b', null],
  ['web.limit(1)', null],
  ['jo@shop.example', null],
  [`${'a{'.repeat(20)}b${'}'.repeat(20)}`, null],
  ['a'.repeat(61), null],
  ['a,'.repeat(3_000), null],
]
for (const [text, want] of cases)
  test(`readFields: ${text.slice(0, 50)}`, () => expect(readFields(text)).toEqual(want))

test('law: reading never throws', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[a-c{},_ ]{0,40}$/), (text) => {
      expect(() => readFields(text)).not.toThrow()
    }),
  ))

const TREE = { web: { event_name: null, acr: { percentage: null } } }
const unknown: [fields: string, want: string | undefined][] = [
  ['web', undefined],
  ['web{event_name,acr{percentage}}', undefined],
  ['web{event_name,nope}', 'nope'],
  ['web{acr{nope}}', 'nope'],
  ['web{event_name{percentage}}', 'percentage'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
  ['web{toString}', 'toString'],
]
for (const [fields, want] of unknown)
  test(`unknownField: ${fields}`, () => expect(unknownField(readFields(fields) ?? {}, TREE)).toBe(want))

test('selectFields takes what is asked for, item by item, and leaves out what is not there', () => {
  const value = {
    web: [{ event_name: 'Lead', acr: { percentage: 2, description: 'x' } }, { event_name: 'Other' }],
  }
  const selected = (fields: string) => selectFields(value, readFields(fields))
  expect(selected('')).toEqual(value)
  expect(selected('web')).toEqual(value)
  expect(selected('web{acr{percentage}}')).toEqual({ web: [{ acr: { percentage: 2 } }, {}] })
  expect(selected('web{event_name},offline')).toEqual({
    web: [{ event_name: 'Lead' }, { event_name: 'Other' }],
  })
})
