import { expect, test } from 'vitest'
import { DIGEST, judged } from './judged.fixture.js'

const EM = 'match_key_not_hashed user_data.em'
const PH = 'match_key_not_hashed user_data.ph'

const cases: [title: string, user_data: Record<string, unknown>, problems: string[]][] = [
  ['SHA-256', { em: DIGEST, ph: [DIGEST] }, []],
  ['SHA-256 in upper case, with space', { em: ` ${DIGEST.toUpperCase()}\n` }, []],
  ['MD5', { em: 'ab'.repeat(16) }, []],
  ['an appendix of 8', { em: [`${DIGEST}.AQQCAQMC`] }, []],
  ['an appendix of 2', { em: [`${DIGEST}.BA`] }, []],
  ['an appendix that is none', { em: [`${DIGEST}.xyz`] }, [EM]],
  ['clear text', { em: 'jo@shop.example', ph: '+1 650 555 1212' }, [EM, PH]],
  ['one of a list in clear', { em: [DIGEST, 'jo@shop.example'] }, [EM]],
  ['a phone as a number', { ph: 16_505_551_212 }, [PH]],
  ['one digit short', { em: DIGEST.slice(1) }, [EM]],
  ['empty ones', { em: ['', null], ph: null, fbp: 'fb.1.1.1' }, []],
  ['a name in clear is the next stage’s', { em: DIGEST, fn: 'Jo' }, []],
]
for (const [title, user_data, problems] of cases)
  test(`validateHashed: ${title}`, () => expect(judged({ user_data }).problems).toEqual(problems))

test('validateHashed: warns of the keys that are hashed here, external_id apart', () => {
  const browser = { em: DIGEST, client_user_agent: 'x' }
  expect(judged({ user_data: { ...browser, fn: 'Jo', ct: ['Bern'] } }).warnings).toEqual([
    'plain_match_key:fn',
    'plain_match_key:ct',
  ])
  expect(judged({ user_data: { ...browser, fn: DIGEST, external_id: 'user-42' } }).warnings).toEqual([])
})
