import { expect, test } from 'vitest'
import type { NewAlertChannel } from './alert-channel.js'
import { checkAlertChannel } from './check-alert-channel.js'

const KEY = 'a-key-of-our-own-choice'
const WEBHOOK = { kind: 'webhook' as const, url: 'https://ops.example/alerts?team=1' }
const MAIL = {
  kind: 'email' as const,
  host: 'SMTP.shop.example',
  port: 587,
  user: 'alerts',
  from: 'alerts@shop.example',
  to: ['ann@shop.example', 'ann@shop.example', 'bob@shop.example'],
}
type Given = Omit<NewAlertChannel, 'dataset_id'>

const good: [title: string, given: Given, secret: string | null, want: object][] = [
  ['a webhook', { target: WEBHOOK }, KEY, { target: WEBHOOK, severities: ['error', 'warning'] }],
  [
    'plain HTTP by name',
    { target: { kind: 'webhook', url: 'http://10.0.0.5:9/x' }, allowed_private_hosts: ['10.0.0.5'] },
    KEY,
    { target: { kind: 'webhook', url: 'http://10.0.0.5:9/x' }, allowed_private_hosts: ['10.0.0.5'] },
  ],
  [
    'severities in one order',
    { target: WEBHOOK, severities: ['info', 'error'] },
    KEY,
    { severities: ['error', 'info'] },
  ],
  [
    'Slack',
    { target: { kind: 'slack' } },
    'https://hooks.slack.com/services/T/B/x',
    { target: { kind: 'slack', host: 'hooks.slack.com' } },
  ],
  [
    'a mail server',
    { target: MAIL },
    'word',
    { target: { ...MAIL, host: 'smtp.shop.example', to: ['ann@shop.example', 'bob@shop.example'] } },
  ],
]
for (const [title, given, secret, want] of good)
  test(`checkAlertChannel: ${title}`, () => expect(checkAlertChannel(given, secret)).toMatchObject(want))

const mail = (more: Partial<typeof MAIL> | { user: null }): Given => ({ target: { ...MAIL, ...more } })
const url = (text: string): Given => ({ target: { kind: 'webhook', url: text } })
const bad: [title: string, given: Given, secret: string | null, says: RegExp][] = [
  ['no TLS', url('http://ops.example/'), KEY, /^url: give https/],
  ['no address', url('ops.example'), KEY, /^url: give an address/],
  ['a file', url('file:///etc/passwd'), KEY, /^url: give an address/],
  ['with a password', url('https://a:b@ops.example/'), KEY, /^url: give it without a name/],
  ['too long', url(`https://ops.example/${'a'.repeat(500)}`), KEY, /^url:/],
  ['no key', { target: WEBHOOK }, null, /^secret: give 16/],
  ['a short key', { target: WEBHOOK }, 'short', /^secret: give 16/],
  ['a key with a line break', { target: WEBHOOK }, `${KEY}\n${KEY}`, /^secret: give 16/],
  ['Slack without an address', { target: { kind: 'slack' } }, null, /^secret: Slack/],
  ['no severity', { target: WEBHOOK, severities: [] }, KEY, /^severities:/],
  ['another severity', { target: WEBHOOK, severities: ['fatal' as 'error'] }, KEY, /^severities:/],
  ['half a second', { target: WEBHOOK, digest_seconds: 0.5 }, KEY, /^digest_seconds:/],
  ['none an hour', { target: WEBHOOK, per_hour_max: 0 }, KEY, /^per_hour_max:/],
  [
    'hosts that are none',
    { target: WEBHOOK, allowed_private_hosts: ['a b'] },
    KEY,
    /^allowed_private_hosts:/,
  ],
  ['a server with a path', mail({ host: 'smtp.example/x' }), 'word', /^host:/],
  ['a port that is none', mail({ port: 0 }), 'word', /^port:/],
  ['a user without a password', mail({}), null, /^user:/],
  ['a password without a user', mail({ user: null }), 'word', /^user:/],
  ['a user with a line break', mail({ user: 'a\r\nb' }), 'word', /^user:/],
  ['a header in from', mail({ from: 'a@b.example\r\nBcc: c@d.example' }), 'word', /^from:/],
  ['two addresses in one', mail({ to: ['a@b.example,c@d.example'] }), 'word', /^to:/],
  ['a name with an address', mail({ to: ['Ann <a@b.example>'] }), 'word', /^to:/],
  ['nobody', mail({ to: [] }), 'word', /^to:/],
  ['too many', mail({ to: Array.from({ length: 21 }, (_, at) => `a${at}@b.example`) }), 'word', /^to:/],
]
for (const [title, given, secret, says] of bad)
  test(`checkAlertChannel: ${title} is refused`, () => expect(checkAlertChannel(given, secret)).toMatch(says))

test('checkAlertChannel never repeats what may be secret', () => {
  const secret = 'ftp://hooks.slack.com/services/T/B/secretpart'
  expect(checkAlertChannel({ target: { kind: 'slack' } }, secret)).not.toContain('secretpart')
})
