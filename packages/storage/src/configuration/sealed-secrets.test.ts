import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import type { Configuration } from './port.js'
import { SEALED } from './sealed-secrets.js'
import { SecretUnusable, secretKeyFrom } from './secret-key.js'
import { openConfiguration } from './sqlite.js'

const KINDS: { [kind: string]: (configuration: Configuration, dataset_id: string) => unknown } = {
  destinations: (configuration, dataset_id) =>
    configuration.createDestination(
      { dataset_id, name: 'Meta', kind: 'meta', target_id: '1832195656904796', from_position: 1 },
      { access_token: 'EAABsbCS1iHgBO7ZCtoken', app_secret: null },
    ),
  alert_channels: (configuration, dataset_id) =>
    configuration.alerts.create(
      { dataset_id, target: { kind: 'webhook', url: 'https://ops.example/' } },
      'a-key-of-our-own-choice',
    ),
  orders_secrets: (configuration, dataset_id) => configuration.createOrdersSecret(dataset_id),
}

function shop() {
  const directory = temporaryDirectory()
  const path = join(directory, 'secret.key')
  const configuration = openConfiguration(join(directory, 'configuration.db'), {
    now_ms: () => 1_763_900_000_000,
    randomBytes,
    secret_key: secretKeyFrom(path, undefined, () => {}),
  })
  onTestFinished(() => configuration.close())
  const dataset = () => configuration.createDataset({ name: 'Shop' }).id
  return { directory, path, configuration, dataset }
}

for (const [kept, keep] of Object.entries(KINDS))
  for (const [wanted, make] of Object.entries(KINDS))
    test(`where the key is lost, ${kept} alone keep ${wanted} from making a new one`, () => {
      const { path, configuration, dataset } = shop()
      keep(configuration, dataset())
      rmSync(path)
      expect(() => make(configuration, dataset())).toThrow(SecretUnusable)
      expect(() => make(configuration, dataset())).toThrow(
        /There is no secret key at .*, and other secrets were encrypted with it\. Put it back/,
      )
      expect(existsSync(path)).toBe(false)
    })

test('what replaces the only secret makes a new key: the orders secret of the one dataset that has one', () => {
  const { path, configuration, dataset } = shop()
  const id = dataset()
  configuration.createOrdersSecret(id)
  rmSync(path)
  expect(() => configuration.ordersSecret(id)).toThrow(
    `The orders secret of dataset ${id} cannot be read: there is no secret key at ${path}. Put it back, since a backup does not hold it; or set it again: countersign orders secret --dataset ${id}`,
  )
  const secret = configuration.createOrdersSecret(id)
  expect([configuration.ordersSecret(id), existsSync(path)]).toEqual([secret, true])
})

test('an orders secret is removed though its key is lost, and then keeps nobody from making a new one', () => {
  const { path, configuration, dataset } = shop()
  const id = dataset()
  configuration.createOrdersSecret(id)
  rmSync(path)
  expect(configuration.ordersWebhook(id).secret).toBe('unreadable')
  expect(() => configuration.createOrdersSecret(dataset())).toThrow(
    `or remove what was encrypted with it: countersign orders secret --dataset ${id} --remove`,
  )
  expect([configuration.removeOrdersSecret(id), configuration.removeOrdersSecret(id)]).toEqual([true, false])
  expect(configuration.ordersWebhook(id).secret).toBe('none')
  configuration.createOrdersSecret(dataset())
  expect(existsSync(path)).toBe(true)
})

test('an alert channel without a secret keeps no key, and wants none', () => {
  const { path, configuration, dataset } = shop()
  const id = dataset()
  const [from, to] = ['alerts@shop.example', ['ann@shop.example']]
  const target = { kind: 'email' as const, host: 'mail', port: 25, user: null, from, to }
  const made = configuration.alerts.create({ dataset_id: id, target }, null)
  expect([typeof made, existsSync(path)]).toEqual(['object', false])
  configuration.createOrdersSecret(id)
  expect(existsSync(path)).toBe(true)
})

// Only what is sealed is kept as bytes: a table that is new here is known to the key as well.
test('every column of the configuration that holds bytes is among the sealed secrets', () => {
  const { directory } = shop()
  const db = new Database(join(directory, 'configuration.db'), { readonly: true })
  const columns = db
    .prepare<[], string>(
      `SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
       WHERE t.type = 'table' AND c.type = 'BLOB' ORDER BY 1`,
    )
    .pluck()
    .all()
  db.close()
  const known = SEALED.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`))
  expect(known.sort()).toEqual(columns)
})
