import type { SignalsWindow } from '@countersign/core/report'
import { windowOf } from '@countersign/core/testing'
import { expect, test } from 'vitest'
import { fakeEdge, noReports } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const HOUR = Math.floor(NOW_MS / 3_600_000)
const measured = (event_name: string, measure: string, count: number) =>
  ({ hour: HOUR, event_name, channel: 'server', measure, count }) as const
/** A server that sends email with each Lead, and with half of the Purchases; each of them counted by the server alone. */
const WINDOW = windowOf({
  now_ms: NOW_MS,
  hourly: [
    measured('Lead', 'web', 4),
    measured('Lead', 'key:em', 4),
    measured('Lead', 'valid:em', 4),
    measured('Purchase', 'web', 4),
    measured('Purchase', 'key:em', 2),
    measured('Purchase', 'valid:em', 2),
    measured('Purchase', 'delay:60', 4),
  ],
})

function open(given: SignalsWindow | null = WINDOW) {
  const asked: string[] = []
  const signalsOf = (window: SignalsWindow) => async (dataset_id: string) => {
    asked.push(dataset_id)
    return window
  }
  const edge = fakeEdge(given === null ? {} : { api: { ...noReports(), signals: signalsOf(given) } })
  if (given === null) delete edge.api
  const app = buildCollector(edge, { log: false })
  const get = async (query: { [name: string]: string }, path = '/v25.0/dataset_quality') => {
    const sent = { dataset_id: edge.dataset.id, access_token: edge.access_token, ...query }
    const answer = await app.inject({ url: `${path}?${new URLSearchParams(sent)}` })
    return { http: answer.statusCode, ...answer.json() }
  }
  return { edge, get, asked }
}

test('dataset_quality answers in the shape that is asked for, an item an event', async () => {
  const { edge, get, asked } = open()
  const fields =
    'web{event_name, event_match_quality{composite_score,match_key_feedback{identifier}}, data_freshness{upload_frequency}}'
  const { http, web } = await get({ fields, agent_name: 'anyone' })
  expect([http, asked]).toEqual([200, [edge.dataset.id]])
  expect(web).toHaveLength(2)
  expect(web[0]).toEqual({
    event_name: 'Lead',
    event_match_quality: { composite_score: 5.5, match_key_feedback: expect.any(Array) },
  })
  expect(web[0].event_match_quality.match_key_feedback[0]).toEqual({ identifier: 'email' })
  expect(web[1]).toMatchObject({
    event_name: 'Purchase',
    event_match_quality: { composite_score: 2.8 },
    data_freshness: { upload_frequency: 'real_time' },
  })
})

test('dataset_quality tells what lowers matching, in the words of the catalogue, and nothing else', async () => {
  const about = { event_name: 'Lead', channel: 'server', detail: '', first_ms: 0, last_ms: NOW_MS } as const
  const codes = ['hash_of_nothing', 'missing_value'] as const
  const { get } = open({
    ...WINDOW,
    hourly: [
      ...WINDOW.hourly,
      measured('Lead', 'seen', 4),
      ...codes.map((code) => measured('Lead', `finding:${code}`, 2)),
    ],
    found: codes.map((code) => ({ ...about, code, samples: [], urls: [] })),
  })
  const { web } = await get({ fields: 'web{event_match_quality{diagnostics}}' })
  expect(web[0].event_match_quality.diagnostics).toEqual([
    {
      ...{ name: expect.any(String), description: expect.any(String), solution: expect.stringMatching(/\w/) },
      ...{ percentage: 50, affected_event_count: 2, total_event_count: 4 },
    },
  ])
})

test('dataset_quality without fields, and without a version, answers all there is', async () => {
  const { get } = open()
  const whole = await get({}, '/dataset_quality')
  expect(whole).toEqual(await get({ fields: 'web' }))
  expect(whole.web[0].event_match_quality.match_key_feedback[0]).toEqual({
    identifier: 'email',
    coverage: { percentage: 100 },
  })
})

test("dataset_quality may be read by the instance's token", async () => {
  const { edge, get } = open()
  const { access_token } = edge.configuration.createToken(null, 'admin')
  expect((await get({ access_token })).web).toHaveLength(2)
})

test('dataset_quality of a dataset without events is {}', async () =>
  expect(await open(windowOf({ now_ms: NOW_MS })).get({ fields: 'web{event_name}' })).toEqual({ http: 200 }))

test('dataset_quality without signals is no path', async () =>
  expect(await open(null).get({})).toMatchObject({ http: 400, error: { code: 2500 } }))

type Refused = [title: string, query: { [name: string]: string }, http: number, error: object]
const refused: Refused[] = [
  ['no token', { access_token: '' }, 400, { code: 104 }],
  ['a bad token', { access_token: 'EAAB' }, 401, { code: 190 }],
  [
    'no dataset',
    { dataset_id: '' },
    400,
    { code: 100, message: '(#100) The parameter dataset_id is required' },
  ],
  ['an unknown dataset', { dataset_id: '12' }, 400, { code: 100, error_subcode: 33 }],
  [
    'what is no id',
    { dataset_id: 'jo@shop.example' },
    400,
    { code: 100, message: '(#100) Invalid parameter' },
  ],
  [
    "the docs' misspelt field",
    { fields: 'web{dedup_key_feedback{dedupe_key}}' },
    400,
    { code: 100, message: expect.stringContaining('Tried accessing nonexisting field (dedup_key_feedback)') },
  ],
  [
    'an unknown field below',
    { fields: 'web{acr{share}}' },
    400,
    { code: 100, message: expect.stringContaining('nonexisting field (share)') },
  ],
  ['braces that do not close', { fields: 'web{event_name' }, 400, { code: 100 }],
]
for (const [title, query, http, error] of refused)
  test(`dataset_quality refuses ${title}`, async () => {
    const { get, asked } = open()
    const answer = await get(query)
    expect(answer).toMatchObject({ http, error })
    expect([JSON.stringify(answer).includes('jo@'), asked]).toEqual([false, []])
  })

test("dataset_quality does not answer another dataset's token", async () => {
  const { edge, get, asked } = open()
  const other = edge.configuration.createDataset({ name: 'Other', domain: 'other.example' })
  expect(await get({ dataset_id: other.id })).toMatchObject({ http: 400, error: { error_subcode: 33 } })
  expect(asked).toEqual([])
})

test('dataset_quality under the dataset is no path', async () => {
  const { edge, get } = open()
  expect(await get({}, `/v25.0/${edge.dataset.id}/dataset_quality`)).toMatchObject({
    http: 400,
    error: { code: 2500, message: 'Unknown path components: /dataset_quality' },
  })
})
