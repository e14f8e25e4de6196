import type { Answer } from '@countersign/core'
import type { NewAlertChannel } from '@countersign/storage'
import { expect, test } from 'vitest'
import { configurationWithShop, diagnosed, NOW } from '../configuration.fixture.js'
import type { OutgoingRequest } from '../fetcher.js'
import { alertSender } from './alert-sender.js'
import type { OutgoingMail } from './mailer.js'
import { signatureOf } from './sign.js'

const KEY = 'a-key-of-our-own-choice'
const SLACK = 'https://hooks.slack.com/services/T0/B0/secretpart'
const MINUTE = 60_000
const OK: Answer = { kind: 'http', status: 200, body: 'ok', retry_after_s: null, usage_percent: null }

function sending() {
  const { configuration, dataset_id, clock } = configurationWithShop()
  const requests: OutgoingRequest[] = []
  const mails: OutgoingMail[] = []
  const logged: string[] = []
  const far: { answer: Answer; hold: Promise<void> | null; broken: string } = {
    answer: OK,
    hold: null,
    broken: '',
  }
  const log = (level: string) => (about: object, text: string) =>
    void logged.push(`${level} ${text} ${JSON.stringify(about)}`)
  const sender = alertSender({
    configuration,
    now_ms: () => clock.ms,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    async fetcher(request) {
      requests.push(request)
      if (request.url === far.broken) throw new Error('broken')
      await far.hold
      return far.answer
    },
    async mailer(mail) {
      mails.push(mail)
      return { rejected: 0 }
    },
  })
  const add = (more: Partial<NewAlertChannel> = {}, secret: string | null = KEY): number => {
    const target = { kind: 'webhook' as const, url: 'https://ops.example/alerts' }
    const channel = configuration.alerts.create({ dataset_id, target, ...more }, secret)
    if (typeof channel === 'string') throw new Error(channel)
    return channel.id
  }
  const record = (...found: Parameters<typeof diagnosed>[0][]) =>
    configuration.recordIssues(dataset_id, found.map(diagnosed), clock.ms)
  const tick = (at_ms: number) => {
    clock.ms = at_ms
    return sender.tick(at_ms)
  }
  /** A tick a minute. */
  const minutes = async (from: number, to: number) => {
    for (let minute = from; minute <= to; minute += 1) await tick(NOW + minute * MINUTE)
  }
  const bodies = () => requests.map(({ body }) => JSON.parse(Buffer.from(body).toString()))
  const { idle } = sender
  return { configuration, clock, requests, mails, logged, far, add, record, tick, idle, minutes, bodies }
}

test('ten at once, and what comes within the digest time, are one message; told once', async () => {
  const { add, record, minutes, bodies, clock } = sending()
  add()
  record(...Array.from({ length: 10 }, (_, at) => ({ code: `code_${at}` })))
  await minutes(0, 3)
  clock.ms = NOW + 3 * MINUTE
  record({ code: 'late' })
  await minutes(4, 4)
  expect(bodies()).toEqual([])
  await minutes(5, 30)
  expect(bodies().map(({ issues }) => issues.length)).toEqual([11])
})

test('a webhook is signed, and says what it is about', async () => {
  const { add, record, tick, requests, bodies } = sending()
  add({ digest_seconds: 0 })
  record({})
  await tick(NOW + 7)
  const [request] = requests
  expect(request).toMatchObject({ url: 'https://ops.example/alerts', may_be_private: false })
  expect(request?.headers).toEqual({
    'content-type': 'application/json',
    'user-agent': 'Countersign',
    'X-Countersign-Signature': signatureOf(request?.body ?? new Uint8Array(), KEY, NOW + 7),
  })
  expect(bodies()).toMatchObject([
    {
      version: 1,
      kind: 'issues',
      dataset_name: 'Shop',
      at_ms: NOW + 7,
      issues: [{ id: 1, event: 'new' }],
      more: 0,
    },
  ])
})

