import { expect, test } from 'vitest'
import { sorted, turned } from './sort.js'

const COLUMNS = [
  { key: 'n', by: ({ n }: { n: number | null; s: string }) => n },
  { key: 's', by: (row: { s: string }) => row.s },
]
const ROWS = [
  { n: 2, s: 'b' },
  { n: null, s: 'c' },
  { n: 10, s: 'a' },
]

const CASES: [sort: string | undefined, order: string][] = [
  [undefined, 'bca'],
  ['n', 'bac'],
  ['-n', 'abc'],
  ['s', 'abc'],
  ['-s', 'cba'],
  ['none', 'bca'],
]
for (const [sort, order] of CASES)
  test(`sorted by ${sort}`, () =>
    expect(
      sorted(ROWS, COLUMNS, sort)
        .map(({ s }) => s)
        .join(''),
    ).toBe(order))

test('turned: numbers begin with the most, text with A, and a second press turns', () => {
  expect([turned(undefined, 'n', true), turned('-n', 'n', true), turned('n', 'n', true)]).toEqual([
    '-n',
    'n',
    '-n',
  ])
  expect([turned('n', 's', false), turned('s', 's', false)]).toEqual(['s', '-s'])
})
