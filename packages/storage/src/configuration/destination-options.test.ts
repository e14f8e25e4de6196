import { expect, test } from 'vitest'
import { DESTINATION_DEFAULTS, type Destination } from './destination.js'
import {
  checkDestination,
  type DestinationOption,
  isDestinationOption,
  isSecretText,
  readDestinationOption,
} from './destination-options.js'

const destination = (more: Partial<Destination> = {}): Destination => ({
  ...DESTINATION_DEFAULTS,
  id: 1,
  dataset_id: '1109756052452527',
  from_position: 1,
  kind: 'meta',
  name: 'Meta',
  target_id: '1832195656904796',
  created_at_ms: 0,
  paused_at_ms: null,
  has_app_secret: false,
  secrets_at_ms: 0,
  resumed_at_ms: 0,
  ...more,
})
const other = (more: Partial<Destination> = {}) =>
  destination({ kind: 'conversions_api', target_id: '12345', url: 'https://capi.example', ...more })

const right: [title: string, given: Destination][] = [
  ["Meta's, with the defaults", destination()],
  ["another server's", other()],
  ["an address for Meta's, as of an emulator", destination({ url: 'http://127.0.0.1:8788' })],
  ['an id of 20 digits elsewhere', other({ target_id: '1'.repeat(20) })],
  ['the bounds', destination({ name: 'n'.repeat(200), hold_seconds: 0, retry_hours: 160 })],
  ['the other bounds', destination({ name: 'ü', hold_seconds: 3_600, retry_hours: 1 })],
  ['http to a host that is allowed', other({ url: 'http://capi', allowed_private_hosts: ['capi'] })],
  ['http to where Meta is said to be', destination({ url: 'http://meta.test:8788' })],
]
for (const [title, given] of right)
  test(`checkDestination: ${title}`, () =>
    expect(checkDestination(given, 'http://meta.test:8788')).toEqual(given))

test('checkDestination: an address is kept in one form', () =>
  expect(checkDestination(other({ url: ' https://CAPI.example/x/ ' }))).toMatchObject({
    url: 'https://capi.example/x',
  }))

const wrong: [title: string, given: Destination, says: RegExp][] = [
  ['an unknown kind', destination({ kind: 'tiktok' as 'meta' }), /^kind: give meta or conversions_api$/],
  ['14 digits for Meta', destination({ target_id: '1'.repeat(14) }), /^target_id: give the 15 to 16 digits/],
  ['17 digits for Meta', destination({ target_id: '1'.repeat(17) }), /^target_id/],
  ['a path for an id', destination({ target_id: '../../act_1' }), /^target_id/],
  ['four digits elsewhere', other({ target_id: '1234' }), /^target_id: give the 5 to 20 digits/],
  ['no address elsewhere', other({ url: null }), /^url: give the address/],
  ['http to anyone', other({ url: 'http://capi.example' }), /^url: give https/],
  ['a query', other({ url: 'https://capi.example/?x' }), /^url: give the base address only/],
  ['no name', destination({ name: '' }), /^name: give 1 to 200/],
  ['too long a name', destination({ name: 'n'.repeat(201) }), /^name/],
  ['a name that would steer a terminal', destination({ name: 'a\u001b[2J' }), /^name: .* printable/],
  ['a version without v', destination({ api_version: '24.0' }), /^api_version: give a version such as/],
  ['a version that is a path', destination({ api_version: 'v24.0/../x' }), /^api_version/],
  ['a test code with a space', destination({ test_event_code: 'TEST 1' }), /^test_event_code/],
  ['an empty test code', destination({ test_event_code: '' }), /^test_event_code/],
  [
    'too long a hold',
    destination({ hold_seconds: 3_601 }),
    /^hold_seconds: give a whole number from 0 to 3600/,
  ],
  ['half a second', destination({ hold_seconds: 0.5 }), /^hold_seconds/],
  ['no hours', destination({ retry_hours: 0 }), /^retry_hours: give a whole number from 1 to 160/],
  ['too many hours', destination({ retry_hours: 161 }), /^retry_hours/],
  ['no number', destination({ retry_hours: Number.NaN }), /^retry_hours/],
  ['an empty event name', destination({ events: [''] }), /^events: give up to 100/],
  ['too many events', destination({ events: Array.from({ length: 101 }, (_, i) => `E${i}`) }), /^events/],
  [
    'too long a parameter',
    destination({ restricted_parameters: ['p'.repeat(201)] }),
    /^restricted_parameters/,
  ],
  [
    'a host with a port',
    destination({ allowed_private_hosts: ['a:1'] }),
    /^allowed_private_hosts: .*without port/,
  ],
]
for (const [title, given, says] of wrong)
  test(`checkDestination refuses ${title}`, () => expect(checkDestination(given)).toMatch(says))

const texts: [name: DestinationOption, text: string, value: unknown][] = [
  ['name', '  Meta ', 'Meta'],
  ['url', '', null],
  ['test_event_code', 'TEST1', 'TEST1'],
  ['test_event_code', '', null],
  ['hold_seconds', '0', 0],
  ['hold_seconds', '', Number.NaN],
  ['hold_seconds', 'soon', Number.NaN],
  ['events', 'Purchase, Lead,,Purchase', ['Purchase', 'Lead']],
  ['events', '', []],
  ['browser_only_events', 'off', false],
  ['browser_only_events', 'true', true],
  ['browser_only_events', 'perhaps', undefined],
  ['allowed_private_hosts', 'Emulator', ['emulator']],
]
for (const [name, text, value] of texts)
  test(`readDestinationOption: ${name} "${text}"`, () =>
    expect(readDestinationOption(name, text)).toEqual({ [name]: value }))

test('isDestinationOption knows no names of objects', () =>
  expect(['name', 'target_id', '__proto__', 'toString'].map(isDestinationOption)).toEqual([
    true,
    false,
    false,
    false,
  ]))

const secrets: [title: string, text: string, is: boolean][] = [
  ['a token', 'EAABsbCS1iHgBO0ZC', true],
  ['nothing', '', false],
  ['two lines, by which a header would be added', 'EAAB\r\nHost: x', false],
  ['a space', 'EAAB x', false],
  ['other letters than a header takes', 'EAABü', false],
  ['an endless one', 'E'.repeat(4_097), false],
]
for (const [title, text, is] of secrets)
  test(`isSecretText: ${title}`, () => expect(isSecretText(text)).toBe(is))
