import { beforeEach, expect, test } from 'vitest'
import { type Asking, asking, askingUnchanged, type Wrong } from '../../../testing/asking.js'

let it: Asking
beforeEach(async () => {
  it = await asking()
})

test('a dataset is created with its token, changed, archived and deleted', async () => {
  const created = await it.ask('post', '/datasets', { name: ' Brand ', domain: 'https://Shop.example/' })
  expect(created).toMatchObject({
    http: 201,
    dataset: { name: 'Brand', domain: 'shop.example', ad_account_id: null, archived_at_ms: null },
  })
  const { access_token, dataset } = created
  const url = `/datasets/${dataset.id}`
  expect((await it.api.get(url, access_token)).http).toBe(200)
  const settings = {
    deduplication_window_hours: 24,
    allowed_domains: ['shop.example', 'b.example'],
    aem: true,
  }
  const change = { name: 'New', domain: null, ad_account_id: '7', archived: true, settings }
  it.edge.now.ms = 1_800_000_000_000
  expect(await it.ask('patch', url, change)).toMatchObject({
    ...{ http: 200, name: 'New', domain: null, ad_account_id: 'act_7', archived_at_ms: 1_800_000_000_000 },
    settings: { ...settings, block_bots: false },
  })
  it.edge.now.ms += 1
  const again = await it.ask('patch', url, { archived: true })
  expect(again.archived_at_ms).toBe(1_800_000_000_000)
  expect(JSON.stringify([again, await it.get(url)])).not.toContain(access_token)
  expect((await it.ask('patch', url, { archived: false })).archived_at_ms).toBeNull()
  expect((await it.ask('delete', url, { name: 'Brand' })).error.at).toBe('name')
  expect(await it.ask('delete', url, { name: 'New' })).toMatchObject({ http: 200, deleted: true })
  expect((await it.get(url)).http).toBe(404)
  expect((await it.api.get('/datasets', access_token)).http).toBe(401)
})

test("a dataset takes over the id of Meta's pixel, once", async () => {
  const id = '1832195656904796'
  expect((await it.ask('post', '/datasets', { name: 'A', id })).dataset.id).toBe(id)
  expect((await it.ask('post', '/datasets', { name: 'B', id })).error).toMatchObject({ at: 'id' })
})

test('a change of settings changes what it names, whoever changed others before', async () => {
  const { configuration, dataset } = it.edge
  configuration.changeDataset(dataset.id, (now) => ({ settings: { ...now.settings, block_bots: true } }))
  await it.ask('patch', it.root, { settings: { pixel_once: false } })
  expect(configuration.dataset(dataset.id)?.settings).toMatchObject({ block_bots: true, pixel_once: false })
})

test('one list of domains gives way to the other in one change, in either order', async () => {
  const listed = { allowed_domains: ['a.example'], blocked_domains: [] }
  expect((await it.ask('patch', it.root, { settings: listed })).settings).toMatchObject(listed)
  const other = { blocked_domains: ['b.example'], allowed_domains: [] }
  expect((await it.ask('patch', it.root, { settings: other })).settings).toMatchObject(other)
})

const rule = { event_name: 'PageView', url: { operator: 'contains', value: '/thanks' } }
test('settings that are lists of objects come and go as they are', async () => {
  const settings = {
    custom_conversions: [{ id: 'thanks', name: 'Thank-you, page', rule }],
    pixel_event_rules: [{ event_name: 'Lead', on: 'click', text: 'Send, now' }],
    key_events: ['PageView', 'Lead'],
  }
  expect((await it.ask('patch', it.root, { settings })).settings).toMatchObject(settings)
})

