import { expect, test } from 'vitest'
import type { AuditEntry, SeriesStep } from '../../client/shapes.js'
import { changesAt } from './changes.js'
import { chartRows, stepOf } from './chart-rows.js'

const steps = [{ at_ms: 100 }, { at_ms: 200 }, { at_ms: 300 }]
const entry = (at_ms: number, what: AuditEntry['what'] = 'dataset.changed'): AuditEntry => ({
  id: at_ms,
  at_ms,
  who: 'a',
  what,
  dataset_id: '1',
  detail: {},
})

test.each([
  [99, null],
  [100, 0],
  [199, 0],
  [300, 2],
  [399, 2],
  [400, null],
])('the step of %i', (at_ms, step) => expect(stepOf(steps, at_ms, 400)).toBe(step))

test('changes are put together by step, and what changes no counting is left out', () => {
  const entries = [entry(350), entry(250, 'sign_in.done'), entry(160), entry(150), entry(50)]
  expect(changesAt(entries, steps, 400).map(({ step, changes }) => [step, changes.length])).toEqual([
    [0, 2],
    [2, 1],
  ])
})

test('a step in which nothing was judged is a gap of the share, and none of the counts', () => {
  const step = (counted: number, duplicate: number): SeriesStep => ({
    at_ms: 0,
    received: { browser: counted, server: duplicate },
    counted,
    duplicate,
    rejected: 1,
    blocked: 1,
    restricted: 1,
    both: 0,
    value: {},
  })
  const rows = chartRows([step(3, 1), step(0, 0)], [step(2, 0)])
  expect(rows.map(({ share, before, counted, refused }) => [share, before, counted, refused])).toEqual([
    [0.25, 2, 3, 3],
    [null, null, 0, 3],
  ])
})
