import { expect, test } from 'vitest'
import { Dictionary } from './dictionary.js'
import { emptyTables } from './signals.fixture.js'

const DAY = 20_000

test('names beyond the cap share one number, also after a restart; standard events never do', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db, undefined, 100, 2)
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => dictionary.name(1, name, DAY))
  expect(new Set([a, b, c]).size).toBe(3)
  expect(d).toBe(c)
  expect(dictionary.name(1, 'a', DAY)).toBe(a)
  expect(dictionary.name(2, 'c', DAY)).not.toBe(c)
  expect(dictionary.name(1, 'Purchase', DAY)).not.toBe(c)
  expect(new Dictionary(db, undefined, 100, 2).name(1, 'e', DAY)).toBe(c)
  expect(db.prepare('SELECT name FROM names WHERE id = ?').pluck().get(c)).toBe('(other)')
})

test('a name that the owner has named is never counted among others', () => {
  const dictionary = new Dictionary(
    emptyTables(),
    (id, name) => id === '7' && name === 'Order Placed',
    100,
    1,
  )
  const [ours, theirs] = [dictionary.dataset('7'), dictionary.dataset('8')]
  const numbers = (dataset: number) =>
    ['a', 'b', 'Order Placed'].map((name) => dictionary.name(dataset, name, DAY))
  expect(new Set(numbers(ours)).size).toBe(3)
  expect(new Set(numbers(theirs)).size).toBe(2)
})

test('a name that was not said for longer than a window looks gives its room to another, and keeps its number', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db, undefined, 100, 2)
  const [flood, kept] = ['flood', 'kept'].map((name) => dictionary.name(1, name, DAY))
  dictionary.name(1, 'kept', DAY + 1)
  const other = dictionary.name(1, 'new', DAY + 7)
  expect(dictionary.name(1, '(other)', DAY)).toBe(other)
  for (const opened of [dictionary, new Dictionary(db, undefined, 100, 2)]) {
    const fresh = opened.name(1, 'new', DAY + 8)
    expect([flood, kept, other]).not.toContain(fresh)
    expect(opened.name(1, 'flood', DAY + 8)).toBe(other)
    // What is taken back of its time finds its place.
    expect(opened.name(1, 'flood', DAY)).toBe(flood)
    expect(opened.name(1, 'kept', DAY + 8)).toBe(kept)
  }
})

test('measures beyond the cap: a detail that a page chose gives way, a measure of ours never', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db, undefined, 1)
  for (const measure of ['seen', 'finding:pii_in_custom_data']) dictionary.measure(1, measure, DAY)
  const [x, y, z] = ['x:1', 'y', 'z'].map((detail) =>
    dictionary.measure(1, `finding:pii_in_custom_data:${detail}`, DAY),
  )
  expect(y).not.toBe(x)
  expect(z).toBe(y)
  expect(dictionary.measure(1, 'finding:not_hashed', DAY)).not.toBe(y)
  const name = db.prepare('SELECT name FROM measures WHERE id = ?').pluck().get(y)
  expect(name).toBe('finding:pii_in_custom_data:(other)')
})

test('a step that failed took its numbers back', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db)
  expect(() =>
    db.transaction(() => {
      dictionary.dataset('100000000000001')
      dictionary.name(1, 'a', DAY)
      throw new Error('the power went')
    })(),
  ).toThrow()
  dictionary.forget()
  expect(dictionary.knownDataset('100000000000001')).toBeUndefined()
  dictionary.name(dictionary.dataset('100000000000001'), 'a', DAY)
  expect(db.prepare('SELECT count(*) AS n FROM names').get()).toEqual({ n: 1 })
})
