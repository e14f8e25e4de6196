import { join } from 'node:path'
import { COUNTING_DEFAULTS, judgeAll, type Sighting } from '@countersign/core'
import { COUNTING_CASES, caseSighting, naiveRule, sightingsArbitrary } from '@countersign/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeLine, encodeRow } from '../journal/line.js'
import { memoryJournal } from '../journal/memory.js'
import type { JournalReader } from '../journal/port.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { type HeldFacts, memoryHeld, sqliteHeld } from './facts.fixture.js'
import { CountingFold } from './fold.js'
import { COUNTING, DATASET, imported, journalOf, lineOf, live } from './journal.fixture.js'
import { memoryFacts } from './memory.js'

const ADAPTERS: Record<string, () => HeldFacts> = {
  memory: memoryHeld,
  sqlite: () => sqliteHeld(join(temporaryDirectory(), 'facts.db')),
}

/** Folds all of a journal; with `restarts`, each step by a fold that knows nothing of the one before. */
function foldAll(
  journal: JournalReader,
  { store, rows }: Pick<HeldFacts, 'store' | 'rows'>,
  restarts: boolean,
) {
  let fold = new CountingFold(journal, store, COUNTING, () => 0)
  while (fold.step()) if (restarts) fold = new CountingFold(journal, store, COUNTING, () => 0)
  const all = rows()
  const idOf = new Map(all.map((row) => [row.seq, row.sighting_id]))
  return all
    .map((row) => ({
      sighting_id: row.sighting_id,
      verdict: row.verdict,
      method: row.method,
      anchor_id: idOf.get(row.event_seq),
    }))
    .sort((a, b) => (String(a.sighting_id) < String(b.sighting_id) ? -1 : 1))
}
/** Each is one line of a book, under one state. */
const inTheBooks = (held: HeldFacts): number =>
  held
    .books()
    .flatMap((line) => / (counted|duplicate|repeated) \w* = (\d+)$/.exec(line)?.[2] ?? [])
    .reduce((sum, count) => sum + Number(count), 0)
const expected = (sightings: Sighting[]) =>
  naiveRule(sightings, COUNTING_DEFAULTS).sort((a, b) => (a.sighting_id < b.sighting_id ? -1 : 1))

for (const [adapter, open] of Object.entries(ADAPTERS)) {
  const runs = adapter === 'memory' ? 600 : 60

  for (const { title, sightings, counted } of COUNTING_CASES)
    test(`${adapter}: ${title}`, () => {
      const given = sightings.map((s, i) => caseSighting(s, i, 1_763_900_000_000))
      const verdicts = foldAll(journalOf(live(given)), open(), false)
      expect(verdicts.filter((v) => v.verdict === 'counted')).toHaveLength(counted)
      expect(verdicts).toEqual(expected(given))
    })

  test(`${adapter}: law: folded live, with a restart after every step, the verdicts are the rule's`, () => {
    fc.assert(
      fc.property(sightingsArbitrary(14), fc.boolean(), (sightings, restarts) => {
        const held = open()
        expect(foldAll(journalOf(live(sightings)), held, restarts)).toEqual(expected(sightings))
        held.store.close()
      }),
      { numRuns: runs },
    )
  })

  test(`${adapter}: law: a sighting that is retried, into the same row or a later one, is one sighting, and each try is in the books`, () => {
    const retried = sightingsArbitrary(10).chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.array(fc.tuple(fc.nat(9), fc.constantFrom(0, 0, 1, 60_000)), { maxLength: 6 }),
        fc.boolean(),
      ),
    )
    fc.assert(
      fc.property(retried, ([all, retries, restarts]) => {
        const again = retries.flatMap(([index, ms]) => {
          const s = all[index]
          return s ? [{ ...s, received_at_ms: s.received_at_ms + ms }] : []
        })
        const held = open()
        expect(foldAll(journalOf(live([...all, ...again])), held, restarts)).toEqual(expected(all))
        expect(inTheBooks(held)).toBe(all.length + again.length)
        held.store.close()
      }),
      { numRuns: runs },
    )
  })

  test(`${adapter}: law: imported in any order and in parts, twice, between live rows: the same verdicts and books`, () => {
    const parts = sightingsArbitrary(14).chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.nat(14),
        fc.nat(14),
        fc.boolean(),
      ),
    )
    fc.assert(
      fc.property(parts, ([all, shuffled, a, b, restarts]) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const first = shuffled.slice(0, from)
        const between = shuffled.slice(from, to)
        const last = shuffled.slice(to)
        const held = open()
        const mixed = journalOf([imported(first), ...live(between), imported(last), imported(first)])
        expect(foldAll(mixed, held, restarts)).toEqual(expected(all))
        held.store.close()
      }),
      { numRuns: runs * 2 },
    )
  })
}

