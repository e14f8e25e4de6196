import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { ApiClient } from '../../testing/api-answers.js'
import { countingEdge } from '../../testing/counting-edge.js'
import { EventStream } from '../../testing/event-stream.js'
import { buildCollector } from '../collector.js'

const EM = 'ab'.repeat(32)

let shop: ReturnType<typeof countingEdge>
let app: ReturnType<typeof buildCollector>
let url: string
beforeEach(async () => {
  shop = countingEdge()
  app = buildCollector(shop.edge, { log: false })
  url = await app.listen({ port: 0 })
  onTestFinished(() => app.close())
})

const follow = (query = '', headers = {}, access_token = shop.access_token) =>
  EventStream.open(`${url}/api/datasets/${shop.dataset.id}/test-events/stream${query}`, access_token, headers)

const purchase = (event_id: string, more: object = {}) => ({
  event_name: 'Purchase',
  event_time: Math.floor(shop.now.ms / 1000),
  event_id,
  action_source: 'website',
  event_source_url: 'https://shop.example/thanks?fbclid=Ab',
  user_data: { em: [EM], external_id: ['cd'.repeat(32)], client_user_agent: 'Mozilla' },
  custom_data: { value: 9.5, currency: 'USD' },
  ...more,
})
const send = async (data: unknown, test_event_code: string | null = 'TEST123') =>
  (
    await fetch(`${url}/v24.0/${shop.dataset.id}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data, test_event_code }),
    })
  ).status
const beacon = async (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  app.inject({
    url: `/tr?${new URLSearchParams({ id: shop.dataset.id, v: '2.9.324', ...parameters })}`,
    headers: { host: 't.shop.example', 'user-agent': 'Mozilla/5.0', ...headers },
  })
const set = (count_test_events: boolean) =>
  shop.edge.configuration.changeDataset(shop.dataset.id, {
    settings: { ...shop.dataset.settings, count_test_events },
  })

test('a server event of a test is a row with its verdict; its keys by name, external_id not at all', async () => {
  const stream = await follow('?code=TEST123')
  expect([stream.status, stream.headers['content-type'], stream.headers['cache-control']]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    'no-store',
  ])
  expect((await stream.next('notice')).data.code).toBe('test_events_counted')
  expect(await send([purchase('A1')])).toBe(200)
  const { data, id } = await stream.next('row')
  expect(data).toMatchObject({
    ...{ event_name: 'Purchase', event_id: 'A1', channel: 'server', action_source: 'website' },
    ...{ test_event_code: 'TEST123', status: 'counted', match_keys: ['em', 'client_user_agent', 'fbc'] },
    ...{
      event_source_url: 'https://shop.example/thanks?fbclid=…',
      custom_data: { value: 9.5, currency: 'USD' },
    },
    ...{ setup: { kind: 'manual', partner_agent: null }, problems: [] },
  })
  expect(data.sighting_id).toMatch(/^\d{12}-\d{5}-/)
  expect(id).toBeGreaterThan(0)
  const api = await ApiClient.of(app)
  expect(api.faultsOf('TestRow', data)).toEqual([])
  for (const { event, data: told } of stream.events)
    expect(
      api.faultsOf({ notice: 'Notice', row: 'TestRow', journey: 'Journey' }[event] ?? event, told),
    ).toEqual([])
  expect(JSON.stringify(stream.events)).not.toMatch(/abab|cdcd|external_id/)
})

test('a browser is known by its cookie; its copy from the server is a duplicate, and says of what', async () => {
  const stream = await follow()
  await beacon({ ev: 'Purchase', eid: 'A1' }, { cookie: '_cs_test=TEST77' })
  expect((await stream.next('row')).data).toMatchObject({
    ...{ channel: 'browser', status: 'counted', test_event_code: 'TEST77', setup: { kind: 'pixel' } },
  })
  shop.now.ms += 1_800
  await send([purchase('A1')], 'TEST77')
  const { data } = await stream.next('row')
  expect(data).toMatchObject({
    status: 'duplicate',
    method: 'event_id',
    duplicate_of: { channel: 'browser' },
  })
  expect(data.why).toBe(
    'Duplicate of the browser event received 1.8 s earlier: same event_name and event_id.',
  )
  const journey = await stream.next('journey')
  expect(journey.data.test_event_code).toBe('TEST77')
  expect(journey.data.steps.at(-1)).toEqual({
    ...{ event_name: 'Purchase', browser: true, server: true, deduplicated: true },
  })
})

test('what belongs to no test, or to another, is not shown', async () => {
  const stream = await follow('?code=TEST1')
  await send([purchase('A1')], null)
  await beacon({ ev: 'PageView' })
  await send([purchase('B1')], 'TEST2')
  await send([purchase('C1')], 'TEST1')
  expect((await stream.next('row')).data.event_id).toBe('C1')
})

test('each line of a request has its own verdict, behind others of its row and past what is blocked', async () => {
  shop.edge.configuration.changeDataset(shop.dataset.id, {
    settings: { ...shop.dataset.settings, blocked_domains: ['evil.example'] },
  })
  const stream = await follow()
  const evil = purchase('X', { event_source_url: 'https://evil.example/' })
  await send([purchase('A'), evil, purchase('B'), purchase('A')])
  const told = new Map<string, string>()
  const rows = []
  for (let n = 0; n < 4; n += 1) rows.push((await stream.next('row')).data)
  for (const row of rows) told.set(`${row.event_id} ${row.status}`, row.why)
  expect([...told.keys()].sort()).toEqual(['A counted', 'A duplicate', 'B counted', 'X blocked'])
  expect(told.get('X blocked')).toContain('Its domain is not permitted')
  expect(shop.reading.verify().imbalances).toEqual([])
})

test('when counting lags a row is shown without a verdict, which follows', async () => {
  let release = () => {}
  shop.held.until = new Promise((resolve) => {
    release = resolve
  })
  const stream = await follow()
  const sent_ms = performance.now()
  await send([purchase('A1')])
  const row = await stream.next('row')
  expect(row.data).toMatchObject({ status: 'received', sighting_id: null })
  expect(row.at_ms - sent_ms).toBeGreaterThan(450)
  expect(row.at_ms - sent_ms).toBeLessThan(1_000)
  shop.held.until = null
  release()
  const update = await stream.next('row', 'update')
  expect([update.event, update.data.id, update.data.status]).toEqual(['update', row.data.id, 'counted'])
  expect(update.id).toBeGreaterThan(row.id ?? 0)
})

test('a refused request: a row an event, each with its own problems and their fix', async () => {
  const stream = await follow()
  const old = purchase('B1', { event_time: 1_000, user_data: { em: ['jo@shop.example'] } })
  expect(await send([purchase('A1'), old])).toBe(400)
  const [first, second] = [(await stream.next('row')).data, (await stream.next('row')).data]
  expect(first).toMatchObject({ status: 'rejected', event_name: 'Purchase', problems: [] })
  expect(first.why).toContain('another event is wrong')
  expect(second.problems[0]).toMatchObject({
    ...{ code: 'event_time_too_old', at: 'data[1].event_time', title: 'Event timestamp too old' },
    fix: 'Send within 7 days of the event; physical_store within 62.',
  })
  expect(await send('nonsense')).toBe(400)
  expect((await stream.next('row')).data).toMatchObject({
    status: 'rejected',
    problems: [{ code: 'data_missing' }],
  })
  expect(JSON.stringify(stream.events)).not.toContain('jo@')
})

test("a marked browser's bad beacon is shown, by cookie or by its own word", async () => {
  const stream = await follow()
  await beacon({ ev: '' }, { cookie: '_cs_test=TEST5' })
  await beacon({ ev: 'x'.repeat(300), cs_test: 'TEST6' })
  await beacon({ ev: '' })
  await beacon({ ev: 'PageView', cs_test: 'TEST8' })
  const rows = [await stream.next('row'), await stream.next('row'), await stream.next('row')].map(
    ({ data }) => data,
  )
  expect(rows.map(({ test_event_code, problems }) => [test_event_code, problems[0]?.code])).toEqual([
    ['TEST5', 'event_name_missing'],
    ['TEST6', 'event_name_too_long'],
    ['TEST8', undefined],
  ])
})

test('a retry under the same id is one sighting', async () => {
  const stream = await follow()
  const sent = { ev: 'Purchase', eid: 'A1', cs_test: 'TEST1', cs_rid: 'abcdefgh' }
  await beacon(sent)
  await beacon(sent)
  expect((await stream.next('row')).data).toMatchObject({ status: 'counted', sighting_id: 'abcdefgh' })
  expect((await stream.next('row')).data).toMatchObject({ status: 'repeated' })
})

test('with the setting off test events are shown and blocked, the rest counted, and the books balance', async () => {
  set(false)
  const stream = await follow()
  expect((await stream.next('notice')).data.code).toBe('test_events_excluded')
  expect(await send([purchase('A1')])).toBe(200)
  expect((await stream.next('row')).data).toMatchObject({
    ...{ status: 'blocked', event_id: 'A1', match_keys: ['em', 'client_user_agent', 'fbc'] },
    why: 'Blocked: Test events are not counted. Set count_test_events to true to count them.',
  })
  await beacon({ ev: 'PageView', cs_test: 'TEST9' })
  expect((await stream.next('row')).data).toMatchObject({ status: 'blocked', channel: 'browser' })
  await beacon({ ev: 'PageView' })
  await send([purchase('B1')], null)
  await shop.edge.fold.reaches(0, 0)
  expect(shop.reading.stats(shop.dataset.id, null)).toMatchObject({
    ...{ received: { browser: 2, server: 2 }, counted: 2, blocked: 2, blocks: { test_event: 2 } },
  })
  expect(shop.reading.verify().imbalances).toEqual([])
  set(true)
  await send([purchase('C1')])
  expect((await stream.next('notice')).data.code).toBe('test_events_counted')
  expect((await stream.next('row')).data).toMatchObject({ status: 'counted', event_id: 'C1' })
})

test('whoever comes later is told of the last rows, with their verdicts and journey', async () => {
  await send([purchase('A1')])
  await beacon({ ev: 'PageView', cs_test: 'TEST123' })
  const stream = await follow('?code=TEST123')
  expect([await stream.next('row'), await stream.next('row')].map(({ data }) => data.event_name)).toEqual([
    'Purchase',
    'PageView',
  ])
  expect((await stream.next('journey')).data.steps[0]).toMatchObject({
    event_name: 'PageView',
    browser: true,
  })
  expect((await stream.next('update')).data).toMatchObject({ status: 'counted' })
})

test('Last-Event-ID goes on after what was read, updates included', async () => {
  const first = await follow()
  await send([purchase('A1')])
  const read = await first.next('row')
  first.close()
  await first.ended
  await send([purchase('B1')])
  const again = await follow('', { 'last-event-id': String(read.id) })
  expect((await again.next('row')).data.event_id).toBe('B1')
  const strange = await follow('', { 'last-event-id': '9999999999999999' })
  expect((await strange.next('row')).data.event_id).toBe('A1')
})

test('hostile text comes out as JSON and as nothing else', async () => {
  const stream = await follow()
  const hostile = 'a\n\nevent: row\ndata: {"id":"forged"}\r\n\u2028</script>\u0000😀‮'
  await send([
    purchase(hostile, {
      event_name: hostile,
      custom_data: { [hostile]: hostile, value: 1, currency: 'USD' },
    }),
  ])
  const { data } = await stream.next('row')
  expect(data.custom_data[hostile]).toBe(hostile)
  await send([purchase('after')])
  expect((await stream.next('row')).data.event_id).toBe('after')
  expect(stream.events.filter(({ data: told }) => told.id === 'forged')).toEqual([])
})

test('a token that is revoked ends its stream before it is told anything more', async () => {
  const token = shop.edge.configuration.createToken(shop.dataset.id, 'short')
  const stream = await follow('', {}, token.access_token)
  await stream.next('notice')
  shop.edge.configuration.revokeToken(token.id)
  await send([purchase('A1')])
  await stream.next('not_allowed')
  await stream.ended
  expect(stream.events.map(({ event }) => event)).not.toContain('row')
})

test('closing the server ends the streams at once, with a last word', async () => {
  const stream = await follow()
  await stream.next('notice')
  const asked_ms = performance.now()
  await app.close()
  await stream.next('closing')
  await stream.ended
  expect(performance.now() - asked_ms).toBeLessThan(1_000)
})

test('what a rule blocks is shown with the rule: bots, archived datasets, too many from one address', async () => {
  const stream = await follow()
  const settings = { ...shop.dataset.settings, block_bots: true, beacons_per_minute_per_address: 2 }
  shop.edge.configuration.changeDataset(shop.dataset.id, { settings })
  const inject = (query: object) =>
    app.inject({
      url: `/tr?${new URLSearchParams({ id: shop.dataset.id, ev: 'PageView', v: '2', cs_test: 'TEST1', ...query })}`,
      remoteAddress: '203.0.113.9',
      headers: {
        host: 't.shop.example',
        'user-agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      },
    })
  await inject({ o: '128' })
  await inject({})
  await inject({})
  shop.edge.configuration.changeDataset(shop.dataset.id, { archived_at_ms: 1 })
  await send([purchase('A1')])
  const codes = []
  for (let n = 0; n < 4; n += 1) {
    const { data } = await stream.next('row')
    codes.push(data.problems[0]?.code ?? data.status)
  }
  expect(codes.sort()).toEqual(['address_over_limit', 'bot', 'counted', 'dataset_archived'])
})

test('what people restrict is shown by its name alone, and its neighbours keep their own verdicts', async () => {
  const stream = await follow('?code=TEST123')
  shop.edge.configuration.changeDataset(shop.dataset.id, {
    settings: { ...shop.dataset.settings, aem: true },
  })
  await send([purchase('A1'), purchase('A2', { opt_out: true }), purchase('A3')])
  const rows: Record<string, unknown>[] = []
  while (rows.length < 3) {
    const { data } = await stream.next('row')
    if (data.status !== 'received') rows.push(data)
  }
  const by = (status: string) => rows.filter((row) => row.status === status)
  expect(by('counted').map(({ event_id }) => event_id)).toEqual(['A1', 'A3'])
  expect(by('restricted')).toMatchObject([
    { event_name: 'Purchase', event_id: null, match_keys: [], custom_data: {}, event_source_url: null },
  ])
})

test('of what is restricted no identity is shown either where the name itself holds it', async () => {
  shop.edge.configuration.changeDataset(shop.dataset.id, {
    settings: { ...shop.dataset.settings, aem: true },
  })
  const stream = await follow()
  await send([purchase('A1', { event_name: 'Lead of jo@shop.example', opt_out: true })])
  const { data } = await stream.next('row')
  expect(data.status).toBe('restricted')
  expect(JSON.stringify(stream.events)).not.toContain('jo@')
})
