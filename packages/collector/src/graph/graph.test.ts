import { beforeEach, expect, test } from 'vitest'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
let instance_token: string
beforeEach(() => {
  edge = fakeEdge()
  edge.configuration.changeDataset(edge.dataset.id, { ad_account_id: 'act_7' })
  instance_token = edge.configuration.createToken(null, 'admin').access_token
  app = buildCollector(edge, { log: false })
})

const get = async (path: string, token = edge.access_token) => {
  const url = `/v24.0/${path}${path.includes('?') ? '&' : '?'}access_token=${token}`
  const answer = await app.inject({ url, headers: { host: 't.shop.example' } })
  return { http: answer.statusCode, ...answer.json() }
}
const post = async (path: string, body: object, token = edge.access_token) => {
  const answer = await app.inject({
    method: 'POST',
    url: `/v24.0/${path}?access_token=${token}`,
    payload: body,
  })
  return { http: answer.statusCode, ...answer.json() }
}

test('the node without fields is id and name', async () =>
  expect(await get(edge.dataset.id)).toEqual({ http: 200, id: edge.dataset.id, name: 'Shop' }))

test('the node with fields', async () => {
  edge.reports.events = async () => [{ counted_at_ms: 1_795_452_200_123 } as never]
  const fields =
    'name,creation_time,last_fired_time,owner_ad_account{id},is_unavailable,first_party_cookie_status,' +
    'automatic_matching_fields,data_use_setting,enable_automatic_matching,' +
    'is_consolidated_container,owner_business{id,created_by{id,name}}'
  expect(await get(`${edge.dataset.id}?fields=${fields}`)).toEqual({
    http: 200,
    id: edge.dataset.id,
    name: 'Shop',
    creation_time: new Date(edge.dataset.created_at_ms).toISOString().replace(/\.\d+Z/, '+0000'),
    last_fired_time: '2026-11-23T16:43:20+0000',
    owner_ad_account: { account_id: '7', id: 'act_7' },
    is_unavailable: false,
    first_party_cookie_status: 'FIRST_PARTY_COOKIE_ENABLED',
    automatic_matching_fields: [],
    data_use_setting: 'EMPTY',
    enable_automatic_matching: false,
    is_consolidated_container: true,
  })
})

test('the node says when it last fired only once all before is counted', async () => {
  edge.fold.reaches = async () => false
  expect(await get(edge.dataset.id)).toMatchObject({ http: 200 })
  expect(await get(`${edge.dataset.id}?fields=last_fired_time`)).toMatchObject({
    http: 503,
    error: { code: 2, is_transient: true },
  })
})

test('the snippet leads back to where it was asked for, and to nothing else', async () => {
  const { code } = await get(`${edge.dataset.id}?fields=code`)
  expect(code).toContain(`'http://t.shop.example/en_US/fbevents.js?id=${edge.dataset.id}'`)
  const headers = { host: "x');alert(1)//" }
  const hostile = await app.inject({
    url: `/${edge.dataset.id}?fields=code&access_token=${edge.access_token}`,
    headers,
  })
  expect(hostile.json().code).not.toContain('alert')
})

type Refused = [title: string, path: () => string, http: number, error: object]
const refused: Refused[] = [
  ['no token', () => `${edge.dataset.id}?access_token=&`, 400, { code: 104 }],
  ['an unknown object', () => '12', 400, { code: 100, error_subcode: 33, type: 'GraphMethodException' }],
  [
    'an unknown field',
    () => `${edge.dataset.id}?fields=id,nope`,
    400,
    { code: 100, message: '(#100) Tried accessing nonexisting field (nope) on node type (AdsPixel)' },
  ],
  ['a field of every object', () => `${edge.dataset.id}?fields=constructor`, 400, { code: 100 }],
  [
    'an unknown edge',
    () => `${edge.dataset.id}/nope`,
    400,
    { code: 2500, message: 'Unknown path components: /nope' },
  ],
  ['an unknown path', () => 'nope/%3Cb%3E', 400, { code: 2500, message: 'Unknown path components: /nope/_' }],
  ['an unknown aggregation', () => `${edge.dataset.id}/stats?aggregation=url`, 400, { code: 100 }],
  [
    'a field without its event',
    () => `${edge.dataset.id}/stats?aggregation=custom_data_field`,
    400,
    { code: 100 },
  ],
  ['a time that is none', () => `${edge.dataset.id}/stats?start_time=soon`, 400, { code: 100 }],
  ['times the wrong way round', () => `${edge.dataset.id}/stats?start_time=9&end_time=8`, 400, { code: 100 }],
  ['a source that is none', () => `${edge.dataset.id}/stats?event_source=ALL`, 400, { code: 100 }],
  ['a debugged token that was not given', () => 'debug_token', 400, { code: 100 }],
]
for (const [title, path, http, error] of refused)
  test(`Graph refuses ${title}`, async () => {
    const token = title === 'no token' ? '' : edge.access_token
    expect(await get(path(), token)).toMatchObject({ http, error })
  })

