import { expect, test } from 'vitest'
import type { IdentifiedEvent } from '../event.js'
import { RESTRICTIONS, type Restriction, restrictionOf } from './restriction.js'

const EVENT: IdentifiedEvent = {
  event_name: 'Purchase',
  event_time: 1_763_900_000,
  event_id: null,
  action_source: 'website',
  user_data: {},
  custom_data: {},
}
type Case = [title: string, event: Partial<IdentifiedEvent>, revoked: boolean, want: Restriction | null]
const cases: Case[] = [
  ['nothing said', {}, false, null],
  ['opted out', { opt_out: true }, false, 'opt_out'],
  ['explicitly not opted out', { opt_out: false }, false, null],
  ['limited data use', { data_processing_options: ['LDU'] }, false, 'limited_data_use'],
  ['consent taken back', {}, true, 'consent_withdrawn'],
  ['the first that applies', { opt_out: true, data_processing_options: ['LDU'] }, true, 'opt_out'],
  ['denied in custom_data', { custom_data: { consent: ' Denied ' } }, false, 'no_consent'],
  ['denied as a boolean', { custom_data: { consent: false } }, false, 'no_consent'],
  ['denied in a beacon', { beacon: { consent: '0' } }, false, 'no_consent'],
  ['granted', { custom_data: { consent: 'granted' } }, false, null],
  ['an object says nothing', { custom_data: { consent: { ads: 'denied' } } }, false, null],
]
for (const [title, event, revoked, want] of cases)
  test(`restrictionOf: ${title}`, () => {
    const policy = { restricts: RESTRICTIONS, consent_parameter: 'consent' }
    expect(restrictionOf({ ...EVENT, ...event }, policy, () => revoked)).toBe(want)
  })

test('restrictionOf: a policy restricts what it names, and asks for nothing else', () => {
  const event = { ...EVENT, opt_out: true, data_processing_options: ['LDU'], custom_data: { consent: 'no' } }
  const never = () => {
    throw new Error('not asked for')
  }
  expect(restrictionOf(event, { restricts: [], consent_parameter: 'consent' }, never)).toBeNull()
  expect(restrictionOf(event, { restricts: ['no_consent'], consent_parameter: '' }, never)).toBeNull()
  const odd = { restricts: ['no_consent'] as const, consent_parameter: 'constructor' }
  expect(restrictionOf(event, odd, never)).toBeNull()
})
