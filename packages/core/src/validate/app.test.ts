import { expect, test } from 'vitest'
import { judged } from './judged.fixture.js'

const EXTINFO = [
  'a2',
  'com.a',
  '1.0',
  '1.0 long',
  '13.4.1',
  'Pixel',
  'en_US',
  'GMT',
  'T',
  '1',
  '2',
  '3',
  '8',
  '9',
  '9',
  'x',
]
const BAD = ['extinfo_invalid app_data.extinfo']

const cases: [title: string, app_data: unknown, problems: string[], warnings: string[]][] = [
  ['a list', { extinfo: EXTINFO }, [], []],
  ['an object of 0 to 15', { extinfo: { ...EXTINFO } }, [], []],
  ['a list as JSON text', { extinfo: JSON.stringify(EXTINFO) }, [], []],
  ['all as JSON text', JSON.stringify({ extinfo: EXTINFO }), [], []],
  ['iOS', { extinfo: ['i2', '', '', '', '17.0'] }, [], []],
  ['none', { advertiser_tracking_enabled: 1 }, [], ['extinfo_missing']],
  ['no app data', undefined, [], ['extinfo_missing']],
  ['no map', 'x', [], ['field_type_invalid', 'extinfo_missing']],
  ['another version', { extinfo: ['a1', '', '', '', '17.0'] }, BAD, []],
  ['no OS version', { extinfo: ['a2', '', '', '', ''] }, BAD, []],
  ['too short', { extinfo: ['a2'] }, BAD, []],
  ['too long', { extinfo: [...EXTINFO, 'y'] }, BAD, []],
  ['text', { extinfo: 'a2,com.a' }, BAD, []],
]
for (const [title, app_data, problems, warnings] of cases)
  test(`validateAppData: ${title}`, () =>
    expect(judged({ action_source: 'app', app_data })).toMatchObject({ problems, warnings }))

test('validateAppData: extinfo becomes a list', () => {
  const found = judged({ action_source: 'app', app_data: { extinfo: { ...EXTINFO }, vendor_id: 'v' } })
  expect(found.event?.app_data).toEqual({ extinfo: EXTINFO, vendor_id: 'v' })
})
