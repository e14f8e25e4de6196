import { join } from 'node:path'
import { COUNTING_DEFAULTS } from '@countersign/core'
import { sightingsArbitrary } from '@countersign/core/testing'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { JournalReader } from '../journal/port.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { type HeldFacts, memoryHeld, sqliteHeld } from './facts.fixture.js'
import { CountingFold } from './fold.js'
import { COUNTING, DATASET, imported, journalOf, live } from './journal.fixture.js'
import { type Facts, type FactsStore, StoreUnavailable } from './port.js'

/** What happens to a step: nothing, its writing fails at a table, or the process dies after it. */
type Fate = 'taken' | 'work fails' | 'dies after' | (typeof TABLES)[number]
const TABLES = [
  'sightings',
  'claims',
  'hourly',
  'hourly_present',
  'hourly_amounts',
  'hourly_totals',
  'hourly_total_amounts',
  'daily',
  'daily_present',
  'daily_amounts',
  'names',
  'changes',
  'state',
] as const
const fates = fc.array(fc.constantFrom<Fate>('taken', 'work fails', 'dies after', ...TABLES), {
  maxLength: 40,
})

/** A disk in the test's hand: the tables refuse to be written when they are told to. */
function brittle(path: string) {
  const db = new Database(path)
  db.exec("CREATE TABLE fate (failing TEXT); INSERT INTO fate VALUES ('')")
  for (const table of TABLES)
    for (const change of ['INSERT', 'UPDATE'])
      db.exec(`CREATE TRIGGER fails_${table}_${change} BEFORE ${change} ON ${table}
        WHEN (SELECT failing FROM fate) = '${table}' BEGIN SELECT raise(ABORT, 'the disk failed'); END`)
  const set = db.prepare('UPDATE fate SET failing = ?')
  return { failAt: (table: string) => set.run(table), close: () => db.close() }
}

/** Judges again by pages of a few sightings, so that what is small in a test has many steps too. */
function inPages(store: FactsStore, failsAfterWork: () => boolean): FactsStore {
  const paged = (facts: Facts): Facts =>
    Object.assign(Object.create(facts), {
      sightingsByTime: (id: string, from_ms: number, before_ms: number) =>
        facts.sightingsByTime(id, from_ms, before_ms, 2),
    })
  return {
    step: (after, work) =>
      store.step(after, (facts) => {
        const to = work(paged(facts))
        if (failsAfterWork()) throw new StoreUnavailable('the disk failed')
        return to
      }),
    cursor: () => store.cursor(),
    rejudgings: () => store.rejudgings(),
    countedWith: (dataset_id) => store.countedWith(dataset_id),
    keptFrom: (dataset_id) => store.keptFrom(dataset_id),
    close: () => store.close(),
  }
}

/**
 * Folds a journal with a fate for each step; when it was at its end, has it judged again from the journal once.
 * @param dies  whether a step that failed is the end of the process, or is taken again by the same fold
 */
function foldThrough(journal: JournalReader, path: string, fated: readonly Fate[], dies: boolean): HeldFacts {
  let held = sqliteHeld(path)
  const disk = brittle(path)
  let failsAfterWork = false
  const begin = () =>
    new CountingFold(
      journal,
      inPages(held.store, () => failsAfterWork),
      COUNTING,
      () => 0,
    )
  let fold = begin()
  const restart = () => {
    held.store.close()
    held = sqliteHeld(path)
    fold = begin()
  }
  const left = [...fated]
  let rebuilt = false
  for (let more = true; more; ) {
    const fate = left.shift() ?? 'taken'
    failsAfterWork = fate === 'work fails'
    disk.failAt(fate)
    try {
      more = fold.step()
      if (!more && !rebuilt) {
        fold.rebuild(DATASET, { rebuilds_done: 1, settings: COUNTING_DEFAULTS })
        rebuilt = true
        more = true
      }
      if (fate === 'dies after') restart()
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      more = true
      if (dies) restart()
    }
  }
  disk.close()
  return held
}

test('law: a process that dies anywhere, or a disk that fails anywhere, changes no row and no book', () => {
  const parts = sightingsArbitrary(10).chain((all) =>
    fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(10), fates, fc.boolean()),
  )
  const directory = temporaryDirectory()
  let run = 0
  fc.assert(
    fc.property(parts, ([shuffled, cut, fated, dies]) => {
      const journal = journalOf([
        ...live(shuffled.slice(0, cut)),
        imported(shuffled.slice(cut)),
        imported(shuffled),
      ])
      const straight = memoryHeld()
      const fold = new CountingFold(journal, straight.store, COUNTING, () => 0)
      while (fold.step());
      run += 1
      const held = foldThrough(journal, join(directory, `${run}.db`), fated, dies)
      expect(held.rows()).toEqual(straight.rows())
      expect(held.books()).toEqual(straight.books())
      expect([held.store.cursor(), held.store.rejudgings()]).toEqual([journal.last(), []])
      held.store.close()
    }),
    { numRuns: 60 },
  )
})

test('regression: a page of judging again that the disk refused is judged the same the next time', () => {
  // By the same fold, whose memory of what it has done to events must go with the step that was taken back.
  const seen = fc.sample(sightingsArbitrary(10), { numRuns: 120, seed: 7 })
  for (const sightings of seen) {
    const journal = journalOf([...live(sightings.slice(0, 6)), imported(sightings.slice(6))])
    const straight = memoryHeld()
    const fold = new CountingFold(journal, straight.store, COUNTING, () => 0)
    while (fold.step());
    const held = memoryHeld()
    let step = 0
    const refused = inPages(held.store, () => step % 2 === 1)
    const again = new CountingFold(journal, refused, COUNTING, () => 0)
    for (let more = true; more; step += 1) {
      try {
        more = again.step()
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
      }
    }
    expect([held.rows(), held.books()]).toEqual([straight.rows(), straight.books()])
  }
})

test('a store that is closed under a step ends the fold, and keeps nothing of the step', () => {
  const path = join(temporaryDirectory(), 'facts.db')
  const held = sqliteHeld(path)
  const journal = journalOf(live(fc.sample(sightingsArbitrary(8), { numRuns: 1, seed: 3 })[0] ?? []))
  const closing: FactsStore = {
    ...inPages(held.store, () => false),
    step: (after, work) =>
      held.store.step(after, (facts) => {
        const to = work(facts)
        held.store.close()
        return to
      }),
  }
  expect(() => new CountingFold(journal, closing, COUNTING, () => 0).step()).toThrow()
  const reopened = sqliteHeld(path)
  onTestFinished(() => reopened.store.close())
  expect([reopened.store.cursor(), reopened.rows(), reopened.books()]).toEqual([0, [], []])
})
