import { expect, test } from 'vitest'
import { partsApart } from './apart.js'

function parts() {
  const clock = { ms: 1_000 }
  const failures: string[] = []
  const apart = partsApart({
    retryAfter: (error) => (error instanceof RangeError ? 1_000 : 30_000),
    steady_ms: () => clock.ms,
    failed: (error, part) => void failures.push(`${part}: ${(error as Error).message}`),
  })
  return { ...apart, clock, failures }
}
const throws = (error: Error) => () => {
  throw error
}

test('what a part answers is answered, and nothing is broken', () => {
  const { run, broken } = parts()
  expect([run('a', () => true), run('b', () => false), broken()]).toEqual([true, false, []])
})

test('a part that throws is told of once, left alone for as long as is said, and tried again', () => {
  const { run, broken, clock, failures } = parts()
  let tries = 0
  const broken_work = () => {
    tries += 1
    throw new Error('no such table')
  }
  expect(run('orders', broken_work)).toBe(false)
  clock.ms += 29_999
  expect([run('orders', broken_work), tries]).toEqual([false, 1])
  clock.ms += 1
  expect([run('orders', broken_work), tries]).toEqual([false, 2])
  expect([failures, broken()]).toEqual([['orders: no such table'], ['orders']])
})

test('how long it is left alone hangs on the error', () => {
  const { run, clock } = parts()
  run('orders', throws(new RangeError('full')))
  clock.ms += 1_000
  expect(run('orders', () => true)).toBe(true)
})

test('others go on meanwhile', () => {
  const { run, broken } = parts()
  run('orders', throws(new Error('broken')))
  expect([run('aem', () => true), broken()]).toEqual([true, ['orders']])
})

test('one that goes well again is not broken, and is told of when it breaks once more', () => {
  const { run, broken, clock, failures } = parts()
  run('aem', throws(new Error('first')))
  clock.ms += 30_000
  expect([run('aem', () => false), broken()]).toEqual([false, []])
  run('aem', throws(new Error('second')))
  expect(failures).toEqual(['aem: first', 'aem: second'])
})
