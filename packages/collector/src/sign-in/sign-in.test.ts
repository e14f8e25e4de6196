import { randomBytes } from 'node:crypto'
import type { PersonRecord, PersonRole } from '@countersign/storage'
import { TOTP } from 'otpauth'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiClient } from '../../testing/api-answers.js'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const PASSWORD = 'correct horse battery'
const HOST = 't.shop.example'
const ORIGIN = `https://${HOST}`
let hashed: string
beforeAll(async () => {
  hashed = await fakeEdge().configuration.people.passwords.hash(PASSWORD)
})

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
let client: ApiClient
let logged: string[]
let ada: PersonRecord
beforeEach(async () => {
  edge = fakeEdge()
  logged = []
  const stream = { write: (line: string) => void logged.push(line) }
  app = buildCollector(edge, { log: { level: 'trace', stream } })
  client = await ApiClient.of(app)
  ada = made('ada@shop.example', 'administrator')
})

const people = () => edge.configuration.people
function made(email: string, role: PersonRole, datasets: PersonRecord['datasets'] = 'all'): PersonRecord {
  const person = people().create({ email, role, datasets })
  if (typeof person === 'string') throw new Error(person)
  people().setPassword(person.id, hashed)
  return people().find(person.id) as PersonRecord
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
interface Ask {
  session?: string | undefined
  payload?: object
  headers?: { [name: string]: string }
}
/** Asks as a page of ours does, and holds the answer against the document. */
async function ask(method: Method, path: string, { session, payload, headers }: Ask = {}) {
  const answer = await app.inject({
    method,
    url: `/api${path}`,
    headers: {
      host: HOST,
      origin: ORIGIN,
      ...(session !== undefined && { cookie: `countersign_session=${session}` }),
      ...headers,
    },
    ...(payload !== undefined && { payload }),
  })
  const set = String(answer.headers['set-cookie'] ?? '')
  const body = answer.body === '' ? {} : answer.json()
  return {
    http: answer.statusCode,
    code: body.error?.code,
    body,
    text: answer.body,
    cookie: set,
    session: /countersign_session=([\w-]{43})/.exec(set)?.[1],
    retry_after: answer.headers['retry-after'],
  }
}
const signIn = (email: string, password = PASSWORD, more: object = {}, asked: Ask = {}) =>
  ask('POST', '/session', { ...asked, payload: { email, password, ...more } })
const begin = ({ id }: PersonRecord) => people().sessions.begin(id)

test('signing in sets a cookie, by which the person is known until they sign out', async () => {
  const { http, body, session, cookie } = await signIn(' Ada@Shop.example')
  expect([http, body]).toEqual([
    200,
    {
      person: {
        id: ada.id,
        email: 'ada@shop.example',
        role: 'administrator',
        datasets: 'all',
        has_totp: false,
      },
    },
  ])
  expect(client.faultsOf('Session', body)).toEqual([])
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax; Secure$/)
  expect((await ask('GET', '/session', { session })).body).toEqual(body)
  expect((await ask('DELETE', '/session', { session })).http).toBe(204)
  expect(await ask('GET', '/session', { session })).toMatchObject({ http: 401, code: 'session_missing' })
})

test('signing out ends the one session, or all of this person and of nobody else', async () => {
  const other = begin(made('bob@shop.example', 'analyst'))
  const [first, second, third] = [begin(ada), begin(ada), begin(ada)]
  const isIn = async (session: string) => (await ask('GET', '/session', { session })).http === 200
  await ask('DELETE', '/session', { session: first })
  expect(await Promise.all([first, second, third, other].map(isIn))).toEqual([false, true, true, true])
  expect((await ask('DELETE', '/session?everywhere=true', { session: second })).http).toBe(204)
  expect(await Promise.all([second, third, other].map(isIn))).toEqual([false, false, true])
})

