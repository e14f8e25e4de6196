import { expect, test } from 'vitest'
import { LastSeconds, secondKey } from './last-seconds.js'
import { lineOf } from './signals.fixture.js'
import { seenOf } from './sources.js'

const said = (received_at_ms: number, seq = received_at_ms, has_id = false) => ({
  received_at_ms,
  seq,
  has_id,
})

const cases: [title: string, before: ReturnType<typeof said>, now: ReturnType<typeof said>, want: boolean][] =
  [
    ['two seconds later', said(10_000), said(12_000), true],
    ['longer', said(10_000), said(12_001), false],
    ['at the same time, behind it in the journal', said(10_000, 1), said(10_000, 2), true],
    ['one with an id, told by a second pixel without', said(10_000, 1, true), said(10_000, 2), true],
    ['one without, told by a second pixel with an id', said(10_000, 1), said(10_000, 2, true), true],
    ['two with ids', said(10_000, 1, true), said(10_000, 2, true), false],
    ['itself, told again', said(10_000, 1), said(10_000, 1), false],
    ['one that comes after it, told before', said(12_000, 2), said(10_000, 1), false],
  ]
for (const [title, before, now, want] of cases)
  test(`last seconds: ${title}`, () => {
    const seconds = new LastSeconds()
    expect(seconds.say('k', before)).toBe(false)
    expect(seconds.say('k', now)).toBe(want)
    expect(seconds.say('other', now)).toBe(false)
  })

test('last seconds: what is long over is let go', () => {
  const seconds = new LastSeconds()
  seconds.say('k', said(0))
  for (let i = 1; i < 30_000; i += 1) seconds.say(`${i}`, said(i))
  expect(seconds.say('k', said(1_999, 40_000))).toBe(false)
  expect(seconds.say('29999', said(30_001, 40_001))).toBe(true)
})

const fbp = { user_data: { fbp: 'fb.1.1.1' } }
const keys: [title: string, line: ReturnType<typeof lineOf>, has: boolean][] = [
  ['a browser without event_id', lineOf('1', 'browser', null, fbp), true],
  ['a browser with event_id', lineOf('1', 'browser', 'a', fbp), true],
  ['without fbp nobody can tell', lineOf('1', 'browser', null), false],
  ['a server', lineOf('1', 'server', null, fbp), false],
]
for (const [title, line, has] of keys)
  test(`last seconds, whose: ${title}`, () =>
    expect(secondKey(1, seenOf(line, 1, 1, 'counted', null)) !== null).toBe(has))
