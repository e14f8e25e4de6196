import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import type { OutgoingMail } from './mailer.js'
import { smtpMailer } from './smtp-mailer.js'

const PLAIN: SMTPServerOptions = {
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
}

async function mailServer(options: SMTPServerOptions = {}) {
  const taken: { from: string; to: string[]; text: string; hello: string }[] = []
  const server = new SMTPServer({
    ...PLAIN,
    onAuth: ({ username, password }, _, done) =>
      username === 'alerts' && password === 'word' ? done(null, { user: 1 }) : done(new Error('no: word')),
    onRcptTo: ({ address }, _, done) => done(address.startsWith('nobody@') ? new Error('unknown') : null),
    async onData(stream, { envelope, hostNameAppearsAs }, done) {
      const { mailFrom } = envelope
      taken.push({
        from: mailFrom === false ? '' : mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
        text: (await buffer(stream)).toString(),
        hello: String(hostNameAppearsAs),
      })
      done()
    },
    ...options,
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  return { taken, port: (server.server.address() as AddressInfo).port }
}

const mail = (port: number, more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  host: '127.0.0.1',
  port,
  user: null,
  password: null,
  from: 'alerts@shop.example',
  to: ['ann@shop.example', 'bob@shop.example'],
  subject: 'Shop: 1 new issue',
  text: 'Missing value\n.\nÄ\n',
  may_be_private: true,
  ...more,
})

test('a mail is handed over, with its headers and its text', async () => {
  const { taken, port } = await mailServer()
  expect(await smtpMailer()(mail(port))).toEqual({ rejected: 0 })
  const [got] = taken
  expect(got).toMatchObject({
    from: 'alerts@shop.example',
    to: ['ann@shop.example', 'bob@shop.example'],
    hello: 'shop.example',
  })
  expect(got?.text).toMatch(/^Subject: Shop: 1 new issue\r$/m)
  expect(got?.text).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(got?.text).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m)
})

test('a user and a password are given; a wrong one is said, and never repeated', async () => {
  const { taken, port } = await mailServer({ authOptional: false })
  expect(await smtpMailer()(mail(port, { user: 'alerts', password: 'word' }))).toEqual({ rejected: 0 })
  expect(taken).toHaveLength(1)
  expect(await smtpMailer()(mail(port, { user: 'alerts', password: 'other' }))).toEqual({
    failure: 'mail server 127.0.0.1: it does not take this user and password (535)',
  })
})

test('recipients that are not taken are counted; none at all is a failure', async () => {
  const { taken, port } = await mailServer()
  const send = (...to: string[]) => smtpMailer()(mail(port, { to }))
  expect(await send('ann@shop.example', 'nobody@shop.example')).toEqual({ rejected: 1 })
  expect(taken.map(({ to }) => to)).toEqual([['ann@shop.example']])
  expect(await send('nobody@shop.example')).toEqual({
    failure: expect.stringMatching(/none of these recipients/),
  })
})

test('a subject with line breaks in it makes no header', async () => {
  const { taken, port } = await mailServer()
  await smtpMailer()(mail(port, { subject: 'Shop\r\nBcc: evil@evil.example\r\n\r\nbody' }))
  const head = taken[0]?.text.split('\r\n\r\n')[0] ?? ''
  expect(head).not.toMatch(/^Bcc:/im)
  expect(taken[0]?.to).toEqual(['ann@shop.example', 'bob@shop.example'])
})

test('a certificate that nobody vouches for is not taken', async () => {
  const { taken, port } = await mailServer({ disabledCommands: [] })
  expect(await smtpMailer()(mail(port))).toEqual({
    failure: expect.stringMatching(/^mail server 127\.0\.0\.1: /),
  })
  expect(taken).toEqual([])
})

test('a server in a private network is spoken to by name only', async () => {
  const { taken, port } = await mailServer()
  const inside = { host: 'mail.shop.example', may_be_private: false }
  const mailer = smtpMailer({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
  const failure = (host: string) => `${host} has no public address, and is not allowed by name`
  expect(await mailer(mail(port, inside))).toEqual({ failure: failure('mail.shop.example') })
  expect(await mailer(mail(port, { may_be_private: false }))).toEqual({ failure: failure('127.0.0.1') })
  expect(taken).toEqual([])
  expect(await mailer(mail(port, { ...inside, may_be_private: true }))).toEqual({ rejected: 0 })
})

test('a server that says nothing, or nothing that is SMTP, is left; a name that is not found is said', async () => {
  const listening = async (greeting: string) => {
    const server = createServer((socket) => void socket.on('error', () => undefined).write(greeting))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return (server.address() as AddressInfo).port
  }
  const mailer = smtpMailer({ limits: { greeting_ms: 100, socket_ms: 100 } })
  expect(await mailer(mail(await listening('')))).toEqual({ failure: expect.stringMatching(/in time/) })
  expect(await mailer(mail(await listening('HTTP/1.1 400 no\r\n\r\n')))).toEqual({
    failure: expect.stringMatching(/^mail server/),
  })
  const lost = smtpMailer({
    resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
  })
  expect(await lost(mail(25, { host: 'mail.shop.example' }))).toEqual({
    failure: 'mail server mail.shop.example: its name is not found',
  })
})
