import { expect, test } from 'vitest'
import { type Holding, Room, type Standing } from './room.js'

const MIB = 2 ** 20
const room = () => new Room({ requests_max: 64, bytes_max: 64 * MIB })
const holding = (standing: Standing): Holding => ({ requests: 0, bytes: 0, standing })

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
  expect(fill(all, holding('good'))).toBe(48)
  for (let other = 0; other < 16; other += 1) expect(all.mayBegin(holding('good'), 0)).toBe(true)
})

test('what has failed has one request, and all of it together half the room; what is new has one', () => {
  const all = room()
  const begun = Array.from({ length: 64 }, () => fill(all, holding('failed')))
  expect(begun.reduce((sum, count) => sum + count)).toBe(32)
  expect(begun[0]).toBe(1)
  expect(fill(all, holding('new'))).toBe(1)
})

test('one destination holds half of the bytes at most, and leaves a quarter to those that hold none', () => {
  const all = room()
  expect(fill(all, holding('good'), MIB)).toBe(32)
  expect(fill(all, holding('good'), MIB)).toBe(16)
  expect(all.mayBegin(holding('good'), MIB)).toBe(true)
})

test('what is given back can be had again; one request may always begin, however large', () => {
  const all = room()
  const one = holding('good')
  expect(all.mayBegin(one, 100 * MIB)).toBe(true)
  const leave = all.begin(one)
  all.hold(one, 60 * MIB)
  expect(all.mayBegin(holding('good'), 8 * MIB)).toBe(false)
  leave()
  all.hold(one, -60 * MIB)
  expect([all.requests, all.bytes, one.requests, one.bytes]).toEqual([0, 0, 0, 0])
})
