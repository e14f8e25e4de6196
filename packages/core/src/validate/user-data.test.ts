import { expect, test } from 'vitest'
import { DIGEST, judged } from './judged.fixture.js'

const BROAD = ['customer_information_insufficient user_data']
const HASH = [DIGEST]

const cases: [title: string, user_data: unknown, problems: string[]][] = [
  ['none', undefined, ['user_data_missing user_data']],
  ['null', null, ['user_data_missing user_data']],
  ['a list', [], ['user_data_not_an_object user_data']],
  ['text', 'em', ['user_data_not_an_object user_data']],
  ['an object as JSON text', '{"fbp":"fb.1.1.1"}', []],
  ['empty', {}, BROAD],
  ['only unknown keys', { email: DIGEST }, BROAD],
  ['only empty keys', { em: '', ph: [], fn: [''], ln: null, fbp: ' ' }, BROAD],
  [
    'the place and the browser',
    { ct: HASH, country: HASH, st: HASH, zp: HASH, ge: HASH, client_user_agent: 'x' },
    BROAD,
  ],
  ['a country', { country: HASH }, BROAD],
  ['a browser', { client_user_agent: 'x' }, BROAD],
  ['a birthday and a browser', { db: HASH, client_user_agent: 'x' }, BROAD],
  ['a first name and a gender', { fn: HASH, ge: HASH }, BROAD],
  ['a last name and a gender', { ln: HASH, ge: HASH }, BROAD],
  ['both names', { fn: HASH, ln: HASH }, []],
  ['a birthday and a place', { db: HASH, ct: HASH }, []],
  ['a first name and a browser', { fn: HASH, client_user_agent: 'x' }, []],
  ['an address alone', { client_ip_address: '192.0.2.1' }, []],
  ['a lead id as a number', { lead_id: 123_456_789_012_345 }, []],
  ['an empty key does not narrow', { country: HASH, em: '' }, BROAD],
]
for (const [title, user_data, problems] of cases)
  test(`validateUserData: ${title}`, () => expect(judged({ user_data }).problems).toEqual(problems))
