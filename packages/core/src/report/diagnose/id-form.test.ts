import { expect, test } from 'vitest'
import { idFormOf } from './id-form.js'

const cases: [event_id: string, form: string][] = [
  ['6f9619ff-8b86-4011-b42d-00cf4fc964ff', 'uuid'],
  ['6F9619FF-8B86-4011-B42D-00CF4FC964FF', 'uuid'],
  ['6f9619ff-8b86-4011-b42d-00cf4fc964fg', 'text'],
  ['ab'.repeat(32), 'digest'],
  ['ab'.repeat(16), 'digest'],
  ['1042', 'number'],
  ['1'.repeat(32), 'digest'],
  ['purchase_1042', 'prefixed_number'],
  ['#1042', 'prefixed_number'],
  ['a1b2', 'text'],
  ['order', 'text'],
  ['1042 ', 'text'],
  ['', 'text'],
]

for (const [event_id, form] of cases)
  test(`idFormOf: ${event_id || 'empty'} is ${form}`, () => expect(idFormOf(event_id)).toBe(form))
