import { expect, test } from 'vitest'
import { judged } from './judged.fixture.js'

const NO_PERSON = ['messaging_identity_missing']

const cases: [title: string, channel: unknown, user_data: object, problems: string[], warnings: string[]][] =
  [
    ['messenger', 'messenger', { page_id: 1, page_scoped_user_id: '2' }, [], []],
    ['whatsapp', 'WhatsApp', { whatsapp_business_account_id: '1', ctwa_clid: 'ARAk' }, [], []],
    ['whatsapp by page', 'whatsapp', { page_id: '1', ctwa_clid: 'ARAk' }, [], []],
    ['instagram', 'instagram', { ig_account_id: '1', ig_sid: '2' }, [], []],
    ['instagram by its other name', 'instagram', { instagram_business_account_id: '1', ig_sid: '2' }, [], []],
    ['no person', 'messenger', { page_id: '1' }, [], NO_PERSON],
    ['no channel', undefined, { page_id: '1' }, ['messaging_channel_missing messaging_channel'], []],
    ['another channel', 'sms', { page_id: '1' }, ['messaging_channel_missing messaging_channel'], []],
    ['no page', 'messenger', { page_scoped_user_id: '2' }, ['page_id_missing user_data.page_id'], []],
    [
      'no account on instagram',
      'instagram',
      { ig_sid: '2' },
      ['instagram_account_id_missing user_data.ig_account_id'],
      [],
    ],
    [
      'no account on whatsapp',
      'whatsapp',
      { ctwa_clid: 'ARAk' },
      ['messaging_account_missing user_data.whatsapp_business_account_id'],
      [],
    ],
    [
      'a click id that is none',
      'whatsapp',
      { page_id: '1', ctwa_clid: 'not one' },
      ['ctwa_clid_invalid user_data.ctwa_clid'],
      [],
    ],
  ]
for (const [title, messaging_channel, user_data, problems, warnings] of cases)
  test(`validateMessaging: ${title}`, () => {
    const changes = {
      event_name: 'LeadSubmitted',
      action_source: 'business_messaging',
      messaging_channel,
      user_data,
    }
    expect(judged(changes)).toMatchObject({ problems, warnings })
  })

const names: [event_name: string, problems: string[]][] = [
  ['LeadSubmitted', []],
  ['OrderShipped', []],
  ['ViewContent', []],
  ['Something of their own', []],
  ['Lead', ['event_name_not_for_messaging event_name']],
  ['PageView', ['event_name_not_for_messaging event_name']],
]
for (const [event_name, problems] of names)
  test(`validateMessaging: ${event_name}`, () => {
    const user_data = { page_id: '1', page_scoped_user_id: '2' }
    const changes = {
      event_name,
      action_source: 'business_messaging',
      messaging_channel: 'messenger',
      user_data,
    }
    const found = judged(changes)
    expect(found.problems).toEqual(problems)
    if (problems.length === 0) expect(found.event?.messaging_channel).toBe('messenger')
  })
