import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from './decide.js'
import type { Decision } from './decision.js'
import { allRefusedAlike, SPLIT_WAYS, splitForBlame } from './split-for-blame.js'

/** Which of the events sent are bad: by their places, all or nothing as Meta is. */
type Names = (bad: number[]) => number[] | null
const names: { [kind: string]: Names } = {
  none: () => null,
  all: (bad) => bad,
  'the first': (bad) => bad.slice(0, 1),
}

/** Sends a batch and what becomes of it until nothing is left, each round's requests at once. */
function drive(count: number, bad: ReadonlySet<number>, named: Names, ways = SPLIT_WAYS) {
  const refused: number[] = []
  /** of each accepted event, the round */
  const accepted = new Map<number, number>()
  let requests = 0
  let waiting = [{ events: Array.from({ length: count }, (_, event) => event), round: 0 }]
  for (let round = 0; waiting.length > 0; round += 1) {
    const next: typeof waiting = []
    for (const batch of waiting) {
      requests += 1
      const culprits = batch.events.flatMap((event, place) => (bad.has(event) ? [place] : []))
      if (culprits.length === 0) {
        for (const event of batch.events) accepted.set(event, round)
        continue
      }
      const places = named(culprits)
      const split = splitForBlame(places, batch.events.length, { ways, round: batch.round })
      const eventsAt = (at: number[]) => at.map((place) => batch.events[place] as number)
      refused.push(...eventsAt(split.aside))
      for (const part of split.parts)
        next.push({ events: eventsAt(part), round: places === null ? batch.round : batch.round + 1 })
    }
    waiting = next
  }
  return { refused: refused.sort((a, b) => a - b), accepted, requests }
}

const batches = fc
  .integer({ min: 1, max: 1000 })
  .chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.oneof(
        fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 5 }),
        fc.uniqueArray(fc.integer({ min: 0, max: count - 1 })),
      ),
      fc.constantFrom(2, 4, 8, 16, 32),
    ),
  )

for (const [kind, named] of Object.entries(names))
  test(`splitForBlame: naming ${kind}: exactly the bad ones are refused, the others accepted`, () =>
    fc.assert(
      fc.property(batches, ([count, bad, ways]) => {
        const { refused, accepted } = drive(count, new Set(bad), named, ways)
        expect(refused).toEqual([...bad].sort((a, b) => a - b))
        expect(accepted.size).toBe(count - bad.length)
      }),
    ))

test('splitForBlame: with all places named, two requests', () =>
  fc.assert(
    fc.property(batches, ([count, bad]) => {
      const { requests } = drive(count, new Set(bad), (places) => places)
      expect(requests).toBeLessThanOrEqual(2)
    }),
  ))
test('splitForBlame: nothing named: every good event after two more round trips at most, however many are bad', () =>
  fc.assert(
    fc.property(batches, ([count, bad]) => {
      const { accepted, requests } = drive(count, new Set(bad), () => null)
      expect(Math.max(0, ...accepted.values())).toBeLessThanOrEqual(2)
      const root = Math.ceil(Math.sqrt(count))
      const most = count <= SPLIT_WAYS ? 1 + count : 1 + root + bad.length * root
      if (bad.length > 0) expect(requests).toBeLessThanOrEqual(most)
    }),
  ))
test('splitForBlame: four or two ways: no more requests than a bisection', () =>
  fc.assert(
    fc.property(batches, fc.constantFrom(2, 4), ([count, bad], ways) => {
      const { requests } = drive(count, new Set(bad), () => null, ways)
      // Fewer ways need more rounds; a part that does not divide evenly costs up to one level more.
      expect(requests).toBeLessThanOrEqual(2 * bad.length * (Math.log2(count) + 1) + 1 + 2 * bad.length)
    }),
  ))
test('splitForBlame: one culprit named at a time: few rounds, and no more requests than a bisection', () =>
  fc.assert(
    fc.property(batches, ([count, bad]) => {
      const { accepted, requests } = drive(count, new Set(bad), (places) => places.slice(0, 1))
      expect(requests).toBeLessThanOrEqual(2 * bad.length * (Math.log2(count) + 1) + 1)
      expect(Math.max(0, ...accepted.values())).toBeLessThanOrEqual(Math.min(bad.length, 12))
    }),
  ))

const cases: [title: string, places: number[] | null, count: number, aside: number[], sizes: number[]][] = [
  ['named ones go aside, the rest in one', [7, 2, 7], 10, [2, 7], [8]],
  ['all named', [0, 1], 2, [0, 1], []],
  ['out of range', [3, 10], 10, [], Array(10).fill(1)],
  ['negative', [-1], 3, [], [1, 1, 1]],
  ['no whole number', [0.5], 3, [], [1, 1, 1]],
  ['empty', [], 3, [], [1, 1, 1]],
  ['one alone', null, 1, [0], []],
  ['one alone, named wrongly', [4], 1, [0], []],
  ['none', null, 0, [], []],
  ['a hundred', null, 100, [], Array(10).fill(10)],
]
for (const [title, places, count, aside, sizes] of cases)
  test(`splitForBlame: ${title}`, () => {
    const split = splitForBlame(places, count)
    expect([split.aside, split.parts.map((part) => part.length)]).toEqual([aside, sizes])
    expect([...split.aside, ...split.parts.flat()].sort((a, b) => a - b)).toEqual([...Array(count).keys()])
  })
test('splitForBlame: what was too large is halved', () =>
  expect(splitForBlame(null, 1000, { too_large: true }).parts.map((part) => part.length)).toEqual([500, 500]))

const answer = (code: number, subcode: number | undefined): Decision =>
  decide(
    {
      kind: 'http',
      status: 400,
      body: JSON.stringify({ error: { code, error_subcode: subcode } }),
      retry_after_s: null,
      usage_percent: null,
    },
    5,
  )
const taken: Decision = { do: 'accept', events_received: 5, fbtrace_id: null, messages: [], slow_down: false }
const alike: [title: string, decisions: Decision[], want: boolean][] = [
  ['an unknown code for all', Array(8).fill(answer(999, undefined)), true],
  ['one part was taken', [...Array(8).fill(answer(999, undefined)), taken], false],
  ['other words', [...Array(8).fill(answer(999, undefined)), answer(998, undefined)], false],
  ['surely for their own sake', Array(8).fill(answer(100, 2804003)), false],
  ['too few to tell', Array(3).fill(answer(999, undefined)), false],
  ['none', [], false],
]
for (const [title, decisions, want] of alike)
  test(`allRefusedAlike: ${title}`, () => expect(allRefusedAlike(decisions)).toBe(want))