test('law: the books are the same however the sightings came', () => {
  const parts = sightingsArbitrary(12).chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length }),
      // One that comes late moves the others' events the most.
      fc.oneof(fc.constant(Math.max(0, all.length - 1)), fc.nat(12)),
    ),
  )
  fc.assert(
    fc.property(parts, ([all, shuffled, cut]) => {
      const straight = memoryFacts()
      foldAll(journalOf(live(all)), { store: straight, rows: () => [] }, false)
      const mixed = memoryFacts()
      foldAll(
        journalOf([...live(shuffled.slice(0, cut)), imported(shuffled.slice(cut))]),
        { store: mixed, rows: () => [] },
        true,
      )
      expect(booksOf(mixed.facts)).toEqual(booksOf(straight.facts))
    }),
    { numRuns: 2_000 },
  )
})

test('books: an event that loses its duplicate to an import in between is on one channel again', () => {
  const [first, between, server] = [
    { channel: 'browser' as const, event_id: null, at_min: 0, fbp: 'f' },
    { channel: 'browser' as const, event_id: null, at_min: 1, fbp: 'f' },
    { channel: 'server' as const, event_id: null, at_min: 2, fbp: 'f' },
  ].map((s, i) => caseSighting(s, i, 1_763_900_000_000)) as [Sighting, Sighting, Sighting]
  const store = memoryFacts()
  foldAll(journalOf([...live([first, server]), imported([between])]), { store, rows: () => [] }, false)
  expect(booksOf(store.facts).amounts.filter((a) => a.includes('both'))).toEqual([
    `${DATASET}:489972:0:Purchase:both=1`,
  ])
})

test('law: a rebuild from the journal gives the same rows and books', () => {
  const parts = sightingsArbitrary(12).chain((all) =>
    fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(12), fc.boolean()),
  )
  fc.assert(
    fc.property(parts, ([shuffled, cut, restarts]) => {
      const store = memoryFacts()
      const journal = journalOf([
        // The first two are retried within their rows.
        ...live([...shuffled.slice(0, cut), ...shuffled.slice(0, Math.min(cut, 2))]),
        imported(shuffled.slice(cut)),
        imported(shuffled),
      ])
      foldAll(journal, { store, rows: () => [] }, false)
      const before = {
        rows: [...store.facts.sightings.values()].sort((a, b) => a.seq - b.seq),
        books: booksOf(store.facts),
      }
      let fold = new CountingFold(journal, store, COUNTING, () => 0)
      fold.rebuild(DATASET, { rebuilds_done: 1, settings: COUNTING_DEFAULTS })
      while (fold.step()) if (restarts) fold = new CountingFold(journal, store, COUNTING, () => 0)
      const after = {
        rows: [...store.facts.sightings.values()].sort((a, b) => a.seq - b.seq),
        books: booksOf(store.facts),
      }
      expect(after).toEqual(before)
    }),
    { numRuns: 600 },
  )
})

/** Cells and amounts by event name (its number depends on which name came first). */
function booksOf(facts: ReturnType<typeof memoryFacts>['facts']) {
  const named = (key: string) => {
    const parts = key.split(':')
    parts[3] = facts.names[Number(parts[3]) - 1]?.split(':')[1] ?? ''
    return parts.join(':')
  }
  const entries = (map: Map<string, { toString(): string }>) =>
    [...map].map(([key, value]) => `${named(key)}=${value}`).sort()
  return { cells: entries(facts.cells), amounts: entries(facts.amounts) }
}

