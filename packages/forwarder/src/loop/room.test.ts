import { expect, test } from 'vitest'
import { type Holding, Room } from './room.js'

const MIB = 2 ** 20
const room = () => new Room({ requests_max: 64, bytes_max: 64 * MIB })
const holding = (is_trusted: boolean): Holding => ({ requests: 0, bytes: 0, is_trusted })

/** Begins as many as it may. */
function fill(of: Room, one: Holding, bytes = 0): number {
  let begun = 0
  while (begun < 1_000 && of.mayBegin(one, bytes)) {
    of.begin(one)
    of.hold(one, bytes)
    begun += 1
  }
  return begun
}

test('a quarter of the requests is for those that have none', () => {
  const all = room()
  expect(fill(all, holding(true))).toBe(48)
  for (let other = 0; other < 16; other += 1) expect(all.mayBegin(holding(true), 0)).toBe(true)
})

test('what is not trusted has one request, and all of it together half the room', () => {
  const all = room()
  const begun = Array.from({ length: 64 }, () => fill(all, holding(false)))
  expect(begun.reduce((sum, count) => sum + count)).toBe(32)
  expect(begun[0]).toBe(1)
})

test('one destination holds half of the bytes at most, and leaves a quarter to those that hold none', () => {
  const all = room()
  expect(fill(all, holding(true), MIB)).toBe(32)
  expect(fill(all, holding(true), MIB)).toBe(16)
  expect(all.mayBegin(holding(true), MIB)).toBe(true)
})

test('what is given back can be had again; one request may always begin, however large', () => {
  const all = room()
  const one = holding(true)
  expect(all.mayBegin(one, 100 * MIB)).toBe(true)
  const leave = all.begin(one)
  all.hold(one, 60 * MIB)
  expect(all.mayBegin(holding(true), 8 * MIB)).toBe(false)
  leave()
  all.hold(one, -60 * MIB)
  expect([all.requests, all.bytes, one.requests, one.bytes]).toEqual([0, 0, 0, 0])
})
