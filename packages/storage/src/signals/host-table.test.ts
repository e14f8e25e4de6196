import { expect, test } from 'vitest'
import { Groups } from './groups.js'
import { HostTable } from './host-table.js'
import { emptyTables } from './signals.fixture.js'

test('hosts: how often and from when to when; beyond the cap they are counted together', () => {
  const db = emptyTables()
  const table = new HostTable(db, 2)
  const groups = new Groups()
  const group = groups.of(1, 100, 'browser', 20_000)
  for (const [host, at_ms] of [
    ['a', 5],
    ['b', 6],
    ['a', 3],
    ['c', 7],
    ['d', 8],
  ] as const)
    table.note(group, host, at_ms, 1)
  table.write(groups.all())
  const rows = () => db.prepare('SELECT host, count, first_ms, last_ms FROM hosts ORDER BY host').all()
  expect(rows()).toEqual([
    { host: '(other)', count: 2, first_ms: 7, last_ms: 8 },
    { host: 'a', count: 2, first_ms: 3, last_ms: 5 },
    { host: 'b', count: 1, first_ms: 6, last_ms: 6 },
  ])
  groups.clear()
  table.note(groups.of(1, 100, 'browser', 20_000), 'b', 6, -1)
  new HostTable(db, 2).write(groups.all())
  expect(rows()).toHaveLength(2)
})
