import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { publicLookup, type Resolve, systemResolve } from './guarded-connect.js'

const PUBLIC = { address: '157.240.22.35', family: 4 }
const PRIVATE = { address: '10.0.0.1', family: 4 }

/** What Node is told: an error's code, or addresses. */
const lookUp = (resolve: Resolve, all: boolean): Promise<unknown> =>
  new Promise((done) => {
    publicLookup(resolve)('host.example', { all }, (error, address, family) => {
      done(error ? error.code : all ? address : { address, family })
    })
  })

const cases: [title: string, found: LookupAddress[], all: boolean, want: unknown][] = [
  ['public', [PUBLIC], true, [PUBLIC]],
  ['of several, the public ones', [PRIVATE, PUBLIC, { address: '::1', family: 6 }], true, [PUBLIC]],
  ['the first public one', [PRIVATE, PUBLIC], false, PUBLIC],
  ['private', [PRIVATE], true, 'FORBIDDEN_ADDRESS'],
  ['none', [], false, 'FORBIDDEN_ADDRESS'],
]
for (const [title, found, all, want] of cases)
  test(`publicLookup: ${title}`, async () => {
    expect(await lookUp(async () => found, all)).toEqual(want)
  })

test('publicLookup: a name that is not found', async () => {
  const error = Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
  expect(await lookUp(() => Promise.reject(error), true)).toBe('ENOTFOUND')
})

test('systemResolve asks for a name once at a time', async () => {
  const resolve = systemResolve()
  const [first, second, other] = [resolve('localhost'), resolve('localhost'), resolve('127.0.0.1')]
  expect(second).toBe(first)
  expect(await other).toEqual([{ address: '127.0.0.1', family: 4 }])
  const found = await first
  expect(found.length).toBeGreaterThan(0)
  expect(resolve('localhost')).not.toBe(first)
})