const refused: [title: string, email: string, password: string][] = [
  ['a wrong password', 'ada@shop.example', 'another password'],
  ['nobody', 'nobody@shop.example', PASSWORD],
  ['no email', 'nonsense', PASSWORD],
  ['a disabled person', 'bob@shop.example', PASSWORD],
  ['an invited person', 'eve@shop.example', PASSWORD],
]
test('whoever cannot sign in hears the same, and waits as long', async () => {
  people().change(made('bob@shop.example', 'analyst').id, { disabled: true })
  people().create({ email: 'eve@shop.example', role: 'analyst', datasets: 'all' })
  const answers: string[] = []
  const took_ms: number[] = []
  for (const [, email, password] of refused) {
    const from = performance.now()
    // Each from an address of its own: what is asked here is no lock-out.
    const { http, text } = await signIn(email, password)
    took_ms.push(performance.now() - from)
    people().tries.giveBack({ email_digest: '', address_digest: edge.sha256('127.0.0.1') })
    expect(http).toBe(401)
    answers.push(text)
  }
  expect(new Set(answers).size).toBe(1)
  // Without the work an answer takes less than a hundredth of it.
  expect(Math.min(...took_ms)).toBeGreaterThan(Math.max(...took_ms) / 10)
})

test('the fifth wrong password locks the person out for a second, then two; a right one starts anew', async () => {
  for (let count = 0; count < 5; count += 1)
    expect((await signIn('ada@shop.example', 'wrong password')).code).toBe('sign_in_refused')
  expect(await signIn('ada@shop.example')).toMatchObject({
    http: 429,
    code: 'sign_in_locked',
    retry_after: '1',
  })
  edge.now.ms += 1_000
  expect((await signIn('ada@shop.example', 'wrong password')).code).toBe('sign_in_refused')
  expect(await signIn('ada@shop.example')).toMatchObject({ code: 'sign_in_locked', retry_after: '2' })
  edge.now.ms += 2_000
  expect((await signIn('ada@shop.example')).http).toBe(200)
})

test('many at once get no more tries through than one after another', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => signIn('ada@shop.example', 'wrong password')),
  )
  expect(answers.filter(({ code }) => code === 'sign_in_refused')).toHaveLength(5)
})

test('somebody nobody knows is locked out like somebody', async () => {
  for (let count = 0; count < 5; count += 1) await signIn('nobody@shop.example', 'wrong password')
  expect(await signIn('nobody@shop.example')).toMatchObject({ code: 'sign_in_locked', retry_after: '1' })
})

test('a session that a visitor brings is never theirs after they signed in', async () => {
  const planted = randomBytes(32).toString('base64url')
  const { session } = await signIn('ada@shop.example', PASSWORD, {}, { session: planted })
  expect(session).not.toBe(planted)
  expect((await ask('GET', '/session', { session: planted })).http).toBe(401)
  const next = await signIn('ada@shop.example', PASSWORD, {}, { session })
  expect((await ask('GET', '/session', { session })).http).toBe(401)
  expect((await ask('GET', '/session', { session: next.session })).http).toBe(200)
})

test('codes: asked for, shown once, wanted from then on, used once, taken off', async () => {
  const other = begin(ada)
  let session: string | undefined = begin(ada)
  const { secret, uri } = (await ask('POST', '/session/totp', { session })).body
  expect(uri).toContain(secret)
  const code = () => new TOTP({ secret }).generate({ timestamp: edge.now.ms })
  expect((await ask('PUT', '/session/totp', { session, payload: { code: '000000' } })).code).toBe(
    'totp_refused',
  )
  const enabled = await ask('PUT', '/session/totp', { session, payload: { code: code() } })
  expect(enabled.body.person.has_totp).toBe(true)
  for (const old of [session, other]) expect((await ask('GET', '/session', { session: old })).http).toBe(401)
  edge.now.ms += 60_000
  expect(await signIn('ada@shop.example')).toMatchObject({ http: 401, code: 'totp_missing' })
  expect((await signIn('ada@shop.example', 'wrong password')).code).toBe('sign_in_refused')
  expect((await signIn('ada@shop.example', PASSWORD, { totp: '000000' })).code).toBe('sign_in_refused')
  const used = code()
  session = (await signIn('ada@shop.example', PASSWORD, { totp: used })).session
  expect((await signIn('ada@shop.example', PASSWORD, { totp: used })).code).toBe('sign_in_refused')
  const off = await ask('DELETE', '/session/totp', { session, payload: { password: PASSWORD } })
  expect(off.body.person.has_totp).toBe(false)
  const told = [...logged, (await ask('GET', '/people', { session: off.session })).text].join('\n')
  expect(told).not.toContain(secret)
})

