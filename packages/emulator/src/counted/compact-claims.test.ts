import { expect, test } from 'vitest'
import { CompactClaims, digestOf } from './compact-claims.js'

const HOUR_MS = 3_600_000
const holder = (seq: number, received_at_ms = 0) => ({ seq, event_seq: seq, received_at_ms })

test('each of 50,000 keys is found again with its latest holder, and none that was not set', () => {
  const claims = new CompactClaims(48 * HOUR_MS)
  for (let seq = 1; seq <= 50_000; seq += 1) claims.set(digestOf(`key ${seq}`), holder(seq, seq))
  for (let seq = 1; seq <= 50_000; seq += 7)
    claims.set(digestOf(`key ${seq}`), { ...holder(seq, seq), event_seq: 9 })
  expect(claims.size).toBe(50_000)
  for (let seq = 1; seq <= 50_000; seq += 1)
    expect(claims.get(digestOf(`key ${seq}`))?.event_seq).toBe(seq % 7 === 1 ? 9 : seq)
  expect(claims.get(digestOf('key 0'))).toBeUndefined()
})

test('what is too old to meet anything makes room for what is new', () => {
  const claims = new CompactClaims(48 * HOUR_MS)
  for (let seq = 1; seq <= 3_000; seq += 1) claims.set(digestOf(`${seq}`), holder(seq, 0))
  for (let seq = 3_001; seq <= 5_000; seq += 1) claims.set(digestOf(`${seq}`), holder(seq, 49 * HOUR_MS))
  expect(claims.size).toBe(2_000)
  expect([claims.get(digestOf('3000')), claims.get(digestOf('3001'))?.seq]).toEqual([undefined, 3_001])
  expect(claims.forgotten).toBe(0)
})

const full: [title: string, timeOf: (seq: number) => number][] = [
  ['the older half', (seq) => seq],
  ['all, where none is older', () => 5],
]
for (const [title, timeOf] of full)
  test(`at its limit a table forgets ${title}, and says how many`, () => {
    const claims = new CompactClaims(48 * HOUR_MS, 2 ** 12)
    for (let seq = 1; seq <= 20_000; seq += 1) claims.set(digestOf(`${seq}`), holder(seq, timeOf(seq)))
    expect(claims.size).toBeLessThanOrEqual(2 ** 12)
    expect(claims.size + claims.forgotten).toBe(20_000)
    expect(claims.get(digestOf('20000'))?.seq).toBe(20_000)
  })
