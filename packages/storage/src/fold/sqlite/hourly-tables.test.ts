import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { migrate } from '../../migrate.js'
import { OTHER } from '../names.js'
import type { Cell } from '../port.js'
import { HourlyTables } from './hourly-tables.js'
import { FACTS_MIGRATIONS } from './schema.js'

const CELL: Cell = {
  dataset_id: '100000000000001',
  hour: 5,
  segment: 2,
  name_id: 1,
  channel: 'browser',
  state: 'counted',
  code: '',
}
const STATES = ['counted', 'duplicate'] as const

/** A sighting with parameters of these names, as one of a state. */
interface Entry {
  state: (typeof STATES)[number]
  params: string[]
}

function openTables(present_names_max: number) {
  const db = new Database(':memory:')
  migrate(db, FACTS_MIGRATIONS, 'facts')
  const tables = new HourlyTables(db, present_names_max)
  const rows = db.prepare<[], { state: string; present: string; count: number }>(
    'SELECT state, present, count FROM hourly_present WHERE count != 0 ORDER BY state, present',
  )
  return {
    rows: () => rows.all(),
    clear: () => db.exec('DELETE FROM hourly_present'),
    /** One step of the fold: what is entered and what is taken back, a cell once. */
    step(entries: readonly (readonly [Entry, 1 | -1])[]) {
      for (const state of STATES) {
        const presence = new Map<string, number>()
        for (const [entry, by] of entries) {
          if (entry.state !== state) continue
          const present = ['', entry.params.join('\u0001'), '', '', '', ''].join('\u0002')
          presence.set(present, (presence.get(present) ?? 0) + by)
        }
        tables.add({ cell: { ...CELL, state }, count: 0, presence })
      }
    },
  }
}

/** How often each name was present, were there no cap: `counted param:a` → 2. */
function presentIn(held: readonly Entry[]): Map<string, number> {
  const names = new Map<string, number>()
  for (const { state, params } of held)
    for (const param of params) {
      const name = `${state} param:${param}`
      names.set(name, (names.get(name) ?? 0) + 1)
    }
  return names
}

const param = fc.constantFrom(...'abcdefgh')
const entry: fc.Arbitrary<Entry> = fc.record({
  state: fc.constantFrom(...STATES),
  params: fc.uniqueArray(param, { minLength: 1, maxLength: 5 }),
})
/** A step enters some, and takes back some of what is held, by their places. */
const steps = fc.array(
  fc.record({ entered: fc.array(entry, { maxLength: 4 }), taken: fc.array(fc.nat(20), { maxLength: 4 }) }),
  { maxLength: 12 },
)

test('law: beyond the cap, what is taken back is taken from where it was counted: none below zero, none left over', () => {
  const room = fc.integer({ min: 1, max: 6 })
  const tables = new Map([1, 2, 3, 4, 5, 6].map((max) => [max, openTables(max)]))
  fc.assert(
    fc.property(room, steps, (max, taken_steps) => {
      const { rows, step, clear } = tables.get(max) as ReturnType<typeof openTables>
      clear()
      const held: Entry[] = []
      for (const { entered, taken } of taken_steps) {
        const back = taken.flatMap((place) => held.splice(place % Math.max(1, held.length), 1))
        step([...back.map((one) => [one, -1] as const), ...entered.map((one) => [one, 1] as const)])
        held.push(...entered)
        const said = presentIn(held)
        const total = [...said.values()].reduce((sum, count) => sum + count, 0)
        expect(rows().reduce((sum, row) => sum + row.count, 0)).toBe(total)
        for (const { state, present, count } of rows()) {
          expect(count).toBeGreaterThan(0)
          if (present !== `param:${OTHER}`)
            expect(count).toBeLessThanOrEqual(said.get(`${state} ${present}`) ?? 0)
        }
      }
      step(held.map((one) => [one, -1] as const))
      expect(rows()).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('up to the cap each name has a count of its own, also where one step brings more than there is room for', () => {
  const { rows, step } = openTables(3)
  step([[{ state: 'counted', params: ['a', 'b', 'c', 'd', 'e'] }, 1]])
  step([[{ state: 'counted', params: ['a', 'e'] }, 1]])
  expect(rows()).toEqual([
    { state: 'counted', present: `param:${OTHER}`, count: 3 },
    { state: 'counted', present: 'param:a', count: 2 },
    { state: 'counted', present: 'param:b', count: 1 },
    { state: 'counted', present: 'param:c', count: 1 },
  ])
})
