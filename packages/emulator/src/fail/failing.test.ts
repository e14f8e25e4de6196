import { expect, test } from 'vitest'
import { ask, beacon, DATASET_ID, emulator, post, purchase, send } from '../client.fixture.js'
import type { Failure } from './failure.js'

type Case = [title: string, failure: Failure, status: number, error: object | null, taken: number]
const answers: Case[] = [
  ['a status alone', { status: 503 }, 503, { code: 2, is_transient: true }, 0],
  ['too many requests', { status: 429 }, 429, { code: 4, is_transient: true }, 0],
  ['unknown error', { code: 1 }, 500, { code: 1, is_transient: true }, 0],
  ['service down', { code: 2 }, 503, { code: 2, is_transient: true }, 0],
  ['app limit', { code: 4 }, 400, { code: 4, is_transient: true }, 0],
  ['user limit', { code: 17, subcode: 2446079 }, 400, { code: 17, error_subcode: 2446079 }, 0],
  ['token', { code: 190 }, 401, { code: 190, is_transient: false, type: 'OAuthException' }, 0],
  ['permission', { code: 200 }, 403, { code: 200, is_transient: false }, 0],
  ['abuse', { code: 368 }, 400, { code: 368, is_transient: false }, 0],
  [
    'unknown object',
    { code: 100, subcode: 33 },
    400,
    { code: 100, error_subcode: 33, type: 'GraphMethodException' },
    0,
  ],
  [
    'all by hand',
    { status: 418, code: 4711, message: 'short and stout', is_transient: true },
    418,
    { code: 4711, message: 'short and stout', is_transient: true },
    0,
  ],
  ['revoked', { token_revoked: true }, 401, { code: 190, error_subcode: 460 }, 0],
  ['a page', { html: true }, 502, null, 0],
  ['a page of its own', { html: '<h1>Blocked</h1>', status: 403 }, 403, null, 0],
  ['taken all the same', { status: 500, taken: true }, 500, { code: 2 }, 1],
]
for (const [title, failure, status, error, taken] of answers)
  test(`a failure is answered over HTTP: ${title}`, async () => {
    const meta = await emulator()
    expect(await post(`${meta.url}/emulator/fail`, { ...failure, count: 1 })).toMatchObject({ status: 200 })
    const failed = await send(meta, [purchase('A1')])
    expect(failed.status).toBe(status)
    if (error === null)
      expect([failed.headers.get('content-type'), failed.text]).toEqual([
        expect.stringMatching('text/html'),
        expect.stringMatching('<h1>'),
      ])
    else expect(failed.json.error).toMatchObject({ ...error, fbtrace_id: expect.any(String) })
    expect(meta.count()).toMatchObject({ requests: 1, requests_failed: 1, counted: taken })
    expect(meta.bad()).toMatchObject([{ status, failure_id: 1, dataset_id: DATASET_ID }])
    // The next one is taken as always: a copy where the first was taken.
    expect((await send(meta, [purchase('A1')])).json).toMatchObject({ events_received: 1 })
    expect(meta.count()).toMatchObject({ counted: 1, duplicate: taken })
  })

const broken: [title: string, failure: Failure, taken: number][] = [
  ['reset', { reset: true }, 0],
  ['reset, and taken', { reset: true, taken: true }, 1],
]
for (const [title, failure, taken] of broken)
  test(`a connection is ${title}`, async () => {
    const meta = await emulator()
    meta.fail(failure)
    await expect(send(meta, [purchase('A1')])).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(meta.count().counted).toBe(taken)
    expect(meta.bad()).toMatchObject([{ status: null, reason: 'reset' }])
  })

for (const taken of [false, true])
  test(`a request hangs until its sender gives up; taken: ${taken}`, async () => {
    const meta = await emulator()
    meta.fail(taken ? { hang: true, taken } : { hang: true })
    const gives_up = new AbortController()
    const asked = post(meta.eventsUrl(DATASET_ID), { data: [purchase('A1')] }, 'T', gives_up.signal)
    if (taken) await meta.expectConversion('Purchase')
    else while (meta.bad().length === 0) await new Promise((resolve) => setImmediate(resolve))
    gives_up.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    expect(meta.count()).toMatchObject({ requests_failed: 1, counted: taken ? 1 : 0 })
  })

test('answers come late: by the base latency and by a failure that is nothing but late', async () => {
  const meta = await emulator({ latency_ms: 60 })
  meta.fail({ latency_ms: 60, count: 1 })
  const took_ms: number[] = []
  for (let n = 0; n < 2; n += 1) {
    const start_ms = performance.now()
    expect((await send(meta, [purchase(`A${n}`)])).status).toBe(200)
    took_ms.push(performance.now() - start_ms)
  }
  expect(took_ms[0]).toBeGreaterThan(115)
  expect(took_ms[1]).toBeGreaterThan(55)
  expect(meta.count()).toMatchObject({ counted: 2, requests_failed: 0 })
})