test('Slack gets blocks at its address, without a signature', async () => {
  const { add, record, tick, requests, bodies } = sending()
  add({ target: { kind: 'slack' }, digest_seconds: 0 }, SLACK)
  record({})
  await tick(NOW)
  expect(requests[0]).toMatchObject({ url: SLACK, headers: { 'content-type': 'application/json' } })
  expect(Object.keys(requests[0]?.headers ?? {})).not.toContain('X-Countersign-Signature')
  expect(bodies()[0].blocks.map(({ type }: { type: string }) => type)).toEqual([
    'header',
    'section',
    'context',
  ])
})

test('a mail goes to its server with its password', async () => {
  const { add, record, tick, mails } = sending()
  const server = {
    host: 'smtp.shop.example',
    port: 587,
    user: 'alerts',
    from: 'a@shop.example',
    to: ['b@shop.example'],
  }
  add(
    { target: { kind: 'email', ...server }, digest_seconds: 0, allowed_private_hosts: ['smtp.shop.example'] },
    'word',
  )
  record({})
  await tick(NOW)
  expect(mails).toMatchObject([
    { ...server, password: 'word', subject: 'Shop: 1 new issue', may_be_private: true },
  ])
})

test('hosts are private only by name', async () => {
  const { add, record, tick, requests } = sending()
  const target = { kind: 'webhook' as const, url: 'http://10.0.0.5:9/x' }
  add({ target, digest_seconds: 0, allowed_private_hosts: ['10.0.0.5'] })
  add({ digest_seconds: 0, allowed_private_hosts: ['10.0.0.5'] })
  record({})
  await tick(NOW)
  expect(requests.map(({ may_be_private }) => may_be_private)).toEqual([true, false])
})

test('an hour has no more messages than it may; the rest is told in the next', async () => {
  const { add, record, tick, bodies, clock } = sending()
  add({ digest_seconds: 0, per_hour_max: 3 })
  for (let minute = 0; minute < 120; minute += 1) {
    clock.ms = NOW + minute * MINUTE
    if (minute < 60) record({ code: `code_${minute}`, last_ms: clock.ms })
    await tick(clock.ms)
  }
  expect(bodies().map(({ at_ms, issues, more }) => [(at_ms - NOW) / MINUTE, issues.length + more])).toEqual([
    [0, 1],
    [1, 1],
    [2, 1],
    [60, 57],
  ])
})

test('what fails is tried again, later each time, and then given up with a line in the log', async () => {
  const { configuration, add, record, minutes, requests, logged, far } = sending()
  const id = add({ digest_seconds: 0, per_hour_max: 60 })
  far.answer = { ...OK, status: 500, body: 'no' }
  record({}, { channel: 'server' })
  await minutes(0, 400)
  expect(requests).toHaveLength(8)
  expect(logged).toHaveLength(8)
  expect(logged[0]).toMatch(/^warn .*tried again.*"failure":"it answers with 500"/)
  expect(logged[7]).toMatch(/^error .*given up.*"dropped":2/)
  expect(configuration.alerts.status(id)).toMatchObject({
    waiting: 0,
    dropped: 2,
    failure: 'it answers with 500',
  })
  expect(configuration.issue(1)?.alerted_at_ms).toBeNull()
})

test('after an outage all that has come meanwhile is one message', async () => {
  const { configuration, add, record, minutes, bodies, clock, far } = sending()
  const id = add({ digest_seconds: 0 })
  far.answer = { kind: 'network', failure: 'refused' }
  record({})
  await minutes(0, 4)
  clock.ms = NOW + 4 * MINUTE
  record({ code: 'another' })
  far.answer = OK
  await minutes(5, 60)
  expect(bodies().at(-1).issues).toHaveLength(2)
  expect(bodies()).toHaveLength(4)
  expect(configuration.alerts.status(id)).toMatchObject({
    waiting: 0,
    failures: 0,
    failure: null,
    dropped: 0,
  })
})