test('another password: the current one is asked for, and every other session ends', async () => {
  const [session, other] = [begin(ada), begin(ada)]
  const change = (current: string, password: string) =>
    ask('POST', '/session/password', { session, payload: { current, password } })
  expect((await change('wrong password', 'another good password')).code).toBe('sign_in_refused')
  expect(await change(PASSWORD, 'short')).toMatchObject({ http: 400, code: 'password_unsuitable' })
  const changed = await change(PASSWORD, 'another good password')
  for (const old of [session, other]) expect((await ask('GET', '/session', { session: old })).http).toBe(401)
  expect((await ask('GET', '/session', { session: changed.session })).http).toBe(200)
  expect((await signIn('ada@shop.example', 'another good password')).http).toBe(200)
})

test('an invitation: made, looked at, used once; a reset after it', async () => {
  const session = begin(ada)
  const payload = { email: 'Bob@shop.example', role: 'developer', datasets: [edge.dataset.id] }
  const { body } = await ask('POST', '/people', { session, payload })
  expect(client.faultsOf('InvitedPerson', body)).toEqual([])
  const { origin, pathname, hash } = new URL(body.link)
  expect([origin, pathname]).toEqual([ORIGIN, '/welcome'])
  const link = hash.slice(1)
  expect((await ask('POST', '/links/look', { payload: { link } })).body).toMatchObject({
    kind: 'invite',
    email: 'bob@shop.example',
    role: 'developer',
  })
  const use = (password: string) => ask('POST', '/links/use', { payload: { link, password } })
  expect((await use('bob@shop.example')).code).toBe('password_unsuitable')
  const used = await use(PASSWORD)
  expect((await ask('GET', '/session', { session: used.session })).body.person.email).toBe('bob@shop.example')
  expect(await use(PASSWORD)).toMatchObject({ http: 404, code: 'link_invalid' })
  const reset = (await ask('POST', `/people/${body.person.id}/reset`, { session })).body
  expect(client.faultsOf('PersonLink', reset)).toEqual([])
  expect(await ask('POST', '/links/look', { payload: { link: reset.link.split('#')[1] } })).toMatchObject({
    body: { kind: 'reset' },
  })
  for (const told of [logged.join(), (await ask('GET', '/people', { session })).text]) {
    expect(told).not.toContain(link)
    expect(told).not.toContain('scrypt$')
    expect(told).not.toContain(PASSWORD)
  }
})

