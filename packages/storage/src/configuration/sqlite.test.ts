import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { alertContract } from './alert-contract.js'
import { consentContract } from './consent-contract.js'
import { configurationContract } from './contract.js'
import { destinationContract } from './destination-contract.js'
import { domainContract } from './domain-contract.js'
import { issueContract } from './issue-contract.js'
import { type SecretKey, secretKeyFrom } from './secret-key.js'
import { defaultSettings } from './settings.js'
import { openConfiguration } from './sqlite.js'

const keyAt = (path: string, given = '00'.repeat(32)): SecretKey => secretKeyFrom(path, given, () => {})
const open = (path: string, secret_key = keyAt('none')) => {
  const configuration = openConfiguration(path, { now_ms: () => 1_763_900_000_000, randomBytes, secret_key })
  onTestFinished(() => configuration.close())
  return configuration
}
const file = () => join(temporaryDirectory(), 'configuration.db')
/** What one connection changes, another sees when the event loop has come round. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

for (const contract of [
  configurationContract,
  destinationContract,
  consentContract,
  issueContract,
  alertContract,
  domainContract,
]) {
  contract('in memory', () => open(':memory:'))
  contract('in a file', () => open(file()))
}

test('a token is on disk as a digest only', () => {
  const path = file()
  const configuration = open(path)
  const { id, access_token } = configuration.createToken(null, 'admin')
  const secret = access_token.slice(`cs_${id}_`.length)
  const files = readdirSync(join(path, '..')).map((name) => readFileSync(join(path, '..', name)))
  expect(files.some((bytes) => bytes.includes(secret))).toBe(false)
  expect(files.some((bytes) => bytes.includes(id))).toBe(true)
})

test('what another process changes is seen at once: a dataset, a token, its revocation', async () => {
  const path = file()
  const [server, command] = [open(path), open(path)]
  expect(server.datasets()).toEqual([])
  const version = server.version()
  const { id } = command.createDataset({ name: 'Shop' })
  const token = command.createToken(id, 'checkout')
  await turn()
  expect(server.version()).not.toBe(version)
  expect(server.tokenOf(token.access_token)?.dataset_id).toBe(id)
  command.revokeToken(token.id)
  await turn()
  expect(server.tokenOf(token.access_token)).toBeUndefined()
  command.deleteDataset(id)
  await turn()
  expect([server.dataset(id), server.erasures()]).toEqual([undefined, [id]])
})

test('regression: a dataset that another process makes is found in the same turn, as in a long step of the fold', () => {
  const path = file()
  const [server, command] = [open(path), open(path)]
  expect(server.datasets()).toEqual([])
  const { id } = command.createDataset({ name: 'Shop' })
  expect(server.dataset(id)?.name).toBe('Shop')
})

test('two processes change different things of a dataset, and both hold', () => {
  const path = file()
  const [one, other] = [open(path), open(path)]
  const { id } = one.createDataset({ name: 'Shop' })
  other.changeDataset(id, { domain: 'shop.example' })
  expect(one.changeDataset(id, { name: 'Renamed' })).toMatchObject({
    name: 'Renamed',
    domain: 'shop.example',
  })
})

test("a dataset that was stored before a setting existed has that setting's default", () => {
  const path = file()
  const { id } = open(path).createDataset({ name: 'Shop' })
  const db = new Database(path)
  db.exec(`UPDATE datasets SET dataset = json_remove(json_set(dataset, '$.settings.block_bots', json('true')),
    '$.settings.retention_events_days')`)
  db.close()
  expect(open(path).dataset(id)?.settings).toEqual({ ...defaultSettings(), block_bots: true })
})

test('an id that is taken, or was, is not given again', () => {
  // Randomness that repeats itself: the same seven bytes twice for every id.
  let asked = 0
  const repeating = (count: number) =>
    Uint8Array.from({ length: count }, () => Math.floor(asked++ / (2 * count)))
  const configuration = openConfiguration(':memory:', { now_ms: () => 0, randomBytes: repeating })
  onTestFinished(() => configuration.close())
  const first = configuration.createDataset({ name: 'a' }).id
  configuration.deleteDataset(first)
  expect(configuration.createDataset({ name: 'b' }).id).not.toBe(first)
})