test('an unknown aggregation is told which ones there are', async () => {
  const { error } = await get(`${edge.dataset.id}/stats?aggregation=url`)
  expect(error.error_user_msg).toContain('event_processing_results')
})

test('elsewhere an unknown path is 404', async () => {
  const answer = await app.inject('/nowhere?email=jo@shop.example')
  expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'not_found' }])
})

type Update = [title: string, body: object, want: object | null]
const updates: Update[] = [
  ['its name', { name: ' New ' }, { name: 'New' }],
  ['a name that is none', { name: '  ' }, null],
  [
    'settings',
    {
      enable_automatic_matching: true,
      automatic_matching_fields: ['em', 'ph'],
      data_use_setting: 'ANALYTICS_ONLY',
    },
    {
      settings: expect.objectContaining({
        enable_automatic_matching: true,
        automatic_matching_fields: ['em', 'ph'],
        data_use_setting: 'ANALYTICS_ONLY',
      }),
    },
  ],
  [
    'fields as text',
    { automatic_matching_fields: '["em"]' },
    { settings: expect.objectContaining({ automatic_matching_fields: ['em'] }) },
  ],
  [
    'cookies',
    { first_party_cookie_status: 'FIRST_PARTY_COOKIE_DISABLED' },
    { settings: expect.objectContaining({ first_party_cookies: false }) },
  ],
  ['a status that is none', { name: 'New', first_party_cookie_status: 'MAYBE' }, null],
  ['what it does not know', { unheard_of: 1 }, {}],
]
for (const [title, body, want] of updates)
  test(`POST to the node changes ${title}`, async () => {
    const before = edge.configuration.dataset(edge.dataset.id)
    const answer = await post(edge.dataset.id, body)
    if (want === null) {
      expect(answer).toMatchObject({ http: 400, error: { code: 100 } })
      expect(edge.configuration.dataset(edge.dataset.id)).toEqual(before)
    } else {
      expect(answer).toEqual({ http: 200, success: true })
      expect(edge.configuration.dataset(edge.dataset.id)).toMatchObject(want)
    }
  })

test("adspixels: the instance's token creates, a dataset's lists its own", async () => {
  expect(await post('act_7/adspixels', { name: 'B' })).toMatchObject({ http: 400, error: { code: 100 } })
  expect(await post('act_9/adspixels', {}, instance_token)).toMatchObject({ http: 400, error: { code: 100 } })
  const { http, id } = await post('act_9/adspixels', { name: 'B' }, instance_token)
  expect([http, edge.configuration.dataset(id)]).toMatchObject([200, { name: 'B', ad_account_id: 'act_9' }])
  expect((await get('act_9/adspixels', instance_token)).data).toEqual([{ id, name: 'B' }])
  expect((await get('act_9/adspixels')).data).toEqual([])
  expect((await get('act_7/adspixels')).data).toEqual([{ id: edge.dataset.id, name: 'Shop' }])
})

test('adspixels: with the fields that are asked for', async () => {
  expect((await get('act_7/adspixels?fields=owner_ad_account,data_use_setting')).data).toEqual([
    { id: edge.dataset.id, owner_ad_account: { account_id: '7', id: 'act_7' }, data_use_setting: 'EMPTY' },
  ])
  expect(await get('act_7/adspixels?fields=nope')).toMatchObject({ http: 400, error: { code: 100 } })
})

test('adspixels: a business creates datasets that are on no ad account', async () => {
  expect(await post('123/adspixels', { name: 'B' })).toMatchObject({ http: 400, error: { code: 100 } })
  const { http, id } = await post('123/adspixels', { name: 'B', is_crm: true }, instance_token)
  expect([http, edge.configuration.dataset(id)]).toMatchObject([200, { name: 'B', ad_account_id: null }])
})

test('debug_token describes a token to itself and to the instance, and to no other', async () => {
  expect((await get(`debug_token?input_token=${edge.access_token}`)).data).toMatchObject({
    app_id: expect.any(String),
    type: 'SYSTEM_USER',
    is_valid: true,
    expires_at: 0,
    user_id: expect.stringMatching(/^\d+$/),
    granular_scopes: expect.arrayContaining([{ scope: 'ads_read', target_ids: [edge.dataset.id] }]),
  })
  expect((await get(`debug_token?input_token=${edge.access_token}`, instance_token)).data.is_valid).toBe(true)
  expect((await get(`debug_token?input_token=${instance_token}`)).error.code).toBe(100)
  expect((await get('debug_token?input_token=nothing')).data).toMatchObject({
    is_valid: false,
    error: { code: 190 },
  })
})
