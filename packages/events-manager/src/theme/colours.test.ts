import { expect, test } from 'vitest'
import { type Colours, contrast, DARK, LIGHT, PAIRS } from './colours.js'

/** WCAG 2.2, 1.4.3: text; 1.4.11: what shows where a field is. */
const TEXT_MIN = 4.5
const EDGE_MIN = 3

test('contrast is as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

for (const [theme, colours] of Object.entries({ LIGHT, DARK })) {
  for (const [on, ...names] of PAIRS)
    for (const name of names)
      test(`${theme}: ${name} is readable on ${on}`, () =>
        expect(contrast(colours[name], colours[on])).toBeGreaterThanOrEqual(TEXT_MIN))
  test(`${theme}: the edge of a field is seen on its surface`, () =>
    expect(contrast(colours.edge, colours.surface)).toBeGreaterThanOrEqual(EDGE_MIN))
}

test('every colour of meaning stands in a pair', () => {
  const paired = new Set(PAIRS.flatMap((pair) => [...pair]))
  const beside: (keyof Colours)[] = ['line', 'edge']
  expect((Object.keys(LIGHT) as (keyof Colours)[]).filter((name) => !paired.has(name))).toEqual(beside)
})
