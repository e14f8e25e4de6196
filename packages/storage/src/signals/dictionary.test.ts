import { expect, test } from 'vitest'
import { Dictionary } from './dictionary.js'
import { emptyTables } from './signals.fixture.js'

test('names beyond the cap share one number, also after a restart', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db, 100, 2)
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => dictionary.name(1, name))
  expect(new Set([a, b, c]).size).toBe(3)
  expect(d).toBe(c)
  expect(dictionary.name(2, 'c')).not.toBe(c)
  expect(new Dictionary(db, 100, 2).name(1, 'e')).toBe(c)
  expect(db.prepare('SELECT name FROM names WHERE id = ?').pluck().get(c)).toBe('(other)')
})

test('measures beyond the cap: a detail that a page chose gives way, a measure of ours never', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db, 2)
  for (const measure of ['seen', 'finding:pii_in_custom_data']) dictionary.measure(1, measure)
  const [x, y] = ['x:1', 'y'].map((detail) => dictionary.measure(1, `finding:pii_in_custom_data:${detail}`))
  expect(y).toBe(x)
  expect(dictionary.measure(1, 'finding:not_hashed')).not.toBe(x)
  const name = db.prepare('SELECT name FROM measures WHERE id = ?').pluck().get(x)
  expect(name).toBe('finding:pii_in_custom_data:(other)')
})

test('a step that failed took its numbers back', () => {
  const db = emptyTables()
  const dictionary = new Dictionary(db)
  expect(() =>
    db.transaction(() => {
      dictionary.dataset('100000000000001')
      dictionary.name(1, 'a')
      throw new Error('the power went')
    })(),
  ).toThrow()
  dictionary.forget()
  expect(dictionary.knownDataset('100000000000001')).toBeUndefined()
  dictionary.name(dictionary.dataset('100000000000001'), 'a')
  expect(db.prepare('SELECT count(*) AS n FROM names').get()).toEqual({ n: 1 })
})
