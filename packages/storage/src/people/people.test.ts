import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TOTP } from 'otpauth'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openConfiguration } from '../configuration/sqlite.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { LINK_AGE_MS_MAX } from './link.js'
import type { PeopleStore, PersonRecord } from './port.js'
import { SESSION_AGE_MS_MAX, SESSION_IDLE_MS, SESSIONS_OF_PERSON_MAX } from './session.js'

const now = { ms: 1_763_900_000_000 }
const KEY = Buffer.alloc(32, 7)
const open = (path: string) => {
  const secret_key = { place: 'test', find: () => KEY, findOrMake: () => KEY }
  const configuration = openConfiguration(path, { now_ms: () => now.ms, randomBytes, secret_key })
  onTestFinished(() => configuration.close())
  return configuration
}
let directory: string
let path: string
let people: PeopleStore
let ada: PersonRecord
let bob: PersonRecord
beforeEach(() => {
  now.ms = 1_763_900_000_000
  directory = temporaryDirectory()
  path = join(directory, 'configuration.db')
  people = open(path).people
  ada = made('ada@shop.example', 'administrator')
  bob = made('bob@shop.example', 'developer')
})

function made(
  email: string,
  role: PersonRecord['role'],
  hashed: string | null = 'scrypt$hash',
): PersonRecord {
  const person = people.create({ email, role, datasets: 'all' })
  if (typeof person === 'string') throw new Error(person)
  if (hashed !== null) people.setPassword(person.id, hashed)
  return people.find(person.id) as PersonRecord
}

const ends: [title: string, act: (store: PeopleStore) => unknown][] = [
  ['disabled', (store) => store.change(bob.id, { disabled: true })],
  ['deleted', (store) => store.delete(bob.id)],
  ['demoted', (store) => store.change(bob.id, { role: 'analyst' })],
  ['made an administrator', (store) => store.change(bob.id, { role: 'administrator' })],
  ['kept to no dataset', (store) => store.change(bob.id, { datasets: [] })],
  ['given another password', (store) => store.setPassword(bob.id, 'scrypt$other')],
  ['given one by a link', (store) => store.links.use(store.links.make(bob.id)?.secret ?? '', 'x', null)],
]
for (const [title, act] of ends)
  test(`a session ends at once in every process when its person is ${title}`, () => {
    const secret = people.sessions.begin(bob.id)
    const others = people.sessions.begin(ada.id)
    expect(people.sessions.holds(secret)).toBe(true)
    act(open(path).people)
    expect([people.sessions.find(secret), people.sessions.holds(secret)]).toEqual([undefined, false])
    expect(people.sessions.holds(others)).toBe(true)
  })

test('a change that changes nothing ends no session', () => {
  const secret = people.sessions.begin(bob.id)
  people.change(bob.id, { role: 'developer', datasets: 'all', disabled: false })
  expect(people.sessions.holds(secret)).toBe(true)
})

test('a session that is disabled and enabled does not come back', () => {
  const secret = people.sessions.begin(bob.id)
  people.change(bob.id, { disabled: true })
  people.change(bob.id, { disabled: false })
  expect(people.sessions.holds(secret)).toBe(false)
})

test('a session: 12 hours idle and 30 days at most; one that replaces another ends it; bounded', () => {
  const secret = people.sessions.begin(bob.id)
  now.ms += SESSION_IDLE_MS - 1
  expect(people.sessions.find(secret)?.person.id).toBe(bob.id)
  now.ms += SESSION_IDLE_MS - 1
  // To be asked whether it holds is not to be used.
  expect(people.sessions.holds(secret)).toBe(true)
  now.ms += 1
  expect(people.sessions.find(secret)).toBeUndefined()

  const old = people.sessions.begin(bob.id)
  for (const end_ms = now.ms + SESSION_AGE_MS_MAX; now.ms < end_ms - 1; ) {
    now.ms = Math.min(now.ms + 3_600_000, end_ms - 1)
    expect(people.sessions.find(old)).toBeDefined()
  }
  now.ms += 1
  expect(people.sessions.find(old)).toBeUndefined()

  const first = people.sessions.begin(bob.id)
  const second = people.sessions.begin(bob.id, first)
  expect([people.sessions.holds(first), people.sessions.holds(second)]).toEqual([false, true])
  now.ms += 1
  for (let count = 0; count < SESSIONS_OF_PERSON_MAX; count += 1) people.sessions.begin(bob.id)
  expect(people.sessions.holds(second)).toBe(false)
})

test('whoever signs in holds a session, however many were begun in the same moment', () => {
  for (let count = 0; count < 3 * SESSIONS_OF_PERSON_MAX; count += 1)
    expect(people.sessions.holds(people.sessions.begin(bob.id))).toBe(true)
})

const last: [title: string, act: () => unknown][] = [
  ['disabled', () => people.change(ada.id, { disabled: true })],
  ['demoted', () => people.change(ada.id, { role: 'analyst' })],
  ['deleted', () => people.delete(ada.id)],
]
for (const [title, act] of last)
  test(`the last administrator cannot be ${title}; who was only invited is none`, () => {
    const carol = made('carol@shop.example', 'administrator', null)
    expect(act()).toBe('last_administrator')
    people.setPassword(carol.id, 'scrypt$hash')
    expect(act()).toMatchObject({ id: ada.id })
  })