const refusals: [title: string, answer: Answer, failure: RegExp][] = [
  ['a redirect', { ...OK, status: 302 }, /302; redirects are not followed/],
  ['a private address', { kind: 'network', failure: 'forbidden_address' }, /no public address/],
  ['a hanging server', { kind: 'network', failure: 'timeout' }, /in time/],
]
for (const [title, answer, failure] of refusals)
  test(`a failure in words: ${title}`, async () => {
    const { configuration, add, record, tick, far } = sending()
    const id = add({ digest_seconds: 0 })
    far.answer = answer
    record({})
    await tick(NOW)
    expect(configuration.alerts.status(id)?.failure).toMatch(failure)
  })

test('an ignored issue is never told, neither what waits nor what comes', async () => {
  const { configuration, add, record, tick, minutes, requests, clock } = sending()
  add({ digest_seconds: 60 })
  record({})
  configuration.markIssue(1, 'ignored', null)
  await tick(NOW + MINUTE)
  clock.ms = NOW + MINUTE
  record({ last_ms: NOW + MINUTE })
  await minutes(2, 10)
  expect(requests).toEqual([])
})

test('a message that is under way is not begun again; one that died with its process has been tried', async () => {
  const { configuration, add, record, tick, requests, far } = sending()
  const id = add({ digest_seconds: 0 })
  let release = (): void => undefined
  far.hold = new Promise((resolve) => {
    release = resolve
  })
  record({})
  const [first, second] = [tick(NOW), tick(NOW)]
  expect(requests).toHaveLength(1)
  expect(configuration.alerts.status(id)).toMatchObject({ failures: 1, retry_at_ms: NOW + MINUTE })
  release()
  await Promise.all([first, second])
  await tick(NOW + 2 * MINUTE)
  expect(requests).toHaveLength(1)
})

test('a channel that hangs, or is removed while it is sent to, keeps no other from being told', async () => {
  const { configuration, add, record, tick, requests, far } = sending()
  const ids = Array.from({ length: 6 }, () => add({ digest_seconds: 0 }))
  far.hold = Promise.resolve().then(() => void configuration.alerts.delete(ids[0] ?? 0))
  record({})
  await tick(NOW)
  expect(requests).toHaveLength(6)
  expect(configuration.alerts.waiting()).toEqual([])
})

test('once it is to end it sends nothing new, and waits for what is under way', async () => {
  const { configuration, add, record, tick, idle, requests, far } = sending()
  for (let nth = 0; nth < 6; nth += 1) add({ digest_seconds: 0 })
  let release = (): void => undefined
  far.hold = new Promise((resolve) => {
    release = resolve
  })
  record({})
  void tick(NOW)
  const ended = idle().then(() => 'ended')
  expect(await Promise.race([ended, Promise.resolve('under way')])).toBe('under way')
  release()
  await ended
  expect(requests).toHaveLength(4)
  await tick(NOW + MINUTE)
  expect(requests).toHaveLength(4)
  expect(configuration.alerts.waiting()).toHaveLength(2)
})

test('with nothing under way it ends at once, and sends nothing to do so', async () => {
  const { add, record, idle, requests } = sending()
  add({ digest_seconds: 0 })
  record({})
  await idle()
  expect(requests).toEqual([])
})

test('a channel that breaks the sender keeps nothing from those behind it', async () => {
  const { add, record, tick, requests, logged, far } = sending()
  far.broken = 'https://ops.example/0'
  for (let nth = 0; nth < 6; nth += 1)
    add({ target: { kind: 'webhook', url: `https://ops.example/${nth}` }, digest_seconds: 0 })
  record({})
  await tick(NOW)
  expect(requests.map(({ url }) => url.slice(-1))).toEqual(['0', '1', '2', '3', '4', '5'])
  expect(logged).toEqual([expect.stringMatching(/^error An alert channel .*"alert_channel_id":1.*broken/)])
})