test('links say where people reach the server, where that is known', async () => {
  edge.origin = 'https://events.shop.example'
  const payload = { email: 'bob@shop.example', role: 'analyst', datasets: 'all' }
  const { body } = await ask('POST', '/people', { session: begin(ada), payload })
  expect(body.link).toMatch(/^https:\/\/events\.shop\.example\/welcome#/)
})

test('the first administrator is named by whoever has the link', async () => {
  people().change(made('x@shop.example', 'administrator').id, {})
  expect(people().links.first()).toBeUndefined()
  edge = fakeEdge()
  app = buildCollector(edge, { log: false })
  const link = people().links.first() ?? ''
  expect((await ask('POST', '/links/look', { payload: { link } })).body).toMatchObject({
    kind: 'first',
    email: null,
  })
  expect(await ask('POST', '/links/use', { payload: { link, password: PASSWORD } })).toMatchObject({
    http: 400,
    code: 'parameter_invalid',
  })
  const payload = { link, email: 'ada@shop.example', password: PASSWORD }
  expect((await ask('POST', '/links/use', { payload })).body.person.role).toBe('administrator')
})

const origins: [title: string, headers: { [name: string]: string }, is_let: boolean][] = [
  ['the own page', {}, true],
  ['another site', { origin: 'https://evil.example' }, false],
  ['a page without origin', { origin: 'null' }, false],
  ['none', { origin: '' }, false],
  [
    'a forwarded host that nobody may give',
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    false,
  ],
]
for (const [title, headers, is_let] of origins)
  test(`a change by a session, asked by ${title}: ${is_let ? 'done' : 'refused'}`, async () => {
    const session = begin(ada)
    const bob = made('bob@shop.example', 'developer')
    const { http, code } = await ask('DELETE', `/people/${bob.id}`, { session, headers })
    expect([http, code]).toEqual(is_let ? [204, undefined] : [403, 'origin_refused'])
    expect(people().find(bob.id) === undefined).toBe(is_let)
    expect((await ask('GET', '/people', { session, headers })).http).toBe(200)
  })

test('no other site signs a visitor in; a script without a page may', async () => {
  const payload = { email: 'ada@shop.example', password: PASSWORD }
  const by = (headers: { [name: string]: string }) => ask('POST', '/session', { payload, headers })
  expect((await by({ origin: 'https://evil.example' })).code).toBe('origin_refused')
  const answer = await app.inject({ method: 'POST', url: '/api/session', headers: { host: HOST }, payload })
  expect(answer.statusCode).toBe(200)
})

test('the last administrator stays; a person who is changed is out at once, from open streams too', async () => {
  const session = begin(ada)
  const bob = made('bob@shop.example', 'developer')
  const his = begin(bob)
  expect(await ask('PATCH', `/people/${ada.id}`, { session, payload: { role: 'analyst' } })).toMatchObject({
    http: 409,
    code: 'last_administrator',
  })
  const changed = await ask('PATCH', `/people/${bob.id}`, { session, payload: { role: 'analyst' } })
  expect([changed.http, client.faultsOf('Person', changed.body)]).toEqual([200, []])
  expect((await ask('GET', '/session', { session: his })).http).toBe(401)
  expect((await ask('PATCH', `/people/${'0'.repeat(12)}`, { session, payload: {} })).http).toBe(404)
  const again = { email: 'bob@shop.example', role: 'analyst', datasets: 'all' }
  expect((await ask('POST', '/people', { session, payload: again })).code).toBe('person_exists')
})

test('what was done stands in the audit log, page by page, and no secret in it', async () => {
  await signIn('ada@shop.example', 'wrong password')
  await signIn('my password by mistake', 'wrong password')
  const { session } = await signIn('ada@shop.example')
  const bob = made('bob@shop.example', 'developer')
  await ask('PATCH', `/people/${bob.id}`, { session, payload: { disabled: true } })
  const { body, text } = await ask('GET', '/audit?limit=100', { session })
  expect(client.faultsOf('AuditLog', body)).toEqual([])
  expect(body.data.map(({ who, what }: { who: string; what: string }) => [who, what])).toEqual([
    ['ada@shop.example', 'person.changed'],
    ['ada@shop.example', 'sign_in.done'],
    ['unknown', 'sign_in.refused'],
    ['ada@shop.example', 'sign_in.refused'],
  ])
  expect(text).not.toContain('mistake')
  const page = (await ask('GET', '/audit?limit=3', { session })).body
  expect(page.after).toBe(body.data[2].id)
  expect((await ask('GET', `/audit?limit=3&after=${page.after}`, { session })).body).toEqual({
    data: [body.data[3]],
    after: null,
  })
})
