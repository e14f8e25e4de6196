import { expect, test } from 'vitest'
import { BoundedMap } from './bounded-map.js'

test('BoundedMap forgets its oldest entry, and only where it would grow', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, 2, 4, 2])
})
