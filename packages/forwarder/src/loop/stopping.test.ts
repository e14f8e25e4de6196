import { expect, test } from 'vitest'
import { scene } from '../scene.fixture.js'

test('stopping waits for what is under way, and takes nothing new', async () => {
  const { add, time, meta, outbox, forwarder } = scene()
  add(5_000)
  await time.pass(1_100)
  const stopped = forwarder.stop()
  await time.pass(10_000)
  await stopped
  expect(outbox.count(1)).toMatchObject({ sent: 1_000, waiting: 4_000, sending: 0 })
  expect(meta.seen.length).toBe(1)
})

test('what hangs is given up after five seconds: its events wait again, and go out again after the next start', async () => {
  const { add, time, meta, outbox, forwarder, begin } = scene()
  meta.reply = ({ events }) => {
    meta.takeAll(events)
    return 'hang'
  }
  add(10)
  await time.pass(1_100)
  let is_stopped = false
  void forwarder.stop().then(() => {
    is_stopped = true
  })
  await time.pass(4_900)
  expect(is_stopped).toBe(false)
  await time.pass(100)
  expect(is_stopped).toBe(true)
  expect(outbox.count(1)).toMatchObject({ waiting: 10, sending: 0 })
  // They may have been taken: that clock runs.
  expect(outbox.all(1)[0]?.first_try_ms).not.toBe(null)
  meta.reply = () => 'judge'
  begin()
  await time.pass(5_000)
  expect(outbox.count(1)).toMatchObject({ sent: 10 })
})

test('a breaker stays open over a restart', async () => {
  const { add, time, meta, outbox, forwarder, begin } = scene()
  add(1)
  meta.reply = () => ({ kind: 'http', status: 429, body: '', retry_after_s: 600, usage_percent: null })
  await time.pass(2_000)
  void forwarder.stop()
  await time.pass(1_000)
  begin()
  meta.reply = () => 'judge'
  await time.pass(590_000)
  expect(meta.seen.length).toBe(1)
  await time.pass(20_000)
  expect(outbox.count(1).sent).toBe(1)
})

test('a full disk: what was sent is recorded later, and nothing is sent twice or taken meanwhile', async () => {
  const { add, time, meta, outbox, forwarder } = scene()
  add(3_000)
  await time.pass(1_100)
  outbox.is_full = true
  await time.pass(60_000)
  expect(meta.seen.length).toBe(1)
  expect(forwarder.status().is_recording).toBe(false)
  expect(outbox.count(1)).toMatchObject({ sending: 1_000, waiting: 2_000 })
  outbox.is_full = false
  await time.pass(5_000)
  expect(outbox.count(1)).toMatchObject({ sent: 3_000 })
  expect([...meta.taken.values()].every((times) => times === 1)).toBe(true)
})

test('a full disk in the middle of a search: the good events are sent once', async () => {
  const { add, time, meta, outbox } = scene()
  add(1_000, 1, {}, (at) => at === 3)
  await time.pass(1_300)
  outbox.is_full = true
  await time.pass(30_000)
  outbox.is_full = false
  await time.pass(30_000)
  expect(outbox.count(1)).toMatchObject({ sent: 999, refused: 1 })
  expect([...meta.taken.values()].every((times) => times === 1)).toBe(true)
})

test('a destination that is removed is sent nothing more', async () => {
  const { add, time, meta, forwarder, destinations } = scene()
  add(5_000)
  await time.pass(1_100)
  destinations.length = 0
  forwarder.wake()
  await time.pass(5_000)
  expect(meta.seen.length).toBe(1)
  forwarder.wake()
  expect(forwarder.status().destinations).toEqual([])
})
