import { expect, test } from 'vitest'
import type { UserData } from '../event.js'
import { bestPersonKey } from './person.js'

const cases: [title: string, user_data: UserData, want: string | null][] = [
  ['nobody', { client_ip_address: '203.0.113.7' }, null],
  ['an empty list', { em: [] }, null],
  ['external_id before all', { em: ['e'], fbp: 'fb.1.1.1', external_id: ['x'] }, 'external_id:x'],
  ['fbp before em', { em: ['e'], fbp: 'fb.1.1.1' }, 'fbp:fb.1.1.1'],
  ['em before ph', { em: ['e'], ph: ['p'] }, 'em:e'],
  ['in any order of the list', { em: ['b', 'a'] }, 'em:a'],
]
for (const [title, user_data, want] of cases)
  test(`bestPersonKey: ${title}`, () => expect(bestPersonKey({ user_data })).toBe(want))