test('usage and Retry-After ride on a good answer too', async () => {
  const meta = await emulator()
  meta.fail({ usage_percent: 97, retry_after_s: 3 })
  const { status, headers } = await send(meta, [purchase('A1')])
  expect([status, headers.get('retry-after')]).toEqual([200, '3'])
  expect(JSON.parse(headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 97 })
  expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toMatchObject({
    [DATASET_ID]: [{ call_count: 97 }],
  })
})

test('one event in N is bad, the same each time, so that halving a batch finds it', async () => {
  const meta = await emulator()
  meta.fail({ bad_one_in: 50 })
  const events = Array.from({ length: 200 }, (_, n) => purchase(`order-${n}`))
  const refused = await send(meta, events)
  expect(refused).toMatchObject({ status: 400, json: { error: { code: 100, error_subcode: 2804003 } } })
  const error_data = refused.json.error?.error_data as { blame_field_specs: string[][] } | undefined
  const bad = new Set(error_data?.blame_field_specs.map(([, place]) => Number(place)))
  expect(bad.size).toBeGreaterThan(0)
  expect(meta.bad()[0]).toMatchObject({
    events: 200,
    blamed: expect.arrayContaining([expect.objectContaining({ event_name: 'Purchase' })]),
  })
  const [first = 0] = bad
  expect((await send(meta, [events[first]])).status).toBe(400)
  expect(
    (
      await send(
        meta,
        events.filter((_, place) => !bad.has(place)),
      )
    ).json.events_received,
  ).toBe(200 - bad.size)
  expect(meta.count()).toMatchObject({ received: 401 - bad.size, rejected: 201, counted: 200 - bad.size })
})

test('a refusal of bad events need not say which they are', async () => {
  const meta = await emulator()
  meta.fail({ bad_event_ids: ['A2'], blame: false })
  const { json } = await send(meta, [purchase('A1'), purchase('A2')])
  expect(json.error).toMatchObject({ code: 100, error_subcode: 2804003 })
  expect(json.error).not.toHaveProperty('error_data')
  expect(JSON.stringify(json)).not.toContain('data[1]')
  expect((await send(meta, [purchase('A1')])).status).toBe(200)
})

test('failures keep to their dataset and their token, wherever the token stands', async () => {
  const meta = await emulator()
  meta.fail({ status: 503, dataset_id: '42' })
  meta.fail({ token_revoked: true, access_token: 'EAArevoked' })
  const url = meta.eventsUrl(DATASET_ID)
  const data = [purchase('A1')]
  const statuses = [
    (await send(meta, data, 'EAAgood', '42')).status,
    (await send(meta, data, 'EAAgood')).status,
    (await send(meta, data, 'EAArevoked')).status,
    (await post(`${url}?access_token=EAArevoked`, { data }, '')).status,
    (await post(url, { data, access_token: 'EAArevoked' }, '')).status,
    (await post(url, { data, access_token: 'EAAgood' }, '')).status,
  ]
  expect(statuses).toEqual([503, 200, 401, 401, 401, 200])
  const debugged = await ask(`${meta.url}/v24.0/debug_token?input_token=EAArevoked&access_token=EAAgood`)
  expect(debugged.json).toMatchObject({ data: { is_valid: false } })
  expect(meta.clearFailures()).toBe(2)
  expect((await send(meta, data, 'EAArevoked')).status).toBe(200)
})

test('beacons fail where a failure is for them', async () => {
  const meta = await emulator()
  meta.fail({ status: 503, on: 'tr', count: 1 })
  expect([(await beacon(meta, { eid: 'A1' })).status, (await beacon(meta, { eid: 'A1' })).status]).toEqual([
    503, 200,
  ])
  expect(meta.count()).toMatchObject({ beacons: 2, counted: 1 })
})

test('of a list of failures all are set, or none, and the wrong field is named', async () => {
  const meta = await emulator()
  const refused = await post(`${meta.url}/emulator/fail`, [{ status: 503 }, { rate: 3, hang: true }])
  expect(refused).toMatchObject({ status: 400, json: { error: { field: '[1].rate' } } })
  expect(meta.failures()).toEqual([])
  await post(`${meta.url}/emulator/fail`, [{ status: 503 }, { hang: true }])
  expect((await ask(`${meta.url}/emulator/fail`)).json).toMatchObject({
    failures: [
      { id: 1, status: 503, hits: 0, left: null },
      { id: 2, hang: true },
    ],
  })
  expect((await ask(`${meta.url}/emulator/fail?id=2`, { method: 'DELETE' })).json).toEqual({ cleared: 1 })
  expect(() => meta.fail({ status: 200 })).toThrow(/status must be a whole number from 400/)
})
