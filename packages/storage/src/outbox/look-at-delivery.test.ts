import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { DEAD_QUERIES, ledgerQuery } from './ledger.js'
import { MIGRATIONS } from './schema.js'

const plans: [name: string, sql: string, plan: RegExp][] = [
  ['letters', DEAD_QUERIES.all, /SEARCH o USING INDEX dead \(destination_id=\? AND seq<\?\)/],
  [
    'letters of a code',
    DEAD_QUERIES.by_reason,
    /SEARCH o USING INDEX dead_by_reason \(destination_id=\? AND reason=\? AND seq<\?\)/,
  ],
  [
    'what was refused',
    ledgerQuery({ state: 'refused' }),
    /SEARCH o USING INDEX dead \(destination_id=\? AND seq<\?\)/,
  ],
  [
    'what has expired with a reason',
    ledgerQuery({ state: 'expired', reason: 'too_old', event_name: 'Purchase' }),
    /SEARCH o USING INDEX dead_by_reason \(destination_id=\? AND reason=\? AND seq<\?\)/,
  ],
  ['all', ledgerQuery({}), /SEARCH o USING PRIMARY KEY \(destination_id=\? AND seq<\?\)/],
]
for (const [name, sql, plan] of plans)
  test(`plan: ${name} are read in the order of an index, one page of it`, () => {
    const details = planOf(sql)
    expect(details).toMatch(plan)
    expect(details).not.toMatch(/TEMP B-TREE/)
  })

function planOf(sql: string): string {
  const db = new Database(':memory:')
  for (const step of MIGRATIONS) db.exec(step)
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/[:@]\w+/g, '1')}`).all()
  db.close()
  return plan.map(({ detail }) => detail).join('; ')
}
