import { expect, test } from 'vitest'
import { ask, beacon, DATASET_ID, emulator, post, purchase, send } from './client.fixture.js'

test('what came in is listed by name, dataset, id, channel and verdict, the latest up to a limit', async () => {
  const meta = await emulator()
  const lead = purchase('L1', { event_name: 'Lead' })
  await send(meta, [purchase('A1'), purchase('A2'), lead])
  await send(meta, [purchase('A1')], 'T', '42')
  await beacon(meta, { eid: 'A1' })
  const list = async (query: string) => {
    const { json } = await ask(`${meta.url}/emulator/events?${query}`)
    return (json.events as { seq: number }[]).map(({ seq }) => seq)
  }
  const queries: [query: string, seqs: number[]][] = [
    ['', [1, 2, 3, 4, 5]],
    ['event_name=Lead', [3]],
    ['dataset_id=42', [4]],
    ['event_id=A1', [1, 4, 5]],
    [`event_id=A1&dataset_id=${DATASET_ID}&channel=server`, [1]],
    ['verdict=duplicate', [5]],
    ['limit=2', [4, 5]],
    ['limit=0', []],
  ]
  for (const [query, seqs] of queries) expect([query, await list(query)]).toEqual([query, seqs])
  expect(meta.good({ channel: 'browser' })).toMatchObject([
    { event_id: 'A1', channels: ['browser', 'server'] },
  ])
  expect((await ask(`${meta.url}/emulator/count?dataset_id=42`)).json).toMatchObject({
    received: 1,
    counted: 1,
  })
  expect((await ask(`${meta.url}/emulator/events?event=Lead`)).json).toMatchObject({
    error: { field: 'event' },
  })
  expect((await ask(`${meta.url}/emulator/events?channel=till`)).status).toBe(400)
})

test('a refused request is listed with its error and the events that are at fault, and nothing of it counts', async () => {
  const meta = await emulator()
  const { status, json } = await send(meta, [purchase('A1'), purchase('A2', { custom_data: { value: 1 } })])
  expect([status, json.error?.error_subcode]).toEqual([400, 2804010])
  expect(await send(meta, [])).toMatchObject({ status: 400 })
  expect((await ask(`${meta.url}/emulator/bad`)).json.bad).toMatchObject([
    {
      status: 400,
      reason: '100/2804010 Missing Currency for Purchase Event',
      events: 2,
      blamed: [{ index: 1, event_name: 'Purchase', event_id: 'A2' }],
      failure_id: null,
    },
    { reason: expect.stringMatching('^100 ') },
  ])
  expect(meta.count()).toMatchObject({
    requests: 2,
    requests_refused: 2,
    received: 2,
    rejected: 2,
    counted: 0,
  })
})

test('a beacon that is no event is bad, though its answer is a GIF', async () => {
  const meta = await emulator()
  expect((await beacon(meta, { ev: '' })).status).toBe(200)
  expect(meta.bad()).toMatchObject([
    { channel: 'browser', status: 200, reason: expect.stringMatching('event_name_missing') },
  ])
  expect(meta.count()).toMatchObject({ beacons: 1, rejected: 1 })
})

const admitted: [title: string, token: string, dataset_id: string, status: number, error: object | null][] = [
  ['a token of all', 'EAAall', '42', 200, null],
  ['a token of the dataset', 'EAAone', '42', 200, null],
  ['a token of another dataset', 'EAAone', '43', 400, { code: 100, error_subcode: 33 }],
  ['a token that there is not', 'EAAnone', '42', 401, { code: 190 }],
  ['no token', '', '42', 400, { code: 104 }],
  ['a dataset that there is not', 'EAAall', '44', 400, { code: 100, error_subcode: 33 }],
]
for (const [title, token, dataset_id, status, error] of admitted)
  test(`tokens and datasets may be limited: ${title}`, async () => {
    const tokens = ['EAAall', { access_token: 'EAAone', dataset_id: '42' }]
    const meta = await emulator({ tokens, datasets: ['42', '43'] })
    const answer = await send(meta, [purchase('A1')], token, dataset_id)
    expect(answer.status).toBe(status)
    if (error !== null) expect(answer.json.error).toMatchObject(error)
  })

