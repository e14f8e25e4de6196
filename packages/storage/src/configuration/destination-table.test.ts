import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import type { Configuration } from './port.js'
import { secretKeyFrom } from './secret-key.js'
import { openConfiguration } from './sqlite.js'

const TOKEN = 'EAABsbCS1iHgBO0ZC'
const APP_SECRET = '0123456789abcdef0123456789abcdef'

/** A configuration in a file, with its key in a file beside it; `given` is an environment's key. */
function openIn(directory: string, given?: string): Configuration {
  const configuration = openConfiguration(join(directory, 'configuration.db'), {
    now_ms: () => 1_763_900_000_000,
    randomBytes,
    secret_key: secretKeyFrom(join(directory, 'secret.key'), given, () => {}),
  })
  onTestFinished(() => configuration.close())
  return configuration
}

function shopIn(directory: string, given?: string) {
  const configuration = openIn(directory, given)
  const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
  const add = (name: string) =>
    configuration.createDestination(
      { dataset_id, name, kind: 'meta', target_id: '1832195656904796', from_position: 1 },
      { access_token: TOKEN, app_secret: APP_SECRET },
    )
  add('Meta')
  return { configuration, add }
}

const edit = (directory: string, sql: string) => {
  const db = new Database(join(directory, 'configuration.db'))
  db.exec(sql)
  db.close()
}

test('secrets are on disk encrypted only, and the key is in a file of its own', () => {
  const directory = temporaryDirectory()
  const { configuration } = shopIn(directory)
  const all = readdirSync(directory).map((name) => readFileSync(join(directory, name)))
  for (const secret of [TOKEN, APP_SECRET])
    for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
      expect(all.some((bytes) => bytes.includes(form))).toBe(false)
  const key = readFileSync(join(directory, 'secret.key'), 'utf8').trim()
  const holders = readdirSync(directory).filter((name) =>
    [key, Buffer.from(key, 'base64')].some((form) => readFileSync(join(directory, name)).includes(form)),
  )
  expect(holders).toEqual(['secret.key'])
  expect(configuration.destinationSecrets(1)).toEqual({ access_token: TOKEN, app_secret: APP_SECRET })
})

test('a key is made only when it is needed', () => {
  const directory = temporaryDirectory()
  openIn(directory).createDataset({ name: 'Shop' })
  expect(existsSync(join(directory, 'secret.key'))).toBe(false)
})

test('a wrong key is told from the right one, with what to do; given back, all is well', () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'secret.key')
  const { configuration } = shopIn(directory)
  const right = readFileSync(path)
  writeFileSync(path, '11'.repeat(32))
  expect(() => configuration.destinationSecrets(1)).toThrow(
    `The access token of destination 1 cannot be read: it was encrypted with another secret key than the one in ${path}. Give the old key back; or set it again: countersign destination token 1 --token-stdin`,
  )
  expect(() => openIn(directory, '22'.repeat(32)).destinationSecrets(1)).toThrow(
    /than the one in COUNTERSIGN_SECRET_KEY\. Give/,
  )
  writeFileSync(path, right)
  expect(configuration.destinationSecrets(1)?.access_token).toBe(TOKEN)
})

test('without the key nothing is read, no key is made beside what it encrypted, and a token that is set again makes one', () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'secret.key')
  const { configuration, add } = shopIn(directory)
  rmSync(path)
  expect(() => configuration.destinationSecrets(1)).toThrow(
    /cannot be read: there is no secret key at .*secret\.key\. Put it back, since a backup does not hold it; or set it again/,
  )
  expect(() => add('another')).toThrow(
    /There is no secret key at .*countersign destination token 1 --token-stdin/,
  )
  expect(existsSync(path)).toBe(false)
  expect(configuration.destinations()).toHaveLength(1)

  configuration.changeDestination(1, { access_token: 'EAAB-new' })
  expect(existsSync(path)).toBe(true)
  expect(() => configuration.destinationSecrets(1)).toThrow(
    /The app secret of destination 1 cannot be read: .* countersign destination token 1 --app-secret-stdin$/,
  )
  configuration.changeDestination(1, { app_secret: null })
  expect(configuration.destinationSecrets(1)).toEqual({ access_token: 'EAAB-new', app_secret: null })
})

const swaps: [title: string, sql: string][] = [
  [
    'of another destination',
    'UPDATE destinations SET access_token = (SELECT access_token FROM destinations WHERE id = 2) WHERE id = 1',
  ],
  ['of another field', 'UPDATE destinations SET access_token = app_secret'],
  ['of another dataset', "UPDATE destinations SET dataset_id = '100000000000001'"],
  ['cut short', 'UPDATE destinations SET access_token = substr(access_token, 1, 40)'],
]
for (const [title, sql] of swaps)
  test(`a sealed secret that was tampered with is not taken: ${title}`, () => {
    const directory = temporaryDirectory()
    const { configuration, add } = shopIn(directory)
    add('another')
    edit(directory, sql)
    expect(() => configuration.destinationSecrets(1)).toThrow(
      'The access token of destination 1 cannot be read: what is stored is damaged. Set it again: countersign destination token 1 --token-stdin',
    )
  })

test('what is set anew, or deleted, does not stay in the file', () => {
  const directory = temporaryDirectory()
  const { configuration, add } = shopIn(directory)
  add('another')
  const sealed = () => {
    const db = new Database(join(directory, 'configuration.db'), { readonly: true })
    const all = db.prepare('SELECT access_token FROM destinations').pluck().all() as Buffer[]
    db.close()
    return all
  }
  const [first, second] = sealed()
  configuration.changeDestination(1, { access_token: 'EAAB-new' })
  configuration.deleteDestination(2)
  configuration.close()
  const bytes = readFileSync(join(directory, 'configuration.db'))
  expect([first, second].map((old) => old === undefined || bytes.includes(old))).toEqual([false, false])
})

test('a destination that was stored before an option existed has its default', () => {
  const directory = temporaryDirectory()
  shopIn(directory).configuration.changeDestination(1, { hold_seconds: 5 })
  edit(
    directory,
    "UPDATE destinations SET destination = json_remove(destination, '$.events', '$.retry_hours')",
  )
  expect(openIn(directory).destination(1)).toMatchObject({ hold_seconds: 5, events: [], retry_hours: 48 })
})

test('where no key was given, destinations are seen, and nothing secret is', () => {
  const directory = temporaryDirectory()
  shopIn(directory)
  const seeds = { now_ms: () => 0, randomBytes }
  const reader = openConfiguration(join(directory, 'configuration.db'), seeds)
  onTestFinished(() => reader.close())
  expect(reader.destinations()).toHaveLength(1)
  expect(() => reader.destinationSecrets(1)).toThrow(/opened without a secret key/)
})
