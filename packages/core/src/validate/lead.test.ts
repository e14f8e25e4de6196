import { expect, test } from 'vitest'
import { judged } from './judged.fixture.js'

const BAD = ['lead_id_invalid user_data.lead_id']
const CRM = { event_source: 'crm', lead_event_source: 'Our CRM' }
const OUTSIDE = ['crm_custom_data_missing']

const cases: [
  title: string,
  lead_id: unknown,
  custom_data: object,
  problems: string[],
  warnings: string[],
][] = [
  ['15 digits', 123_456_789_012_345, CRM, [], []],
  ['17 digits as text', '12345678901234567', CRM, [], []],
  ['14 digits', '12345678901234', CRM, BAD, []],
  ['18 digits', '123456789012345678', CRM, BAD, []],
  ['hashed', 'ab'.repeat(32), CRM, BAD, []],
  ['a list', ['123456789012345'], CRM, BAD, []],
  ['a fraction', 123_456_789_012_345.5, CRM, BAD, []],
  ['no CRM named', '123456789012345', {}, [], OUTSIDE],
  ['no lead at all', undefined, {}, [], []],
]
for (const [title, lead_id, custom_data, problems, warnings] of cases)
  test(`validateLead: ${title}`, () => {
    const user_data = { em: 'ab'.repeat(32), ...(lead_id === undefined ? {} : { lead_id }) }
    const found = judged({ action_source: 'system_generated', user_data, custom_data })
    expect(found).toMatchObject({ problems, warnings })
  })
