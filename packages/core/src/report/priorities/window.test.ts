import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinWindow, NEW_WINDOW, type Outcome, type PersonWindow } from './window.js'

type Seen = [slot: number | null, campaign: string | null]
function run(seen: readonly Seen[]): { window: PersonWindow; outcomes: Outcome[] } {
  let window = NEW_WINDOW
  const outcomes: Outcome[] = []
  for (const [slot, campaign] of seen) {
    const placed = slot === null ? null : { slot, event_name: `E${slot}`, bucket: '' }
    const joined = joinWindow(window, placed, campaign)
    window = joined.window
    outcomes.push(joined.outcome)
  }
  return { window, outcomes }
}

type Case = [title: string, seen: Seen[], kept: Seen | null, outcomes: Outcome[]]
const cases: Case[] = [
  ['an event without a slot keeps nothing', [[null, null]], null, ['no_slot']],
  ['the first event with a slot', [[3, null]], [3, null], ['held']],
  [
    'a better one takes its place',
    [
      [3, null],
      [1, null],
    ],
    [1, null],
    ['held', 'took_the_place'],
  ],
  [
    'a lesser one is left out',
    [
      [1, null],
      [3, null],
    ],
    [1, null],
    ['held', 'outranked'],
  ],
  [
    'of two alike the first stays',
    [
      [1, 'a'],
      [1, 'b'],
    ],
    [1, 'a'],
    ['held', 'outranked'],
  ],
  [
    'the campaign of the landing page',
    [
      [null, 'a'],
      [1, null],
    ],
    [1, 'a'],
    ['no_slot', 'held'],
  ],
  [
    'a campaign that comes after it is none of its',
    [
      [1, null],
      [null, 'b'],
    ],
    [1, null],
    ['held', 'no_slot'],
  ],
  [
    'its own campaign before another',
    [
      [null, 'a'],
      [1, 'b'],
    ],
    [1, 'b'],
    ['no_slot', 'held'],
  ],
]
for (const [title, seen, kept, outcomes] of cases)
  test(`joinWindow: ${title}`, () => {
    const ran = run(seen)
    expect(ran.outcomes).toEqual(outcomes)
    const held = ran.window.kept
    expect(held && [held.slot, held.campaign]).toEqual(kept)
  })

const SEEN = fc.array(
  fc.tuple(fc.option(fc.nat(7)), fc.option(fc.constantFrom('a', 'b'))) as fc.Arbitrary<Seen>,
)

test('a window keeps one event at most, the best of all, and every sighting is accounted for', () =>
  fc.assert(
    fc.property(SEEN, (seen) => {
      const { window, outcomes } = run(seen)
      const slots = seen.flatMap(([slot]) => (slot === null ? [] : [slot]))
      expect(window.kept?.slot).toBe(slots.length === 0 ? undefined : Math.min(...slots))
      // One that takes the place leaves the one that it outranked: together they are as many as came.
      const held = outcomes.filter((outcome) => outcome === 'held').length
      expect(held).toBe(slots.length === 0 ? 0 : 1)
      expect(outcomes.filter((outcome) => outcome === 'no_slot')).toHaveLength(seen.length - slots.length)
    }),
  ))
