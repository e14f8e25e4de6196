import { expect, test } from 'vitest'
import { beacon, EM, emulator, purchase, type SentEvent, send } from '../client.fixture.js'

const HOUR_MS = 3_600_000
const FBP = 'fb.1.1763900000000.42'

/** Browser or server, at an hour after the first, with an event_id and an fbp. */
type Report = [
  channel: 'B' | 'S',
  at_h: number,
  event_id: string | null,
  fbp?: string | null,
  more?: SentEvent,
]
type Case = [title: string, reports: Report[], verdicts: string[], both: number]
const till = { action_source: 'physical_store', custom_data: { value: 9.5, currency: 'USD', order_id: 'o1' } }
const cases: Case[] = [
  [
    'browser and server',
    [
      ['B', 0, 'a'],
      ['S', 0.1, 'a'],
    ],
    ['counted', 'event_id'],
    1,
  ],
  [
    'server and browser',
    [
      ['S', 0, 'a'],
      ['B', 47, 'a'],
    ],
    ['counted', 'event_id'],
    1,
  ],
  [
    'ids differ',
    [
      ['B', 0, 'a', FBP],
      ['S', 0.1, 'b', FBP],
    ],
    ['counted', 'counted'],
    0,
  ],
  [
    'exactly 48 hours',
    [
      ['S', 0, 'a'],
      ['S', 48, 'a'],
    ],
    ['counted', 'event_id'],
    0,
  ],
  [
    'beyond',
    [
      ['S', 0, 'a'],
      ['S', 48.01, 'a'],
    ],
    ['counted', 'counted'],
    0,
  ],
  [
    'method B, browser first',
    [
      ['B', 0, null, FBP],
      ['S', 1, null, FBP],
    ],
    ['counted', 'fbp'],
    1,
  ],
  [
    'method B, server first',
    [
      ['S', 0, null, FBP],
      ['B', 1, null, FBP],
    ],
    ['counted', 'counted'],
    0,
  ],
  [
    'method B, one with an id',
    [
      ['B', 0, null, FBP],
      ['S', 1, 'a', FBP],
    ],
    ['counted', 'fbp'],
    1,
  ],
  [
    'never inside a channel',
    [
      ['B', 0, null, FBP],
      ['B', 1, null, FBP],
    ],
    ['counted', 'counted'],
    0,
  ],
  [
    'two of a till',
    [
      ['S', 0, null, null, till],
      ['S', 160, null, null, till],
    ],
    ['counted', 'offline'],
    0,
  ],
  [
    'another line of the order',
    [
      ['S', 0, null, null, till],
      ['S', 1, null, null, { ...till, event_time: 1 }],
    ],
    ['counted', 'counted'],
    0,
  ],
]
for (const [title, reports, verdicts, both] of cases)
  test(`deduplication as Meta reports it: ${title}`, async () => {
    const start_ms = Math.floor(Date.now() / 1_000) * 1_000
    const now = { ms: start_ms }
    const meta = await emulator({ now_ms: () => now.ms })
    for (const [channel, at_h, event_id, fbp = null, more = {}] of reports) {
      now.ms = start_ms + at_h * HOUR_MS
      if (channel === 'B')
        await beacon(meta, {
          ...(event_id && { eid: event_id }),
          ...(fbp && { fbp }),
          'cd[value]': '9.5',
          'cd[currency]': 'USD',
        })
      else {
        const event_time = start_ms / 1_000 - (more.event_time === undefined ? 0 : 1)
        const user_data = { em: [EM], ...(fbp && { fbp }) }
        expect(await send(meta, [purchase(event_id, { user_data, ...more, event_time })])).toMatchObject({
          status: 200,
        })
      }
    }
    expect(meta.events().map(({ verdict, method }) => method ?? verdict)).toEqual(verdicts)
    const counted = verdicts.filter((verdict) => verdict === 'counted').length
    expect(meta.good()).toHaveLength(counted)
    expect(meta.count()).toMatchObject({ received: 2, counted, duplicate: 2 - counted, rejected: 0, both })
  })
