import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../event.js'
import { scrubObject, scrubParameters } from './scrub.js'

const none = () => ({ plain_identity: false, too_deep: false })

test('scrubObject: nothing to do gives the same object', () => {
  const data: JsonObject = {
    value: 9.5,
    contents: [{ id: 'a', quantity: 1 }],
    '@type': 'Product',
    city: 'Rome',
  }
  const findings = none()
  expect(scrubObject(data, findings)).toBe(data)
  expect(findings).toEqual(none())
})

const cases: [title: string, data: JsonObject, want: JsonObject][] = [
  ['a named key goes', { value: 1, user_email: 'x', phone: 123 }, { value: 1 }],
  [
    'at any depth',
    { contents: [{ id: 'a', buyer: { first_name: 'Jo' } }] },
    { contents: [{ id: 'a', buyer: {} }] },
  ],
  ['an address in a text', { note: ['to jo@shop.example'] }, { note: ['to _removed_'] }],
  ['an address as key', { 'jo@shop.example': 1, a: 2 }, { a: 2 }],
  ['a URL', { link: 'https://s.example/?email=jo' }, { link: 'https://s.example/?email=_removed_' }],
]
for (const [title, data, want] of cases)
  test(`scrubObject: ${title}`, () => {
    const before = structuredClone(data)
    const findings = none()
    expect(scrubObject(data, findings)).toEqual(want)
    expect(findings.plain_identity).toBe(true)
    expect(data).toEqual(before)
  })

test('scrubObject: what is too deep to search goes', () => {
  let deep: Json = 'jo@shop.example'
  for (let depth = 0; depth < 50_000; depth++) deep = [deep]
  const findings = none()
  expect(JSON.stringify(scrubObject({ deep }, findings))).toContain('_removed_')
  expect(findings).toEqual({ plain_identity: false, too_deep: true })
})

test('scrubObject: a key that names the prototype is a key', () => {
  const data = JSON.parse('{"__proto__": "jo@shop.example", "email": "x"}')
  expect(JSON.stringify(scrubObject(data, none()))).toBe('{"__proto__":"_removed_"}')
})

test('scrubObject: never throws, twice is once', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const once = scrubObject(data as JsonObject, none())
      expect(scrubObject(once, none())).toBe(once)
    }),
  ))

test("scrubParameters: the pixel's masked shapes go without a finding", () => {
  const findings = none()
  expect(scrubParameters({ v: '2.9.324', 'cud[em]': '**@**.**' }, findings)).toEqual({ v: '2.9.324' })
  expect(findings.plain_identity).toBe(false)
})
test('scrubParameters: identity is found', () => {
  const findings = none()
  expect(scrubParameters({ sw: '800', note: 'jo@shop.example', email: 'x' }, findings)).toEqual({
    sw: '800',
    note: '_removed_',
  })
  expect(findings.plain_identity).toBe(true)
})