test('people: what they are made and changed with', () => {
  const invited = { role: 'analyst', datasets: 'all' } as const
  expect(people.create({ ...invited, email: ' ADA@shop.example' })).toBe('person_exists')
  expect(people.create({ ...invited, email: 'ada' })).toBe('email_invalid')
  expect(people.create({ ...invited, email: 'd@shop.example', datasets: ['1'] })).toBe('dataset_unknown')
  expect(people.create({ email: 'd@shop.example', role: 'administrator', datasets: [] })).toBe(
    'administrator_sees_all',
  )
  expect(people.change('000000000000', {})).toBe('person_unknown')
  expect(people.delete('000000000000')).toBe('person_unknown')
})

test('a dataset that is deleted is nobody’s any more', () => {
  const configuration = open(path)
  const { id } = configuration.createDataset({ name: 'Shop' })
  people.change(bob.id, { datasets: [id] })
  configuration.deleteDataset(id)
  expect(people.find(bob.id)?.datasets).toEqual([])
})

const ages: [kind: 'invite' | 'reset', hashed: string | null][] = [
  ['invite', null],
  ['reset', 'scrypt$hash'],
]
for (const [kind, hashed] of ages)
  test(`a link to ${kind} is used once, grows old, and dies with the next`, () => {
    const { id } = made('eve@shop.example', 'analyst', hashed)
    const make = () => people.links.make(id)?.secret ?? ''
    const first = make()
    const second = make()
    expect([people.links.find(first), people.links.find(second)?.kind]).toEqual([undefined, kind])
    now.ms += LINK_AGE_MS_MAX[kind]
    expect([people.links.find(second), people.links.use(second, 'x', null)]).toEqual([undefined, undefined])
    const third = make()
    expect(people.links.use(third, 'scrypt$new', null)?.is_invited).toBe(false)
    expect([people.links.use(third, 'x', null), people.password(id)]).toEqual([undefined, 'scrypt$new'])
    const fourth = make()
    people.change(id, { disabled: true })
    expect([people.links.find(fourth), people.links.make(id)]).toEqual([undefined, undefined])
  })

test('the first link: while there is nobody, the newest only, and one administrator by it', () => {
  const { people: nobody } = open(join(directory, 'other.db'))
  const before = nobody.links.first() ?? ''
  const first = nobody.links.first() ?? ''
  expect([nobody.links.find(before), nobody.links.find(first)]).toMatchObject([undefined, { kind: 'first' }])
  expect(nobody.links.use(first, 'x', 'ada@shop.example')).toMatchObject({
    role: 'administrator',
    datasets: 'all',
  })
  expect([nobody.links.use(first, 'x', 'eve@shop.example'), nobody.links.first()]).toEqual([
    undefined,
    undefined,
  ])
})

test('the first link dies when somebody is made another way', () => {
  const { people: nobody } = open(join(directory, 'other.db'))
  const first = nobody.links.first() ?? ''
  nobody.create({ email: 'ada@shop.example', role: 'administrator', datasets: 'all' })
  expect(nobody.links.use(first, 'x', 'eve@shop.example')).toBeUndefined()
})

test('tries: counted before they are looked at, by email and by address; a success clears the email alone', () => {
  const trier = { email_digest: 'e', address_digest: 'a' }
  for (let count = 0; count < 4; count += 1) expect(people.tries.begin(trier)).toBe(0)
  people.tries.succeed(trier)
  // Three of the address are left, and none of the email.
  expect(people.tries.begin({ email_digest: 'e', address_digest: null })).toBe(0)
  expect(people.tries.begin({ email_digest: 'f', address_digest: 'a' })).toBe(0)
  expect(people.tries.begin({ email_digest: 'g', address_digest: 'a' })).toBe(0)
  expect(people.tries.begin({ email_digest: 'h', address_digest: 'a' })).toBe(now.ms + 1_000)
  expect(people.tries.begin({ email_digest: 'h', address_digest: 'b' })).toBe(0)
  // A restart forgives nothing.
  expect(open(path).people.tries.begin({ email_digest: 'h', address_digest: 'a' })).toBe(now.ms + 1_000)
})

test('codes: a secret counts once it was confirmed; a code is used once; a reset takes them off', () => {
  const { secret } = people.totp.ask(bob)
  const code = () => new TOTP({ secret }).generate({ timestamp: now.ms })
  expect([people.totp.use(bob, code()), people.find(bob.id)?.has_totp]).toEqual([false, false])
  expect(people.totp.confirm(bob, '000000')).toBe(false)
  expect([people.totp.confirm(bob, code()), people.find(bob.id)?.has_totp]).toEqual([true, true])
  expect(people.totp.use(bob, code())).toBe(false)
  now.ms += 60_000
  expect([people.totp.use(bob, code()), people.totp.use(bob, code())]).toEqual([true, false])
  people.links.use(people.links.make(bob.id)?.secret ?? '', 'scrypt$new', null)
  expect(people.find(bob.id)?.has_totp).toBe(false)
})

test('no secret is in the clear in the files', () => {
  const secrets = [
    people.sessions.begin(bob.id),
    people.links.make(bob.id)?.secret,
    people.totp.ask(bob).secret,
  ]
  const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)))
  expect(files.some((bytes) => bytes.includes('bob@shop.example'))).toBe(true)
  for (const secret of secrets) {
    expect(secret).toMatch(/^\S{32,}$/)
    expect(files.some((bytes) => bytes.includes(String(secret)))).toBe(false)
  }
})
