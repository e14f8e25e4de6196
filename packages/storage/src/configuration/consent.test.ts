import { expect, test } from 'vitest'
import { identifyPerson, type PersonInClear } from './consent.js'

test('identifyPerson: an email is one SHA-256, and one MD5', () =>
  expect(identifyPerson({ email: [' Jo@Shop.Example'] })).toEqual({
    keys: {
      em: [expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{32}$/)],
    },
  }))

test('identifyPerson: a digest is itself, once', () =>
  expect(identifyPerson({ email: ['AB'.repeat(32)], phone: ['cd'.repeat(32)] })).toEqual({
    keys: { em: ['ab'.repeat(32)], ph: ['cd'.repeat(32)] },
  }))

test('identifyPerson: several of one kind, and nothing', () => {
  const keys = identifyPerson({
    fbp: ['fb.1.1763900000000.1', 'fb.1.1763900000000.2', 'fb.1.1763900000000.1'],
  })
  expect(keys).toEqual({ keys: { fbp: ['fb.1.1763900000000.1', 'fb.1.1763900000000.2'] } })
  expect(identifyPerson({})).toEqual({ keys: {} })
})

const refused: [title: string, given: PersonInClear, says: RegExp][] = [
  ['no address', { email: ['hunter2'] }, /^email: give an address such as jo@shop\.example, or its SHA-256/],
  ['an empty one among others', { email: ['jo@shop.example', ''] }, /^email/],
  ['no digits', { phone: ['hunter2'.replace('2', '')] }, /^phone: give a number with its country code/],
  ['white space', { external_id: [' '] }, /^external_id: give the site's own id/],
  ['a word for nothing, which strangers share', { external_id: ['null'] }, /^external_id/],
  ['no fbp', { fbp: ['hunter2'] }, /^fbp: give the cookie as fb\.1/],
]
for (const [title, given, says] of refused)
  test(`identifyPerson refuses ${title}, and does not repeat it`, () => {
    expect(identifyPerson(given)).toMatch(says)
    expect(identifyPerson(given)).not.toMatch(/hunter2/)
  })
