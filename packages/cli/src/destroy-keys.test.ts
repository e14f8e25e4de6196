import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { destroyKeysHourly } from './destroy-keys.js'

const HOUR_MS = 3_600_000
const NOW = 1_763_900_000_000

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

function keeping(destroyOld: (believed_ms: number, now_ms: number) => number = () => 0) {
  const destroyed: number[] = []
  const kept: (readonly string[])[] = []
  const failures: unknown[] = []
  const datasets = [{ id: '1795400000000001' }]
  const end = destroyKeysHourly({
    keys: {
      destroyOld(believed_ms, now_ms) {
        expect(believed_ms).toBe(now_ms)
        destroyed.push(now_ms - NOW)
        return destroyOld(believed_ms, now_ms)
      },
      keepOnly: (ids) => kept.push(ids),
    },
    configuration: { datasets: () => datasets as never },
    now_ms: Date.now,
    failed: (error) => void failures.push(error),
  })
  return { end, destroyed, kept, failures }
}

test('keys are destroyed at once, each hour, and no more once it is ended', () => {
  const { end, destroyed, kept } = keeping()
  expect(destroyed).toEqual([0])
  vi.advanceTimersByTime(2 * HOUR_MS)
  end()
  vi.advanceTimersByTime(2 * HOUR_MS)
  expect(destroyed).toEqual([0, HOUR_MS, 2 * HOUR_MS])
  expect(kept).toEqual(Array.from({ length: 3 }, () => ['1795400000000001']))
})

test('a failure is told, and tried again an hour later', () => {
  let is_busy = true
  const { end, destroyed, kept, failures } = keeping(() => {
    if (is_busy) throw new Error('busy')
    return 1
  })
  expect(failures).toEqual([new Error('busy')])
  expect(kept).toEqual([])
  is_busy = false
  vi.advanceTimersByTime(HOUR_MS)
  end()
  expect([destroyed, kept.length, failures.length]).toEqual([[0, HOUR_MS], 1, 1])
})
