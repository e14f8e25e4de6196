import { expect, test } from 'vitest'
import type { EventRow } from '../../client/shapes.js'
import { filtered } from './filter.js'
import { hurtRanks } from './hurt.js'

const row = (event_name: string, more: Partial<EventRow> = {}): EventRow => ({
  received: { browser: 1, server: 1 },
  counted: 1,
  duplicate: 0,
  rejected: 0,
  blocked: 0,
  restricted: 0,
  both: 0,
  value: {},
  event_name,
  last_received_at_ms: null,
  match_quality: null,
  issues: { error: 0, warning: 0, info: 0 },
  ...more,
})
const issues = (error: number, warning = 0, info = 0) => ({ issues: { error, warning, info } })

test('what hurts most: errors, warnings, refusals, a low match, notes, then what is received most', () => {
  const order = [
    row('errors', issues(2)),
    row('an error and warnings', issues(1, 5)),
    row('an error', issues(1)),
    row('warnings', issues(0, 2)),
    row('refused', { rejected: 3, blocked: 1 }),
    row('low match', { match_quality: 2 }),
    row('match near the goal', { match_quality: 5.9 }),
    row('a note', issues(0, 0, 1)),
    row('much', { received: { browser: 50, server: 0 }, match_quality: 9 }),
    row('little', { received: { browser: 0, server: 2 } }),
  ]
  const ranks = hurtRanks(order.toReversed())
  expect([...ranks].sort(([, a], [, b]) => b - a).map(([name]) => name)).toEqual(
    order.map(({ event_name }) => event_name),
  )
})

test.each([
  [{}, ['Purchase', 'Lead', 'purchase_old']],
  [{ name: ' purch ' }, ['Purchase', 'purchase_old']],
  [{ path: 'browser' }, ['Lead']],
  [{ path: 'server' }, ['purchase_old']],
  [{ problems: '1' }, ['Lead']],
  [{ name: 'x' }, []],
])('filters %o', (search, names) => {
  const rows = [
    row('Purchase'),
    row('Lead', { received: { browser: 1, server: 0 }, ...issues(0, 1) }),
    row('purchase_old', { received: { browser: 0, server: 1 } }),
  ]
  expect(filtered(rows, search).map(({ event_name }) => event_name)).toEqual(names)
})
