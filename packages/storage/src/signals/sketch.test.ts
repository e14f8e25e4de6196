import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTERS_MAX, merge, note, peopleBehind, prune, type Sketch } from './sketch.js'

const noted = (values: readonly number[]): Sketch => {
  const sketch: Sketch = new Map()
  for (const [seq, value] of values.entries()) note(sketch, `v${value}`, 1, seq, seq, '')
  return sketch
}

test('law: no count is above the truth, and none is below it by more than its share of all, however they are split', () => {
  // Few values are frequent, and many are met once or twice.
  const value = fc.oneof(fc.nat(5), fc.nat(5), fc.nat(5_000))
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 400 }), { maxLength: 6 }), (steps) => {
      const stored: Sketch = new Map()
      const truth = new Map<string, number>()
      for (const step of steps) {
        const sketch = noted(step)
        for (const [what, { count }] of sketch) truth.set(what, (truth.get(what) ?? 0) + count)
        prune(sketch)
        merge(stored, sketch)
      }
      expect(stored.size).toBeLessThanOrEqual(COUNTERS_MAX)
      const all = steps.flat().length
      for (const [what, count] of truth) {
        const held = stored.get(what)?.count ?? 0
        expect(held).toBeLessThanOrEqual(count)
        // Two prunings a step, each of which takes no more than this from anything.
        expect(held).toBeGreaterThanOrEqual(count - all / (COUNTERS_MAX + 1))
      }
    }),
    { numRuns: 300 },
  )
})

test('what is taken back is as if it had not been noted', () => {
  const stored = noted([1, 1, 2])
  const step: Sketch = new Map()
  note(step, 'v1', -1, 0, 0, '')
  note(step, 'v2', -1, 2, 2, '')
  note(step, 'v3', -1, 9, 9, '')
  merge(stored, step)
  expect([...stored]).toEqual([['v1', { count: 1, last_ms: 1, people: [], samples: [1] }]])
})

test('samples: the latest twenty', () => {
  const sketch = noted(Array.from({ length: 100 }, () => 1))
  const stored: Sketch = new Map()
  merge(stored, sketch)
  expect(stored.get('v1')?.samples).toEqual(Array.from({ length: 20 }, (_, i) => 80 + i))
})

const people: [title: string, people: string[], want: number][] = [
  ['nobody', [], 0],
  ['two by em', ['ea', 'eb'], 2],
  ['one person known by three keys may be one', ['ea', 'pa', 'xa'], 1],
  ['two by ph, one of them by em too', ['ea', 'pa', 'pb'], 2],
]
for (const [title, given, want] of people)
  test(`people behind a value: ${title}`, () =>
    expect(peopleBehind({ count: 9, last_ms: 0, people: given, samples: [] })).toBe(want))

test('people: those who are known by one key leave room for those who are known by another', () => {
  const sketch: Sketch = new Map()
  for (let i = 0; i < 60; i += 1) note(sketch, 'v', 1, i, i, `${i < 30 ? 'e' : 'x'}${i}`)
  const stored: Sketch = new Map([['v', { count: 1, last_ms: 0, people: ['p1'], samples: [] }]])
  merge(stored, sketch)
  const kinds = (stored.get('v')?.people ?? []).map((person) => person.charAt(0)).sort()
  expect(kinds.join('')).toBe(`${'e'.repeat(16)}p${'x'.repeat(16)}`)
})

test('people: up to sixteen are told apart', () => {
  const sketch: Sketch = new Map()
  for (let i = 0; i < 40; i += 1) note(sketch, 'v', 1, i, i, `e${i % 30}`)
  expect(sketch.get('v')?.people).toHaveLength(16)
  const stored: Sketch = new Map()
  merge(stored, sketch)
  merge(stored, new Map([['v', { count: 1, last_ms: 0, people: ['enew'], samples: [1] }]]))
  expect(stored.get('v')?.people).toHaveLength(16)
})
