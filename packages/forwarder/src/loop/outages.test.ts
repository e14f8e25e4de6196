import { expect, test } from 'vitest'
import { graphError, http, type Reply } from '../meta.fixture.js'
import { scene } from '../scene.fixture.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const HTML = http(502, '<html><body>Bad gateway</body></html>')
const outages: [title: string, reply: Reply][] = [
  ['answers 503', http(503)],
  ['answers HTML', HTML],
  ['answers 200 with HTML', http(200, '<html>Maintenance</html>')],
  ['redirects', http(302)],
  ['resets connections', { kind: 'network', failure: 'reset' }],
  ['refuses connections', { kind: 'network', failure: 'refused' }],
  ['is not found', { kind: 'network', failure: 'dns' }],
  ['hangs', 'hang'],
  ['answers 429', http(429)],
  ['answers code 1', graphError(1)],
  ['answers code 2', graphError(2, { is_transient: true }, 500)],
  ['answers code 4', graphError(4)],
  ['answers code 17', graphError(17, { error_subcode: 2446079 })],
]
for (const [title, reply] of outages)
  test(`a destination that ${title} for an hour gets everything soon after, each event once`, async () => {
    const { add, time, meta, outbox } = scene()
    meta.reply = () => reply
    for (let minute = 0; minute < 60; minute += 1) {
      add(200)
      await time.pass(MINUTE_MS)
    }
    expect(outbox.count(1)).toMatchObject({ sent: 0, refused: 0, expired: 0 })
    // It is asked about once a minute, with one event.
    expect(meta.seen.length).toBeLessThan(150)
    const tried = meta.seen.length
    meta.reply = () => 'judge'
    await time.pass(2 * MINUTE_MS)
    expect(outbox.count(1)).toMatchObject({ sent: 12_000 })
    expect([...meta.taken.values()].every((times) => times === 1)).toBe(true)
    expect(meta.seen.length - tried).toBeLessThan(30)
  })

test('Retry-After is obeyed to the second, also by what was under way', async () => {
  const { add, time, meta, outbox } = scene()
  add(6_000)
  await time.pass(1_350)
  meta.reply = () => http(429, '', { retry_after_s: 120 })
  await time.pass(2_000)
  const asked = meta.seen.length
  meta.reply = () => 'judge'
  await time.pass(116_000)
  expect(meta.seen.length).toBe(asked)
  await time.pass(10_000)
  expect(outbox.count(1).sent).toBe(6_000)
})

const stops: [title: string, reply: Reply][] = [
  ['190', graphError(190, { error_subcode: 463 }, 401)],
  ['200', graphError(200, {}, 403)],
  ['368', graphError(368)],
  ['100/33', graphError(100, { error_subcode: 33 })],
  ['forbidden address', { kind: 'network', failure: 'forbidden_address' }],
]
for (const [title, reply] of stops)
  test(`a destination that answers ${title} stops, and goes on when its token is mended`, async () => {
    const { add, time, meta, outbox, change } = scene()
    meta.reply = () => reply
    add(3_000)
    await time.pass(72 * HOUR_MS)
    expect(meta.seen.length).toBe(1)
    expect(outbox.health(1).stopped).toBeTruthy()
    expect(outbox.count(1)).toMatchObject({ waiting: 3_000 })
    meta.reply = () => 'judge'
    change(1, { secrets_at_ms: time.now_ms() })
    await time.pass(5_000)
    // The refused try was none that could be counted twice: it has not run out of time in three days.
    expect(outbox.count(1)).toMatchObject({ sent: 3_000 })
    expect(outbox.health(1).stopped).toBe(null)
  })

test('a destination that stopped goes on when its owner resumes it', async () => {
  const { add, time, meta, outbox, change } = scene()
  meta.reply = () => graphError(368)
  add(10)
  await time.pass(HOUR_MS)
  expect(outbox.health(1).stopped).toBeTruthy()
  meta.reply = () => 'judge'
  change(1, { resumed_at_ms: time.now_ms() })
  await time.pass(5_000)
  expect(outbox.count(1)).toMatchObject({ sent: 10 })
})

test('a destination that repeats its token is not repeated', async () => {
  const { add, time, meta, outbox } = scene()
  const rows = add(2)
  meta.reply = () => graphError(100, { error_subcode: 2804050, error_user_msg: 'TOKEN is short' })
  await time.pass(HOUR_MS)
  expect(outbox.count(1)).toMatchObject({ refused: 2 })
  expect(JSON.stringify([rows.map(({ refusal }) => refusal), outbox.health(1)])).not.toContain('TOKEN')
})

test('a token that was mended while a request with the old one was under way is tried', async () => {
  const { add, time, meta, outbox, change } = scene()
  meta.reply = (_, turn) => (turn === 1 ? graphError(190, {}, 401) : 'judge')
  add(10)
  await time.pass(1_100)
  change(1, { secrets_at_ms: time.now_ms() })
  await time.pass(6_000)
  expect(outbox.count(1).sent).toBe(10)
})

test('what stopped for an address goes on when the address is changed, or when its owner says so', async () => {
  const { add, time, meta, outbox, change } = scene()
  meta.reply = ({ host }) => (host === 'new.example' ? 'judge' : graphError(100, { error_subcode: 33 }))
  add(10)
  await time.pass(HOUR_MS)
  outbox.setHealth(1, { ...outbox.health(1), stopped: null, stopped_at_ms: null })
  await time.pass(HOUR_MS)
  expect(meta.seen.length).toBe(2)
  change(1, { url: 'https://new.example' })
  await time.pass(2_000)
  expect(outbox.count(1).sent).toBe(10)
})

test('a destination without TLS stops with words for its owner, before anything is sent', async () => {
  const { add, time, meta, outbox, change } = scene()
  change(1, { url: 'http://d1.example' })
  add(10)
  await time.pass(5_000)
  expect(meta.seen).toEqual([])
  expect(outbox.health(1).stopped).toContain('allowed_private_hosts')
})

test('a paused destination is left alone', async () => {
  const { add, time, meta, outbox, change } = scene()
  change(1, { paused_at_ms: time.now_ms() })
  add(10)
  await time.pass(HOUR_MS)
  expect(meta.seen).toEqual([])
  change(1, { paused_at_ms: null })
  await time.pass(2_000)
  expect(outbox.count(1).sent).toBe(10)
})

test('an event is given up after retry_hours from its first try, and at its deadline', async () => {
  const { add, time, meta, outbox } = scene()
  meta.reply = () => 'hang'
  add(1)
  const [late] = add(1, 1, { deadline_ms: time.now_ms() + 10 * HOUR_MS })
  await time.pass(9 * HOUR_MS)
  expect(outbox.count(1)).toMatchObject({ expired: 0 })
  await time.pass(2 * HOUR_MS)
  expect(late?.state).toBe('expired')
  await time.pass(40 * HOUR_MS)
  expect(outbox.count(1)).toMatchObject({ expired: 2, waiting: 0 })
})
