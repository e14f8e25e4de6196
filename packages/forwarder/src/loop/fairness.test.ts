import { expect, test } from 'vitest'
import type { Reply } from '../meta.fixture.js'
import { destination, type SceneOptions, scene } from '../scene.fixture.js'

const FIFTY = Array.from({ length: 50 }, (_, at) => destination(at + 1))

/** Thirty seconds of traffic for fifty destinations. @returns mean ms from due to sent, without the first destination */
async function latency(first: Reply): Promise<{ mean_ms: number; most_ms: number; under_way: number }> {
  const { add, time, meta, outbox } = scene({ destinations: FIFTY })
  meta.reply = ({ host }) => (host === 'd1.example' ? first : 'judge')
  for (let second = 0; second < 30; second += 1) {
    for (const { id } of FIFTY) add(second % 10 === 0 ? 1_500 : 20, id)
    await time.pass(1_000)
  }
  await time.pass(5_000)
  const others = FIFTY.slice(1).flatMap(({ id }) => outbox.all(id))
  const waited = others.map(({ settled_at_ms, deadline_ms, state }) =>
    state === 'sent' ? (settled_at_ms ?? Infinity) - (deadline_ms - 7 * 86_400_000) : Infinity,
  )
  const total = waited.reduce((sum, ms) => sum + ms, 0)
  return {
    mean_ms: total / waited.length,
    most_ms: waited.reduce((most, ms) => Math.max(most, ms)),
    under_way: meta.most_under_way,
  }
}

const dead: [title: string, reply: Reply][] = [
  ['hangs', 'hang'],
  ['resets connections', { kind: 'network', failure: 'reset' }],
]
for (const [title, reply] of dead)
  test(`one of fifty ${title}: the others wait no tenth longer`, async () => {
    const [alive, spoilt] = [await latency('judge'), await latency(reply)]
    expect(spoilt.mean_ms).toBeLessThan(alive.mean_ms * 1.1)
    expect(spoilt.most_ms).toBeLessThan(alive.most_ms * 1.1)
    expect(alive.under_way).toBeLessThanOrEqual(64)
  })

test('forty of fifty hang with all their events due: the other ten are served', async () => {
  const { add, time, meta, outbox } = scene({ destinations: FIFTY })
  meta.reply = ({ host }) => (Number(/\d+/.exec(host)) <= 40 ? 'hang' : 'judge')
  for (const { id } of FIFTY) add(5_000, id)
  await time.pass(4_000)
  for (const { id } of FIFTY.slice(40)) expect(outbox.count(id).sent).toBe(5_000)
  expect(meta.most_under_way).toBeLessThanOrEqual(64)
})

test('a destination that was quick and then hangs holds its window at most', async () => {
  const { add, time, meta, outbox } = scene({ destinations: FIFTY })
  for (const { id } of FIFTY.slice(0, 4)) add(20_000, id)
  await time.pass(1_500)
  meta.reply = ({ host }) => (Number(/\d+/.exec(host)) <= 4 ? 'hang' : 'judge')
  await time.pass(500)
  for (const { id } of FIFTY.slice(4)) add(100, id)
  await time.pass(3_000)
  for (const { id } of FIFTY.slice(4)) expect(outbox.count(id).sent).toBe(100)
})

async function draining(options: SceneOptions, count: number, row: object = {}) {
  const { add, time, meta, forwarder, outbox } = scene(options)
  add(count, 1, row)
  let most_bytes = 0
  for (let step = 0; step < 200; step += 1) {
    await time.pass(50)
    most_bytes = Math.max(most_bytes, forwarder.status().bytes)
  }
  return { meta, most_bytes, outbox, forwarder }
}

test('a backlog goes in full batches: no more than eight at once', async () => {
  const { meta, outbox } = await draining({}, 30_000)
  expect(outbox.count(1).sent).toBe(30_000)
  expect(meta.seen.length).toBe(30)
  expect(meta.most_under_way).toBe(8)
})

test('memory is bounded, and is given back', async () => {
  const limits = { bytes_max: 400_000 }
  const { most_bytes, outbox, forwarder } = await draining({ limits }, 5_000)
  expect(outbox.count(1).sent).toBe(5_000)
  expect(most_bytes).toBeGreaterThan(100_000)
  expect(most_bytes).toBeLessThanOrEqual(limits.bytes_max)
  expect(forwarder.status()).toMatchObject({ bytes: 0, requests: 0 })
})

test('few events are gathered for a second, urgent ones are not', async () => {
  const { add, time, meta } = scene()
  for (let at = 0; at < 10; at += 1) {
    add(10)
    await time.pass(90)
  }
  await time.pass(5_000)
  expect(meta.seen.map(({ events }) => events.length)).toEqual([100])
  add(1, 1, { due_ms: 0, deadline_ms: time.now_ms() + 3_600_000 })
  await time.pass(0)
  expect(meta.seen.length).toBe(2)
})

test('usage near its limit: fewer requests for a while', async () => {
  const { add, time, meta, outbox } = scene()
  const body = (count: number) => JSON.stringify({ events_received: count })
  meta.reply = ({ events }) => ({
    kind: 'http',
    status: 200,
    body: body(events.length),
    retry_after_s: null,
    usage_percent: 95,
  })
  add(10_000)
  await time.pass(21_000)
  expect(meta.seen.length).toBeLessThanOrEqual(5)
  expect(outbox.count(1).sent).toBe(meta.seen.length * 1_000)
})
