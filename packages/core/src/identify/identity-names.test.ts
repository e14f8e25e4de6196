import { expect, test } from 'vitest'
import { isIdentityName } from './identity-names.js'

for (const name of [
  'email',
  'E-Mail',
  'user_email',
  'PhoneNumber',
  'first_name',
  'billing[last_name]',
  'em',
  'ssn',
])
  test(`isIdentityName: ${name}`, () => expect(isIdentityName(name)).toBe(true))
for (const name of ['customer.phone', 'checkout[shipping][fullName]', 'fn', 'ln', 'ph', 'password'])
  test(`isIdentityName: ${name}`, () => expect(isIdentityName(name)).toBe(true))
for (const name of [
  'city',
  'state',
  'country',
  'name',
  'content_name',
  'zip',
  'value',
  'email_campaign_id',
  '',
])
  test(`isIdentityName: not ${name}`, () => expect(isIdentityName(name)).toBe(false))
