import fc from 'fast-check'
import { expect, test } from 'vitest'
import { giveLocalStorage } from './local-storage.fixture.js'
import { dropSend, failed, putSend, type Send, takeSends } from './retry-queue.js'

const NOW = 1_795_000_000_000
const DAY_MS = 86_400_000
const send = (given: { made?: number; tries?: number; due?: number; query?: string } = {}): Send => [
  '/tr/',
  given.query ?? 'id=1',
  given.made ?? NOW,
  given.tries ?? 0,
  given.due ?? NOW,
]
const ids = (taken: [string, Send][]) => taken.map(([id]) => id)

test('takeSends: what is due, once: another tab does not get it as well', () => {
  giveLocalStorage()
  putSend('a', send())
  putSend('b', send({ due: NOW + 1 }))
  expect(ids(takeSends(NOW, false))).toEqual(['a'])
  expect(ids(takeSends(NOW, false))).toEqual([])
  expect(ids(takeSends(NOW + 1, false))).toEqual(['b'])
})

test('takeSends: a tab that took a send and was closed leaves it to another', () => {
  giveLocalStorage()
  putSend('a', send())
  takeSends(NOW, false)
  expect(ids(takeSends(NOW + 29_999, false))).toEqual([])
  expect(ids(takeSends(NOW + 30_000, false))).toEqual(['a'])
})

test('takeSends: online again, what failed need not wait', () => {
  giveLocalStorage()
  putSend('a', failed(send(), NOW))
  expect(ids(takeSends(NOW, false))).toEqual([])
  expect(ids(takeSends(NOW, true))).toEqual(['a'])
})

test('dropSend: an answered send is gone; another one stays', () => {
  giveLocalStorage()
  putSend('a', send())
  putSend('b', send())
  dropSend('a')
  dropSend('never there')
  expect(ids(takeSends(NOW, false))).toEqual(['b'])
})

test('a send of six days ago is given up', () => {
  giveLocalStorage()
  putSend('old', send({ made: NOW - 6 * DAY_MS }))
  putSend('new', send({ made: NOW - 6 * DAY_MS + 1 }))
  expect(ids(takeSends(NOW, false))).toEqual(['new'])
})

test('there are no more than 100 sends and 100,000 characters: the oldest go', () => {
  const held = giveLocalStorage()
  for (let n = 0; n < 103; n++) putSend(`s${n}`, send())
  expect(ids(takeSends(NOW, false))).toEqual(Array.from({ length: 100 }, (_, n) => `s${n + 3}`))
  for (let n = 0; n < 5; n++) putSend(`long${n}`, send({ query: 'x'.repeat(40_000) }))
  expect(held._cs_q?.length).toBeLessThan(100_000)
  expect(ids(takeSends(NOW, false))).toEqual(['long3', 'long4'])
})

const waits: [tries: number, wait_ms: number][] = [
  [0, 5_000],
  [1, 10_000],
  [6, 320_000],
  [7, 640_000],
  [50, 640_000],
]
for (const [tries, wait_ms] of waits)
  test(`failed: after ${tries} tries before, it waits ${wait_ms} ms`, () =>
    expect(failed(send({ tries }), NOW)).toEqual(send({ tries: tries + 1, due: NOW + wait_ms })))

test('where nothing may be kept, nothing is, and nothing throws', () => {
  giveLocalStorage(null)
  putSend('a', send())
  dropSend('a')
  expect(takeSends(NOW, true)).toEqual([])
})

test('whatever else the shelf holds, nothing throws', () => {
  const held = giveLocalStorage()
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      held._cs_q = text
      takeSends(NOW, false)
      putSend('a', send())
      expect(ids(takeSends(NOW, false))).toContain('a')
    }),
  )
})
