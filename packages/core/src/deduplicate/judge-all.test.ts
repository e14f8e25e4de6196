import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTING_CASES, caseSighting } from '../../testing/counting-cases.js'
import { naiveRule } from '../../testing/naive-rule.js'
import { sightingsArbitrary } from '../../testing/sighting-arbitrary.js'
import { judgeAll } from './judge-all.js'
import type { Sighting } from './sighting.js'
import { COUNTING_DEFAULTS } from './windows.js'

const START_MS = 1_763_900_000_000

for (const { title, sightings, counted, methods } of COUNTING_CASES)
  test(`counting: ${title}`, () => {
    const judged = judgeAll(
      sightings.map((s, i) => caseSighting(s, i, START_MS)),
      COUNTING_DEFAULTS,
    )
    expect(judged.filter((j) => j.judgement.verdict === 'counted')).toHaveLength(counted)
    expect(judged.flatMap((j) => j.judgement.method ?? [])).toEqual(methods)
  })

test('counting: in one millisecond a browser sighting comes before a server sighting', () => {
  const [server, browser] = [
    { channel: 'server' as const, event_id: null, at_min: 0, fbp: 'f1' },
    { channel: 'browser' as const, event_id: null, at_min: 0, fbp: 'f1' },
  ].map((s, i) => caseSighting(s, i, START_MS)) as [Sighting, Sighting]
  expect(judgeAll([server, browser], COUNTING_DEFAULTS).map((j) => j.judgement.method)).toEqual([null, 'fbp'])
})

const verdicts = (sightings: readonly Sighting[]) =>
  judgeAll(sightings, COUNTING_DEFAULTS).map(({ sighting, judgement, anchor_id }) => ({
    sighting_id: sighting.sighting_id,
    verdict: judgement.verdict,
    method: judgement.method,
    anchor_id,
  }))

test('law: the rule is the one of counting.md', () => {
  fc.assert(
    fc.property(sightingsArbitrary(14), (sightings) => {
      expect(verdicts(sightings)).toEqual(naiveRule(sightings, COUNTING_DEFAULTS))
    }),
    { numRuns: 2_000 },
  )
})

test('law: the order in which sightings are met does not matter, nor meeting one twice', () => {
  const shuffled = sightingsArbitrary(12).chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
  )
  fc.assert(
    fc.property(shuffled, ([all, again]) => {
      expect(verdicts(again)).toEqual(verdicts(all))
    }),
  )
})

test('law: a sighting more never changes an event of another name', () => {
  fc.assert(
    fc.property(sightingsArbitrary(12), (all) => {
      const [more, ...others] = all
      if (!more) return
      const untouched = (list: ReturnType<typeof verdicts>) => {
        const names = new Map(all.map((s) => [s.sighting_id, s.event_name]))
        return list.filter((v) => names.get(v.sighting_id) !== more.event_name)
      }
      expect(untouched(verdicts(all))).toEqual(untouched(verdicts(others)))
    }),
  )
})