const ROOT = '/datasets/{id}'
/** @source docs/settings.md for what each may be */
const wrong: Wrong[] = [
  ['no name', 'post', '/datasets', {}, 'parameter_invalid', ['name']],
  ['an empty name', 'post', '/datasets', { name: ' ' }, 'parameter_invalid', ['name']],
  ['a number for a name', 'post', '/datasets', { name: 5 }, 'parameter_invalid', ['name']],
  [
    'all of it',
    'post',
    '/datasets',
    { name: 'x'.repeat(201), domain: 'a b', ad_account_id: 'x', id: '1' },
    'parameter_invalid',
    ['name', 'domain', 'ad_account_id', 'id'],
  ],
  ['a field that is none', 'post', '/datasets', { name: 'A', nmae: 1 }, 'parameter_invalid', ['nmae']],
  ['a hostile field', 'post', '/datasets', { name: 'A', '<b>x</b>': 1 }, 'parameter_invalid', ['']],
  ['nothing to change', 'patch', ROOT, {}, 'parameter_invalid', ['']],
  ['a name of null', 'patch', ROOT, { name: null }, 'parameter_invalid', ['name']],
  ['archived as text', 'patch', ROOT, { archived: 'yes' }, 'parameter_invalid', ['archived']],
  ['settings as a list', 'patch', ROOT, { settings: [] }, 'parameter_invalid', ['settings']],
  [
    'every wrong setting, and none is taken',
    'patch',
    ROOT,
    {
      name: 'Changed',
      settings: {
        ...{ block_bots: true, deduplication_window_hours: -1, merge_window_minutes: '5' },
        ...{ allowed_domains: 'shop.example', key_events: ['a,b'], nothing: 1, aem_events: [] },
        ...{ custom_conversions: [{ id: 'X' }], aem_noise: 'loud', aem_minimum: 2.5, aem: 'true' },
      },
    },
    'parameter_invalid',
    [
      ...['deduplication_window_hours', 'merge_window_minutes', 'allowed_domains', 'key_events', 'nothing'],
      ...['aem_events', 'custom_conversions', 'aem_noise', 'aem_minimum', 'aem'],
    ].map((name) => `settings.${name}`),
  ],
  [
    'both lists of domains',
    'patch',
    ROOT,
    { settings: { allowed_domains: ['a.example'], blocked_domains: ['b.example'] } },
    'parameter_invalid',
    ['settings.blocked_domains'],
  ],
  [
    'the prototype',
    'patch',
    ROOT,
    { settings: { constructor: 1 } },
    'parameter_invalid',
    ['settings.constructor'],
  ],
  ['a hostile setting', 'patch', ROOT, { settings: { '<b>': 1 } }, 'parameter_invalid', ['settings']],
  ['no confirmation', 'delete', ROOT, {}, 'parameter_invalid', ['name']],
  ['another name', 'delete', ROOT, { name: 'shop' }, 'parameter_invalid', ['name']],
  ['a dataset that is none', 'patch', '/datasets/9', { name: 'A' }, 'object_unknown', ['dataset_id']],
  ['a token without a label', 'post', `${ROOT}/tokens`, {}, 'parameter_invalid', ['label']],
  ['too long a label', 'post', `${ROOT}/tokens`, { label: 'x'.repeat(101) }, 'parameter_invalid', ['label']],
  ['a token that is none', 'delete', `${ROOT}/tokens/abc`, undefined, 'object_unknown', ['token_id']],
]
test.each(wrong)('refused: %s', async (...given) => void (await (await askingUnchanged()).refuses(given)))

test('tokens are shown once, listed without what they are, and dead at once', async () => {
  const created = await it.ask('post', `${it.root}/tokens`, { label: ' CI ' })
  expect(created).toMatchObject({
    http: 201,
    label: 'CI',
    dataset_id: it.edge.dataset.id,
    revoked_at_ms: null,
  })
  const { access_token, id } = created
  expect((await it.api.get('/datasets', access_token)).http).toBe(200)
  const listed = await it.get(`${it.root}/tokens`)
  expect(listed.data.map((token: { label: string }) => token.label).sort()).toEqual(['CI', 'test'])
  expect(JSON.stringify(listed)).not.toContain(access_token)
  const revoked = await it.ask('delete', `${it.root}/tokens/${id}`)
  expect(revoked).toMatchObject({ http: 200, id, revoked_at_ms: it.edge.now.ms })
  expect((await it.api.get('/datasets', access_token)).http).toBe(401)
  const { headers: _of_then, ...same } = revoked
  expect(await it.ask('delete', `${it.root}/tokens/${id}`)).toMatchObject(same)
})

test("a token of another dataset, or the instance's, is none of this one's", async () => {
  const other = it.edge.configuration.createDataset({ name: 'Other' })
  for (const owner of [other.id, null]) {
    const { id, access_token } = it.edge.configuration.createToken(owner, 'x')
    expect((await it.ask('delete', `${it.root}/tokens/${id}`)).http).toBe(404)
    expect((await it.api.get('/datasets', access_token)).http).toBe(200)
  }
})
