import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COUNTING_DEFAULTS, type IdentifiedEvent, judgeAll, type Sighting } from '@countersign/core'
import { COUNTING_CASES, caseSighting, naiveRule, sightingsArbitrary } from '@countersign/core/testing'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { encodeLine, encodeRow, type SightingLine } from '../journal/line.js'
import { memoryJournal } from '../journal/memory.js'
import type { JournalRow } from '../journal/port.js'
import { CountingFold } from './fold.js'
import { memoryFacts } from './memory.js'
import type { FactsStore, SightingRow } from './port.js'
import { openFactsStore } from './sqlite/facts.js'

const temporary: string[] = []
afterEach(() => {
  for (const directory of temporary.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** Facts to fold into, with a way to read them back that does not depend on the adapter. */
interface Held {
  store: FactsStore
  rows: () => SightingRow[]
}
const ADAPTERS: Record<string, () => Held> = {
  memory: () => {
    const store = memoryFacts()
    return { store, rows: () => [...store.facts.sightings.values()] }
  },
  sqlite: () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-fold-'))
    temporary.push(directory)
    const store = openFactsStore(join(directory, 'facts.db'))
    const rows = () => {
      let all: SightingRow[] = []
      const cursor = store.cursor()
      store.step(cursor, (facts) => {
        all = facts.sightingsByTime(DATASET, 0, Number.MAX_SAFE_INTEGER, 100_000)
        return cursor
      })
      return all
    }
    return { store, rows }
  },
}

const DATASET = '100000000000001'
const lineOf = (s: Sighting): SightingLine => {
  const event: IdentifiedEvent = {
    event_name: s.event_name,
    event_time: s.event_time,
    event_id: s.event_id,
    action_source: s.action_source as IdentifiedEvent['action_source'],
    user_data: {},
    // Each sighting says another value, so that the books tell whose value is shown.
    custom_data: { value: Number(s.sighting_id.replace(/\D/g, '')) + 0.1, currency: 'USD' },
  }
  if (s.fbp !== null) event.user_data.fbp = s.fbp
  if (s.external_id.length > 0) event.user_data.external_id = [...s.external_id]
  if (s.offline?.order_id) event.custom_data.order_id = s.offline.order_id
  if (s.offline?.item_number) event.custom_data.item_number = s.offline.item_number
  return { dataset_id: DATASET, channel: s.channel, sighting_id: s.sighting_id, event }
}

/** A journal whose live rows carry the times that the sightings say. */
function journalOf(batches: { kind: JournalRow['kind']; at_ms: number; sightings: Sighting[] }[]) {
  const { writer, reader } = memoryJournal({ wall_ms: () => 0, steady_ms: () => 0 })
  const times = new Map<number, number>()
  for (const { kind, at_ms, sightings } of batches) {
    const lines = sightings.map((s) => lineOf(s))
    if (kind === 'import')
      for (const [i, line] of lines.entries()) line.received_at_ms = sightings[i]?.received_at_ms ?? 0
    const { position } = writer.append(kind, encodeRow(lines.map(encodeLine)))
    times.set(position, at_ms)
    if (kind !== 'import') continue
    const mark = { dataset_id: DATASET, import_from: position, import_to: position }
    times.set(writer.append('mark', encodeRow([encodeLine(mark)])).position, at_ms)
  }
  const timed = (row: JournalRow): JournalRow => ({ ...row, received_at_ms: times.get(row.position) ?? 0 })
  return {
    ...reader,
    read: (from: number, bytes_max: number) => reader.read(from, bytes_max).map(timed),
    row: (position: number) => {
      const row = reader.row(position)
      return row && timed(row)
    },
  }
}

const COUNTING = {
  refresh() {},
  settingsOf: () => COUNTING_DEFAULTS,
  segmentOf: () => 0,
  store_id: '00000000',
}

/** Folds all of a journal; with `restarts`, each step by a fold that knows nothing of the one before. */
function foldAll(journal: ReturnType<typeof journalOf>, { store, rows }: Held, restarts: boolean) {
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
const expected = (sightings: Sighting[]) =>
  naiveRule(sightings, COUNTING_DEFAULTS).sort((a, b) => (a.sighting_id < b.sighting_id ? -1 : 1))

/** Live rows: one for each millisecond, since a journal's rows never share one. */
const live = (sightings: Sighting[]) => {
  const times = [...new Set(sightings.map((s) => s.received_at_ms))].sort((a, b) => a - b)
  return times.map((at_ms) => ({
    kind: 'live' as const,
    at_ms,
    sightings: sightings.filter((s) => s.received_at_ms === at_ms),
  }))
}
const imported = (sightings: Sighting[]) => ({ kind: 'import' as const, at_ms: 1, sightings })

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
        ...live(shuffled.slice(0, cut)),
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
