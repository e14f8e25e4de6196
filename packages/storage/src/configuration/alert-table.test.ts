import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { secretKeyFrom } from './secret-key.js'
import { openConfiguration } from './sqlite.js'

const KEY = 'a-key-of-our-own-choice'

function shopIn(directory: string) {
  const configuration = openConfiguration(join(directory, 'configuration.db'), {
    now_ms: () => 1_763_900_000_000,
    randomBytes,
    secret_key: secretKeyFrom(join(directory, 'secret.key'), undefined, () => {}),
  })
  onTestFinished(() => configuration.close())
  const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
  const add = () =>
    configuration.alerts.create({ dataset_id, target: { kind: 'webhook', url: 'https://ops.example/' } }, KEY)
  return { configuration, add }
}

test("a channel's secret is on disk encrypted only", () => {
  const directory = temporaryDirectory()
  const { configuration, add } = shopIn(directory)
  add()
  const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)))
  for (const form of [KEY, Buffer.from(KEY).toString('hex'), Buffer.from(KEY).toString('base64')])
    expect(files.some((bytes) => bytes.includes(form))).toBe(false)
  expect(configuration.alerts.secret(1)).toBe(KEY)
})

test('a wrong or missing key is said, with what to do, and none is made beside what it encrypted', () => {
  const directory = temporaryDirectory()
  const { configuration, add } = shopIn(directory)
  add()
  const path = join(directory, 'secret.key')
  writeFileSync(path, '11'.repeat(32))
  expect(() => configuration.alerts.secret(1)).toThrow(
    `The secret of alert channel 1 cannot be read: it was encrypted with another secret key than the one in ${path}. Give the old key back; or set it again: countersign alert remove 1, then countersign alert add`,
  )
  rmSync(path)
  expect(() => configuration.alerts.secret(1)).toThrow(/there is no secret key at/)
  expect(add).toThrow(/other secrets were encrypted with it\. Put it back/)
})