test('law: of copies that say other times, the earliest counts, in whichever order they are imported; each is in the books', () => {
  const copies = sightingsArbitrary(8).chain((all) =>
    fc
      .array(fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 300_000 })), { maxLength: 6 })
      .map((later) => [
        ...all,
        ...later.flatMap(([index, ms]) => {
          const s = all[index]
          return s ? [{ ...s, received_at_ms: s.received_at_ms + ms }] : []
        }),
      ])
      .chain((given) => fc.tuple(fc.shuffledSubarray(given, { minLength: given.length }), fc.nat(14))),
  )
  fc.assert(
    fc.property(copies, ([shuffled, cut]) => {
      const held = memoryHeld()
      const journal = journalOf([imported(shuffled.slice(0, cut)), imported(shuffled.slice(cut))])
      expect(foldAll(journal, held, true)).toEqual(expected(shuffled))
      expect(inTheBooks(held)).toBe(shuffled.length)
    }),
    { numRuns: 500 },
  )
})

test('regression: a quick retry that came into the same journal row was counted twice', () => {
  const held = memoryHeld()
  const sent = caseSighting({ channel: 'browser', event_id: null, at_min: 0 }, 0, 1_763_900_000_000)
  const fold = new CountingFold(journalOf(live([sent, sent])), held.store, COUNTING, () => 0)
  while (fold.step());
  expect(held.rows().map(({ seq, verdict }) => [seq, verdict])).toEqual([[65_536, 'counted']])
  expect(held.books().filter((line) => / (counted|repeated) {2}= /.test(line))).toEqual([
    '489972 0 Purchase browser counted  = 1',
    '489972 0 Purchase browser repeated  = 1',
  ])
})

test("regression: another dataset's export, imported twice, is one copy", () => {
  const held = memoryHeld()
  const own = { ...caseSighting({ channel: 'browser', event_id: 'a', at_min: 0 }, 0, 2), dataset_id: DATASET }
  const others = { ...lineOf(own), dataset_id: '100000000000002' }
  delete others.sighting_id
  const { writer, reader } = memoryJournal({ wall_ms: () => 0, steady_ms: () => 0 })
  writer.append('live', encodeRow([encodeLine(others)]))
  for (let i = 0; i < 2; i += 1) {
    const line = { ...lineOf(own), sighting_id: '000000000001-00000-00000000', received_at_ms: 1 }
    const { position } = writer.append('import', encodeRow([encodeLine(line)]))
    const mark = { dataset_id: DATASET, import_from: position, import_to: position }
    writer.append('mark', encodeRow([encodeLine(mark)]))
  }
  const fold = new CountingFold(reader, held.store, COUNTING, () => 0)
  while (fold.step());
  expect(held.rows().map((row) => row.dataset_id)).toEqual(['100000000000002', DATASET])
})

test('an import without its mark counts nothing', () => {
  const { writer, reader } = memoryJournal({ wall_ms: () => 0, steady_ms: () => 0 })
  const line = {
    ...lineOf(caseSighting({ channel: 'browser', event_id: 'a', at_min: 0 }, 0, 1)),
    received_at_ms: 1,
  }
  writer.append('import', encodeRow([encodeLine(line)]))
  const store = memoryFacts()
  const fold = new CountingFold(reader, store, COUNTING, () => 0)
  while (fold.step());
  expect(store.facts.sightings.size).toBe(0)
  expect(store.cursor()).toBe(1)
})

test('judging again with other numbers gives what those numbers give', () => {
  fc.assert(
    fc.property(sightingsArbitrary(12), (sightings) => {
      const settings = { ...COUNTING_DEFAULTS }
      const store = memoryFacts()
      const counting = { ...COUNTING, settingsOf: () => settings }
      const fold = new CountingFold(journalOf(live(sightings)), store, counting, () => 0)
      while (fold.step());
      settings.deduplication_window_ms = 3_600_000
      fold.judgeAgain(DATASET, { rebuilds_done: 0, settings })
      while (fold.step());
      const now = [...store.facts.sightings.values()].map((row) => [row.sighting_id, row.verdict, row.method])
      const want = judgeAll(sightings, settings).map((j) => [
        j.sighting.sighting_id,
        j.judgement.verdict,
        j.judgement.method,
      ])
      expect(now.sort()).toEqual(want.sort())
    }),
    { numRuns: 300 },
  )
})
