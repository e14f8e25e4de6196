import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, OTHER_CAMPAIGN } from './minimum.js'
import { noiseOf } from './noise.js'
import { publishDay } from './publish.js'
import { seededUniform } from './seeded.fixture.js'

const cell = (campaign: string, count: number, event_name = 'Purchase', bucket = ''): Cell => ({
  source: 'restricted',
  event_name,
  bucket,
  campaign,
  count,
})
const never = () => {
  throw new Error('nothing is drawn without noise')
}
type Case = [
  title: string,
  cells: Cell[],
  shown: [campaign: string, count: number][],
  hidden: [number, number],
]
/** The minimum is 10. */
const cases: Case[] = [
  ['nothing', [], [], [0, 0]],
  ['one that reaches it', [cell('a', 10)], [['a', 10]], [0, 0]],
  ['one just below', [cell('a', 9)], [], [1, 9]],
  ['small ones together', [cell('a', 6), cell('b', 4)], [[OTHER_CAMPAIGN, 10]], [0, 0]],
  ['small ones that stay small', [cell('a', 12), cell('b', 4), cell('c', 5)], [['a', 12]], [2, 9]],
  ['never over two events', [cell('a', 6), cell('a', 6, 'Lead')], [], [2, 12]],
  ['never over two ranges', [cell('a', 6, 'Purchase', '0-10 USD'), cell('a', 6)], [], [2, 12]],
  [
    'a campaign that calls itself (other)',
    [cell(OTHER_CAMPAIGN, 20), cell('b', 1)],
    [[OTHER_CAMPAIGN, 21]],
    [0, 0],
  ],
]
for (const [title, cells, shown, hidden] of cases)
  test(`publishDay: ${title}`, () => {
    const published = publishDay(cells, 10, null, never)
    expect(published.cells.map(({ campaign, count }) => [campaign, count])).toEqual(shown)
    expect([published.hidden_cells, published.hidden_count]).toEqual(hidden)
  })

const CELLS = fc.uniqueArray(
  fc.record({
    source: fc.constantFrom('restricted' as const, 'pcm' as const),
    event_name: fc.constantFrom('Purchase', 'Lead'),
    bucket: fc.constantFrom('', '0-10 USD'),
    campaign: fc.constantFrom('a', 'b', 'c', OTHER_CAMPAIGN),
    count: fc.integer({ min: 1, max: 200 }),
  }),
  { selector: ({ count: _, ...key }) => JSON.stringify(key) },
)

test('no count below the minimum is ever shown, and what is shown and what is hidden add up', () =>
  fc.assert(
    fc.property(CELLS, fc.integer({ min: 2, max: 100 }), (cells, minimum) => {
      const { cells: shown, hidden_count } = publishDay(cells, minimum, null, never)
      for (const { count } of shown) expect(count).toBeGreaterThanOrEqual(minimum)
      expect(sumOf(shown) + hidden_count).toBe(sumOf(cells))
    }),
  ))

test('with noise no count below the minimum or the threshold is ever shown', () =>
  fc.assert(
    fc.property(
      CELLS,
      fc.integer({ min: 2, max: 100 }),
      fc.constantFrom('laplace' as const, 'gaussian' as const),
      fc.integer(),
      (cells, minimum, mechanism, seed) => {
        const noise = noiseOf({ mechanism, epsilon: 1, delta: 1e-5 })
        const published = publishDay(cells, minimum, noise, seededUniform(seed))
        for (const { count } of published.cells)
          expect(count).toBeGreaterThanOrEqual(Math.max(minimum, noise.threshold))
        expect(published.hidden_cells).toBe(0)
      },
    ),
  ))

test.each([
  ['above it before rounding', 10.5, 11],
  ['above it only by rounding', 10.6, null],
])('the threshold is for what was drawn, not for what it was rounded to: %s', (_, threshold, shown) => {
  const noise = { mechanism: 'laplace' as const, scale: 4, threshold }
  // The middle of the distribution: no noise.
  const published = publishDay([cell('a', 11)], 2, noise, () => 0.5)
  expect(published.cells.map(({ count }) => count)).toEqual(shown === null ? [] : [shown])
})

const sumOf = (cells: readonly Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0)
