import { expect, test } from 'vitest'
import { type Chore, type TurnPorts, turns } from './turns.js'

/** A thread whose clock goes on by what its turns say. */
function watching(given: Partial<TurnPorts> & { chore?: Partial<Chore> } = {}) {
  const clock = { ms: 1_000_000 }
  const done: string[] = []
  const failures: string[] = []
  const chores = ['alerts', 'keys'].map((name) => ({
    name,
    each_ms: 1_000,
    run: () => void done.push(`${name} ${clock.ms - 1_000_000}`),
  }))
  const take = turns({
    read: () => false,
    pauseAfter: () => 0,
    retryAfter: () => 30_000,
    chores,
    now_ms: () => clock.ms,
    steady_ms: () => clock.ms,
    failed: (error, part) => void failures.push(`${part}: ${(error as Error).message}`),
    ...given,
  })
  /** Turns for so long. @returns how long each said to wait */
  const go = (for_ms: number): number[] => {
    const waits: number[] = []
    for (const end_ms = clock.ms + for_ms; clock.ms < end_ms; ) {
      waits.push(take())
      clock.ms += Math.max(waits.at(-1) ?? 0, 1)
    }
    return waits
  }
  return { clock, done, failures, chores, take, go }
}
const throws = (message: string) => () => {
  throw new Error(message)
}

test('it looks ten times a second, and does each chore when it is due', () => {
  const { go, done } = watching()
  expect(new Set(go(2_500))).toEqual(new Set([100]))
  expect(done).toEqual(['alerts 0', 'keys 0', 'alerts 1000', 'keys 1000', 'alerts 2000', 'keys 2000'])
})

test('while there is more to read the chores are done all the same', () => {
  const { go, done } = watching({ read: () => true })
  expect(new Set(go(1_500))).toEqual(new Set([0]))
  expect(done).toEqual(['alerts 0', 'keys 0', 'alerts 1000', 'keys 1000'])
})

test('reading that fails is said once, tried again later, and keeps no chore waiting', () => {
  let reads = 0
  const read = () => {
    reads += 1
    return throws('no room')()
  }
  const { go, done, failures } = watching({ read })
  go(60_000)
  expect(reads).toBe(2)
  expect(failures).toEqual(['reading: no room'])
  expect(done.filter((one) => one.startsWith('keys'))).toHaveLength(60)
})

test('what went well again is said again when it fails', () => {
  const answers = [throws('first'), throws('still'), () => false, throws('second')]
  const { go, failures } = watching({ read: () => (answers.shift() ?? (() => false))(), retryAfter: () => 0 })
  go(500)
  expect(failures).toEqual(['reading: first', 'reading: second'])
})

test('a chore that fails keeps none behind it, and is not begun again before its time', () => {
  const { go, done, failures, chores } = watching()
  const [first] = chores
  if (first) first.run = throws('broken')
  go(2_500)
  expect(done).toEqual(['keys 0', 'keys 1000', 'keys 2000'])
  expect(failures).toEqual(['alerts: broken'])
})

test('a chore that takes long is done more rarely', () => {
  const watched = watching()
  const [first] = watched.chores
  if (first)
    first.run = () => {
      watched.done.push('long')
      watched.clock.ms += 100
    }
  watched.go(11_000)
  expect(watched.done.filter((one) => one === 'long')).toHaveLength(3)
})
