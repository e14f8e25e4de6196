// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { type Field, fieldsOf, identityIn, isReadable } from './form-fields.js'

const ALL = ['em', 'ph', 'fn', 'ln', 'ct', 'st', 'zp', 'ge']
const field = (given: Partial<Field>): Field => ({
  tag: 'input',
  type: 'text',
  name: '',
  id: '',
  placeholder: '',
  autocomplete: '',
  value: '',
  checked: false,
  ...given,
})

const never: [title: string, given: Partial<Field>][] = [
  ['a password', { type: 'password' }],
  ['what nobody sees', { type: 'hidden' }],
  ['a file', { type: 'file' }],
  ...[
    'ssn',
    'unique_id',
    'cc',
    'cardNumber',
    'CVV',
    'cvc',
    'cvn',
    'creditcard',
    'billing_email',
    'security',
    'social',
    'passport',
  ].map((name): [string, Partial<Field>] => [`a name that holds ${name}`, { name }]),
  ['an id that says so', { name: 'email', id: 'card-email' }],
  ['what the browser fills in for cards', { autocomplete: 'cc-name' }],
  ['a code for once', { autocomplete: 'one-time-code' }],
]
for (const [title, given] of never)
  test(`isReadable: never ${title}`, () => expect(isReadable(field(given))).toBe(false))
test('isReadable: an ordinary field', () => expect(isReadable(field({ name: 'email' }))).toBe(true))

const cases: [title: string, fields: Partial<Field>[], want: { [key: string]: string }][] = [
  ['an address by its form, whatever its name', [{ name: 'x', value: 'a@b.co' }], { em: 'a@b.co' }],
  ['an address in two fields', [{ value: 'jo' }, { value: '@b.co' }], { em: 'jo@b.co' }],
  ['a rest without its beginning', [{ value: '@b.co' }], {}],
  ['a first name', [{ name: 'first_name', value: 'Jo' }], { fn: 'Jo' }],
  ['by its id', [{ id: 'fname', value: 'Jo' }], { fn: 'Jo' }],
  ['by its placeholder', [{ placeholder: 'Given name', value: 'Jo' }], { fn: 'Jo' }],
  ['a last name', [{ name: 'surname', value: 'Li' }], { ln: 'Li' }],
  ['a whole name', [{ name: 'name', value: 'Jo van Li' }], { fn: 'Jo', ln: 'van Li' }],
  ['no user name', [{ name: 'username', value: 'jo' }], {}],
  ['a number by its type', [{ type: 'tel', value: '1' }], { ph: '1' }],
  ['a number by its name', [{ name: 'mobile', value: '1' }], { ph: '1' }],
  [
    'a city, a state, a code',
    [
      { name: 'city', value: 'Bern' },
      { name: 'province', value: 'BE' },
      { name: 'postcode', value: '3000' },
    ],
    { ct: 'Bern', st: 'BE', zp: '3000' },
  ],
  ['five digits are a code', [{ name: 'x', value: '94035' }], { zp: '94035' }],
  [
    'a gender that is chosen',
    [
      { type: 'radio', value: 'male' },
      { type: 'radio', value: 'female', checked: true },
    ],
    { ge: 'female' },
  ],
  ['a gender that is written', [{ name: 'gender', value: 'F' }], { ge: 'F' }],
  ['a choice of something else', [{ type: 'checkbox', value: 'on', checked: true, name: 'name' }], {}],
  ['the first of two', [{ value: 'a@b.co' }, { value: 'c@d.co' }], { em: 'a@b.co' }],
  ['nothing', [{ name: 'email' }, { tag: 'button', name: 'email', value: 'a@b.co' }], {}],
]
for (const [title, fields, want] of cases)
  test(`identityIn: ${title}`, () => expect(identityIn(fields.map(field), ALL)).toEqual(want))

test('identityIn: only what the setting names', () =>
  expect(identityIn([field({ value: 'a@b.co' }), field({ name: 'city', value: 'Bern' })], ['ct'])).toEqual({
    ct: 'Bern',
  }))

test('fieldsOf: the first 15 of each kind, without those that are never read', () => {
  const inputs = Array.from({ length: 20 }, (_, n) => `<input name="t${n}" value=" v ">`).join('')
  document.body.innerHTML = `<form>${inputs}<input type="password" name="p" value="s"><textarea name="note"></textarea></form>`
  const fields = fieldsOf(document)
  expect(fields.map(({ name }) => name)).toEqual([...Array.from({ length: 15 }, (_, n) => `t${n}`), 'note'])
  expect(fields[0]).toEqual(field({ name: 't0', value: 'v' }))
})
