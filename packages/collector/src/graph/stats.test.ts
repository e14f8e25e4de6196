import type { Hourly } from '@countersign/storage'
import { expect, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const HOUR_MS = 3_600_000
const edge = fakeEdge()
const app = buildCollector(edge, { log: false })
const hour = Math.floor(edge.now.ms / HOUR_MS)
const startOf = (of_hour: number) => new Date(of_hour * HOUR_MS).toISOString().replace('.000Z', '+0000')

type Count = Hourly['counts'][number]
type Present = Hourly['present'][number]
const count = (given: Partial<Count>): Count => ({
  hour,
  name_id: 1,
  channel: 'browser',
  state: 'counted',
  code: '',
  count: 1,
  ...given,
})
const present = (given: Partial<Present>): Present => ({
  hour,
  name_id: 1,
  channel: 'browser',
  present: '',
  count: 1,
  ...given,
})
const HOURLY: Hourly = {
  names: new Map([
    [1, 'Purchase'],
    [2, 'PageView'],
  ]),
  counts: [
    count({ hour: hour - 1, count: 5 }),
    count({ count: 2 }),
    count({ channel: 'server', state: 'duplicate', count: 2 }),
    count({ channel: 'server', state: 'rejected', code: '2804003', count: 1 }),
    count({ channel: 'server', state: 'repeated', count: 9 }),
    count({ name_id: 2, count: 7 }),
  ],
  present: [
    present({ present: 'match_key:em', count: 2 }),
    present({ present: 'match_key:em', channel: 'server', count: 1 }),
    present({ present: 'match_key:fbp', name_id: 2, count: 7 }),
    present({ present: 'param:value', count: 2 }),
    present({ present: 'param:event_id', count: 2 }),
    present({ present: 'host:shop.example', name_id: 2, count: 7 }),
  ],
}

type Case = [query: string, before: object[] | null, now: object[]]
const cases: Case[] = [
  [
    '',
    [{ value: 'Purchase', count: 5 }],
    [
      { value: 'PageView', count: 7 },
      { value: 'Purchase', count: 4 },
    ],
  ],
  ['event=Purchase', [{ value: 'Purchase', count: 5 }], [{ value: 'Purchase', count: 4 }]],
  ['event_source=SERVER_ONLY', null, [{ value: 'Purchase', count: 2 }]],
  [
    'aggregation=event_total_counts',
    [{ value: 'Purchase', count: 5 }],
    [
      { value: 'PageView', count: 7 },
      { value: 'Purchase', count: 2 },
    ],
  ],
  [
    'aggregation=event_source',
    [{ value: 'WEB', count: 5 }],
    [
      { value: 'WEB', count: 9 },
      { value: 'SERVER', count: 2 },
    ],
  ],
  [
    'aggregation=event_processing_results&event=Purchase',
    [{ value: 'counted', event: 'Purchase', count: 5 }],
    [
      { value: 'counted', event: 'Purchase', count: 2 },
      { value: 'duplicate', event: 'Purchase', count: 2 },
      { value: 'rejected', event: 'Purchase', count: 1 },
    ],
  ],
  [
    'aggregation=match_keys',
    null,
    [
      { value: 'fbp', count: 7 },
      { value: 'em', count: 3 },
    ],
  ],
  ['aggregation=custom_data_field&event=Purchase', null, [{ value: 'value', count: 2 }]],
  ['aggregation=host', null, [{ value: 'shop.example', count: 7 }]],
  ['aggregation=pixel_fire', [{ value: edge.dataset.id, count: 5 }], [{ value: edge.dataset.id, count: 9 }]],
]
for (const [query, before, now] of cases)
  test(`stats: ${query || 'by event'}`, async () => {
    edge.reports.hourly = async () => HOURLY
    const aggregation = new URLSearchParams(query).get('aggregation') ?? 'event'
    const answer = await app.inject(
      `/v24.0/${edge.dataset.id}/stats?access_token=${edge.access_token}&${query}`,
    )
    const item = (of_hour: number, data: object[]) => ({ aggregation, start_time: startOf(of_hour), data })
    expect(answer.json().data).toEqual([
      ...(before === null ? [] : [item(hour - 1, before)]),
      item(hour, now),
    ])
  })

const now_s = () => Math.floor(edge.now.ms / 1000)
const times: [title: string, query: () => string, from: number, to: number][] = [
  ['the last 24 hours by default', () => '', hour - 24, hour + 1],
  ['unix times', () => `start_time=${(hour - 3) * 3600}&end_time=${(hour - 1) * 3600}`, hour - 3, hour - 1],
  [
    'ISO times',
    () => `start_time=${startOf(hour - 3)}&end_time=${startOf(hour - 1).replace('+0000', 'Z')}`,
    hour - 3,
    hour - 1,
  ],
  ['no further back than 7 days', () => `start_time=${now_s() - 30 * 86_400}`, hour - 7 * 24, hour + 1],
]
for (const [title, query, from_hour, to_hour] of times)
  test(`stats: ${title}`, async () => {
    const asked: unknown[] = []
    edge.reports.hourly = async (_id, hours) => {
      asked.push(hours)
      return HOURLY
    }
    const answer = await app.inject(
      `/v24.0/${edge.dataset.id}/stats?access_token=${edge.access_token}&${query()}`,
    )
    expect(answer.statusCode).toBe(200)
    expect(asked).toEqual([{ from_hour, to_hour: Math.max(to_hour, from_hour) }])
  })

test('stats waits for what was acknowledged before it, and says so where that takes too long', async () => {
  edge.journal.last = 17
  const waited: number[] = []
  edge.fold.reaches = async (position) => {
    waited.push(position)
    return false
  }
  const answer = await app.inject(`/v24.0/${edge.dataset.id}/stats?access_token=${edge.access_token}`)
  expect([answer.statusCode, answer.json().error.is_transient, waited]).toEqual([503, true, [17]])
})
