import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPersonKeys } from '@countersign/storage/process'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
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
    believed: (wall_ms) => wall_ms,
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

const SHOP = '1795400000000001'
const DAY_MS = 24 * HOUR_MS

/** Real keys, a wall clock that may be set, and a server that is started again. */
function serving() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-keys-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const clock = { wall_ms: NOW, steady_ms: 0 }
  const start = () => {
    const keys = openPersonKeys(join(directory, 'keys.db'), randomBytes)
    const failed = (error: unknown) => expect.fail(String(error))
    const configuration = { datasets: () => [{ id: SHOP }] as never }
    const believed = keys.clock(() => clock.steady_ms)
    const end = destroyKeysHourly({ keys, configuration, now_ms: () => clock.wall_ms, believed, failed })
    return {
      digest: () => keys.digests(SHOP, 'em:a', NOW)[0],
      stop() {
        end()
        keys.close()
      },
    }
  }
  const pass = (hours: number) => {
    for (let hour = 0; hour < hours; hour += 1) {
      clock.wall_ms += HOUR_MS
      clock.steady_ms += HOUR_MS
      vi.advanceTimersByTime(HOUR_MS)
    }
  }
  return { clock, start, pass }
}

test('a wall clock that is a year ahead for some hours destroys no key that is in use, not even over a restart', () => {
  const { clock, start, pass } = serving()
  let server = start()
  const before = server.digest()
  pass(2)
  clock.wall_ms += 365 * DAY_MS
  pass(2)
  server.stop()
  server = start()
  pass(1)
  clock.wall_ms -= 365 * DAY_MS
  pass(1)
  expect(server.digest()).toBe(before)
  server.stop()
})

test('when its time is over the key is destroyed, and the same person is another then', () => {
  const { start, pass } = serving()
  const server = start()
  const before = server.digest()
  pass(17 * 24)
  expect(server.digest()).not.toBe(before)
  server.stop()
})
