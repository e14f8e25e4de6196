import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BodySlabs } from './body-slabs.js'

const KIB = 1024

test('a body is read as it came in, whatever its pieces, and the next one as well', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 * KIB }), { maxLength: 8 }), (sizes) => {
      const slabs = new BodySlabs()
      for (const first of [1, 2]) {
        const pieces = sizes.map((size, index) => Buffer.alloc(size, first + index))
        const body = slabs.begin()
        for (const piece of pieces) body.add(piece)
        expect(body.bytes).toBe(pieces.reduce((sum, { length }) => sum + length, 0))
        expect(body.read().equals(Buffer.concat(pieces))).toBe(true)
      }
    }),
    { numRuns: 30 },
  ))

test('two bodies that come in at once do not mix', () => {
  const slabs = new BodySlabs()
  const [a, b] = [slabs.begin(), slabs.begin()]
  for (let i = 0; i < 3; i += 1) {
    a.add(Buffer.alloc(50 * KIB, 'a'))
    b.add(Buffer.alloc(50 * KIB, 'b'))
  }
  expect(a.read().every((byte) => byte === 0x61)).toBe(true)
  expect(b.read().every((byte) => byte === 0x62)).toBe(true)
})

const sizes: [title: string, bytes: number, shared: boolean][] = [
  ['a small one has memory of its own: it waits for no turn', 64 * KIB, false],
  ['a large one is read where the last one was', 64 * KIB + 1, true],
  ['one that is larger than that place has memory of its own', 2 * KIB * KIB + 1, false],
]
for (const [title, bytes, shared] of sizes)
  test(title, () => {
    const slabs = new BodySlabs()
    const read = () => {
      const body = slabs.begin()
      body.add(Buffer.alloc(bytes, 1))
      return body.read().buffer
    }
    const first = read()
    expect(read() === first).toBe(shared)
  })

test('memory that is given back is used again, up to 4 MB of it', () => {
  const slabs = new BodySlabs()
  const taken = Array.from({ length: 100 }, () => slabs.take())
  slabs.give([...taken])
  const again = Array.from({ length: 100 }, () => slabs.take())
  expect(again.filter((slab) => taken.includes(slab))).toHaveLength(64)
})
