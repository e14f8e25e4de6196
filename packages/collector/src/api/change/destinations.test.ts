import { beforeEach, expect, test } from 'vitest'
import { type Asking, asking, askingUnchanged, PLANTED, type Wrong } from '../../../testing/asking.js'

let it: Asking
let url: string
beforeEach(async () => {
  it = await asking()
  url = `${it.root}/destinations`
})

const TO_META = { kind: 'meta', target_id: '1832195656904796', access_token: PLANTED }

test('a destination is created, shown without what is secret, changed, and deleted by its name', async () => {
  it.edge.journal.last = 41
  const created = await it.ask('post', url, {
    ...TO_META,
    app_secret: `${PLANTED}-app`,
    events: ['Purchase'],
  })
  expect(created).toMatchObject({
    ...{ http: 201, id: 1, name: 'Meta 1832195656904796', from_position: 42, events: ['Purchase'] },
    ...{ has_app_secret: true, secrets_readable: true, paused_at_ms: null, private_host: null },
  })
  const change = { name: 'Ours', test_event_code: 'TEST1', hold_seconds: 5, paused: true, app_secret: null }
  const changed = await it.ask('patch', `${url}/1`, change)
  const { paused: _, app_secret: __, ...options } = change
  expect(changed).toMatchObject({ http: 200, ...options, has_app_secret: false, events: ['Purchase'] })
  expect(changed.paused_at_ms).toBe(it.edge.now.ms)
  const { configuration } = it.edge
  expect(configuration.destinationSecrets(1)).toEqual({ access_token: PLANTED, app_secret: null })
  it.edge.now.ms += 10
  const again = await it.ask('patch', `${url}/1`, { paused: true, access_token: `${PLANTED}-2` })
  expect(again).toMatchObject({ paused_at_ms: changed.paused_at_ms, secrets_at_ms: it.edge.now.ms })
  expect(configuration.destinationSecrets(1)?.access_token).toBe(`${PLANTED}-2`)
  expect((await it.ask('patch', `${url}/1`, { paused: false })).paused_at_ms).toBeNull()
  const listed = await it.get(url)
  expect(listed.data).toHaveLength(1)
  expect(JSON.stringify([created, changed, again, listed])).not.toContain(PLANTED)
  expect((await it.ask('delete', `${url}/1`, { name: 'Meta' })).error).toMatchObject({ at: 'name' })
  expect(await it.ask('delete', `${url}/1`, { name: 'Ours' })).toMatchObject({ http: 200, deleted: true })
  expect(configuration.destinations()).toEqual([])
})

test('one may be created paused', async () => {
  expect((await it.ask('post', url, { ...TO_META, paused: true })).paused_at_ms).toBe(it.edge.now.ms)
})

test('a private address is said, as nothing is sent there', async () => {
  const other = { kind: 'conversions_api', target_id: '12345', access_token: PLANTED }
  const made = await it.ask('post', url, { ...other, url: 'http://127.0.0.1:8788/' })
  expect(made).toMatchObject({ url: 'http://127.0.0.1:8788', private_host: '127.0.0.1' })
  const allowed = await it.ask('patch', `${url}/1`, { allowed_private_hosts: ['127.0.0.1'] })
  expect(allowed.private_host).toBeNull()
})

test('a known token goes to no other host; to another path of the same it does', async () => {
  const other = { kind: 'conversions_api', target_id: '12345', access_token: PLANTED }
  await it.ask('post', url, { ...other, url: 'https://capi.example/a' })
  const stolen = await it.ask('patch', `${url}/1`, { url: 'https://evil.example' })
  expect(stolen).toMatchObject({ http: 400, error: { at: 'access_token' } })
  expect((await it.ask('patch', `${url}/1`, { url: 'https://capi.example/b' })).http).toBe(200)
  const given = { url: 'https://new.example', access_token: 'EAABother' }
  expect(await it.ask('patch', `${url}/1`, given)).toMatchObject({ http: 200, url: 'https://new.example' })
})

test("another dataset's destination is as one that is not there", async () => {
  const other = it.edge.configuration.createDataset({ name: 'Other' })
  await it.ask('post', `/datasets/${other.id}/destinations`, TO_META)
  for (const [method, body] of [
    ['patch', { paused: true }],
    ['delete', { name: 'Meta 1832195656904796' }],
  ] as const)
    expect((await it.ask(method, `${url}/1`, body)).error.code).toBe('object_unknown')
  expect(it.edge.configuration.destination(1)?.paused_at_ms).toBeNull()
})

const URL = '/datasets/{id}/destinations'
const BAD = 'parameter_invalid'
/** @source packages/storage/src/configuration/destination-options.ts: the same rules as the command line's */
const wrong: Wrong[] = [
  ['nothing', 'post', URL, {}, BAD, ['kind', 'target_id', 'access_token']],
  ['an unknown kind', 'post', URL, { ...TO_META, kind: 'tiktok' }, BAD, ['kind']],
  ['a number as the id', 'post', URL, { ...TO_META, target_id: 5 }, BAD, ['target_id']],
  [
    'a token with a line break',
    'post',
    URL,
    { ...TO_META, access_token: `${PLANTED}\nx` },
    BAD,
    ['access_token'],
  ],
  ['an address without https', 'post', URL, { ...TO_META, url: 'http://a.example' }, BAD, ['url']],
  ['a fault in a list', 'post', URL, { ...TO_META, events: ['Purchase', 5] }, BAD, ['events.1']],
  ['a text for a number', 'post', URL, { ...TO_META, hold_seconds: '5' }, BAD, ['hold_seconds']],
  [
    'every field that is wrong',
    'post',
    URL,
    {
      ...{ kind: 'meta', target_id: '1', access_token: `${PLANTED} x`, app_secret: `${PLANTED} y`, name: '' },
      ...{ url: 'x', api_version: '24', test_event_code: 'a b', hold_seconds: -1, retry_hours: 161 },
      ...{ events: [''], restricted_parameters: [''], allowed_private_hosts: ['a:1'] },
    },
    BAD,
    [
      ...['target_id', 'access_token', 'app_secret', 'name', 'url', 'api_version', 'test_event_code'],
      ...['hold_seconds', 'retry_hours', 'events', 'restricted_parameters', 'allowed_private_hosts'],
    ],
  ],
  ['a field that stays', 'patch', `${URL}/1`, { target_id: '1832195656904796' }, BAD, ['target_id']],
  ['nothing to change', 'patch', `${URL}/1`, {}, BAD, ['']],
  ['one that is none', 'patch', `${URL}/7`, { paused: true }, 'object_unknown', ['destination_id']],
  ['an id that is none', 'patch', `${URL}/x`, { paused: true }, 'object_unknown', ['destination_id']],
]
test.each(wrong)('refused: %s', async (...given) => void (await (await askingUnchanged()).refuses(given)))
