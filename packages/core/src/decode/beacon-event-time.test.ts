import { expect, test } from 'vitest'
import { DAY_MS } from '../time.js'
import { beaconEventTime } from './beacon-event-time.js'

const RECEIVED_MS = 1_795_452_200_500

const cases: [title: string, ts: string, event_time: number, replaced: boolean][] = [
  ["the browser's clock, cut to seconds", '1795452192999', 1_795_452_192, false],
  ['a fraction of a millisecond', '1795452192249.5', 1_795_452_192, false],
  ['exactly 7 days before', String(RECEIVED_MS - 7 * DAY_MS), 1_794_847_400, false],
  ['beyond 7 days', String(RECEIVED_MS - 7 * DAY_MS - 1), 1_795_452_200, true],
  ['exactly 5 minutes after', String(RECEIVED_MS + 300_000), 1_795_452_500, false],
  ['beyond 5 minutes', String(RECEIVED_MS + 300_001), 1_795_452_200, true],
  ['seconds in place of milliseconds', '1795452192', 1_795_452_200, true],
  ['no number', 'now', 1_795_452_200, true],
  ['not sent, so nothing is replaced', '', 1_795_452_200, false],
]
for (const [title, ts, event_time, replaced] of cases)
  test(`beaconEventTime: ${title}`, () =>
    expect(beaconEventTime(ts, RECEIVED_MS)).toEqual({ event_time, replaced }))