test('every address of the Conversions API, and validate_only', async () => {
  const meta = await emulator()
  const body = { data: [purchase('A1')], access_token: 'T' }
  const to = (path: string, more = {}) => post(`${meta.url}${path}`, { ...body, ...more }, '')
  expect((await to('/v19.0/42/events')).status).toBe(200)
  expect((await to('/42/events')).status).toBe(200)
  expect((await to('/capi/42/events', { access_token: undefined, accessKey: 'T' })).status).toBe(202)
  expect((await to('/42/events', { validate_only: true })).status).toBe(200)
  expect(meta.count()).toMatchObject({ requests: 4, received: 3, counted: 1, duplicate: 2 })
})

test('only so many events are kept, and it says how many were dropped; counts and deduplication know of all', async () => {
  const meta = await emulator({ keep: 150 })
  const batch = (n: number) => Array.from({ length: 100 }, (_, place) => purchase(`${n}-${place}`))
  for (let n = 0; n < 4; n += 1) await send(meta, batch(n))
  await send(meta, batch(0))
  const { json } = await ask(`${meta.url}/emulator/events?limit=1000`)
  expect(json).toMatchObject({ matched: 150, dropped: 350 })
  expect((json.events as { seq: number }[]).at(0)?.seq).toBe(351)
  // Copies whose first report was dropped are shown nowhere, but are still copies.
  expect(meta.good({ limit: 1_000 })).toHaveLength(50)
  expect(meta.count()).toMatchObject({ received: 500, counted: 400, duplicate: 100, kept: 150, dropped: 350 })
})

test('reset forgets events, counts, copies and failures', async () => {
  const meta = await emulator()
  await send(meta, [purchase('A1')])
  meta.fail({ status: 503 })
  await send(meta, [purchase('A1')])
  expect((await post(`${meta.url}/emulator/reset`, {})).status).toBe(200)
  expect([meta.events(), meta.bad(), meta.failures(), meta.good()]).toEqual([[], [], [], []])
  expect(meta.count()).toMatchObject({ requests: 0, requests_failed: 0, received: 0, kept: 0 })
  await send(meta, [purchase('A1')])
  expect(meta.events()).toMatchObject([{ seq: 1, verdict: 'counted' }])
})

test('the dataset, its stats and debug_token can be read; a nested dataset_quality is an unknown path', async () => {
  const meta = await emulator()
  await send(meta, [purchase('A1'), purchase('A1')])
  const read = async (path: string) => (await ask(`${meta.url}/v24.0/${path}access_token=T`)).json
  expect(await read(`${DATASET_ID}?fields=name,last_fired_time&`)).toMatchObject({
    id: DATASET_ID,
    last_fired_time: expect.any(String),
  })
  expect(await read(`${DATASET_ID}/stats?`)).toMatchObject({
    data: [{ data: [{ value: 'Purchase', count: 2 }] }],
  })
  expect(await read('debug_token?input_token=U&')).toMatchObject({ data: { is_valid: true } })
  expect(await read(`${DATASET_ID}/dataset_quality?`)).toMatchObject({ error: { code: 2500 } })
})

test('unknown addresses and methods are answered with those that there are', async () => {
  const meta = await emulator()
  expect(await ask(`${meta.url}/emulator/nothing`)).toMatchObject({
    status: 404,
    text: expect.stringMatching('GET /emulator/events'),
  })
  const put = await ask(`${meta.url}/emulator/fail`, { method: 'PUT' })
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE'])
})

test('stop lets go of a request that hangs', async () => {
  const meta = await emulator()
  meta.fail({ hang: true, taken: true })
  const hanging = send(meta, [purchase('A1')]).then(
    () => 'answered',
    () => 'let go',
  )
  await meta.expectConversion('Purchase')
  await meta.stop()
  expect(await hanging).toBe('let go')
})
