import { expect, test } from 'vitest'
import type { Failure } from './failure.js'
import { type Asked, Failures } from './failures.js'

const asked: Asked = { kind: 'events', dataset_id: '1', access_token: 'T' }
const none = () => false

/** Which of so many requests meet a failure: `x` those that do. */
function met(failure: Failure, requests: number, request: Partial<Asked> = {}): string {
  const failures = new Failures()
  failures.add(failure)
  const meet = () => failures.meet({ ...asked, ...request }, none).failure
  return Array.from({ length: requests }, () => (meet() === null ? '.' : 'x')).join('')
}

const cases: [title: string, failure: Failure, request: Partial<Asked>, want: string][] = [
  ['all', { status: 503 }, {}, 'xxxxxxxxxxxx'],
  ['the next three', { status: 503, count: 3 }, {}, 'xxx.........'],
  ['every fourth', { status: 503, rate: 0.25 }, {}, '...x...x...x'],
  ['a tenth', { status: 503, rate: 0.1 }, {}, '.........x..'],
  ['three in four', { status: 503, rate: 0.75 }, {}, '.xxx.xxx.xxx'],
  ['a third, twice', { status: 503, rate: 1 / 3, count: 2 }, {}, '..x..x......'],
  ['its dataset', { status: 503, dataset_id: '1' }, {}, 'xxxxxxxxxxxx'],
  ['another dataset', { status: 503, dataset_id: '2' }, {}, '............'],
  ['another token', { status: 503, access_token: 'U' }, {}, '............'],
  ['beacons are left alone', { status: 503 }, { kind: 'tr' }, '............'],
  ['beacons where wanted', { status: 503, on: 'tr' }, { kind: 'tr' }, 'xxxxxxxxxxxx'],
  ['a revoked token reads nothing', { token_revoked: true }, { kind: 'graph' }, 'xxxxxxxxxxxx'],
]
for (const [title, failure, request, want] of cases)
  test(`requests that meet a failure: ${title}`, () => expect(met(failure, 12, request)).toBe(want))

test('latency and headers add up until the first effect; what comes behind it is not met', () => {
  const failures = new Failures()
  failures.add({ latency_ms: 20 })
  failures.add({ latency_ms: 30, usage_percent: 80 })
  failures.add({ status: 503, retry_after_s: 7 })
  failures.add({ hang: true })
  expect(failures.meet(asked, none)).toMatchObject({
    effect: 'answer',
    latency_ms: 50,
    usage_percent: 80,
    retry_after_s: 7,
  })
  expect(failures.list().map(({ hits }) => hits)).toEqual([1, 1, 1, 0])
  expect(failures.clear(3)).toBe(1)
  expect(failures.meet(asked, none).effect).toBe('hang')
})
