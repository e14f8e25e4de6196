import { beforeEach, expect, test } from 'vitest'
import { ApiClient } from '../../../testing/api-answers.js'
import { askingUnchanged, type Wrong } from '../../../testing/asking.js'
import { countingEdge } from '../../../testing/counting-edge.js'
import { buildCollector } from '../../collector.js'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'
let it: Awaited<ReturnType<typeof visited>>
beforeEach(async () => {
  it = await visited()
})

/** A dataset of which a browser has reported two pages and two clicks, and a server one page. */
async function visited() {
  const { edge, dataset, access_token, now } = countingEdge()
  const app = buildCollector(edge, { log: false })
  const admin = edge.configuration.createToken(null, 'admin').access_token
  const beacons = [
    { ev: 'PageView', dl: 'https://shop.example/cart?step=1' },
    { ev: 'PageView', dl: 'https://shop.example/thanks' },
    { ev: 'SubscribedButtonClick', dl: 'https://shop.example/cart', 'cd[buttonText]': 'Pay 00 now' },
    { ev: 'SubscribedButtonClick', dl: 'https://shop.example/', 'cd[buttonText]': 'Send' },
  ]
  for (const beacon of beacons) {
    const query = new URLSearchParams({ id: dataset.id, ...(beacon as { ev: string }) })
    const answer = await app.inject({ url: `/tr?${query}`, headers: { 'user-agent': CHROME } })
    expect(answer.statusCode).toBe(200)
  }
  const event = { event_name: 'PageView', event_time: Math.floor(now.ms / 1000), action_source: 'website' }
  const page = { event_source_url: 'https://shop.example/thanks', user_data: { em: ['ab'.repeat(32)] } }
  const url = `/v24.0/${dataset.id}/events?access_token=${access_token}`
  const sent = await app.inject({ method: 'POST', url, payload: { data: [{ ...event, ...page }] } })
  expect(sent.statusCode).toBe(200)
  const api = await ApiClient.of(app)
  const root = `/datasets/${dataset.id}`
  return {
    now,
    preview: (rule: object) => api.post(`${root}/event-rules/preview`, admin, { rule }),
    seen: (event_name: string) => api.get(`${root}/seen-lately?event_name=${event_name}`, admin),
  }
}

test('an event rule is tried on the pages that browsers opened', async () => {
  const rule = { event_name: 'Lead', on: 'page', url: '/thanks', match: 'contains' }
  expect(await it.preview(rule)).toMatchObject({
    ...{ http: 200, reported_as: 'PageView', looked_at: 2, is_all: true, matched: 1 },
    samples: [{ channel: 'browser', event_source_url: 'https://shop.example/thanks', text: null }],
  })
  it.now.ms += 8 * 24 * 3_600_000
  expect(await it.preview(rule)).toMatchObject({ looked_at: 0, matched: 0, samples: [] })
})

test('it is tried on the buttons that were pressed, whose digits nobody knows', async () => {
  const rule = { event_name: 'Lead', on: 'click', text: 'pay 42', match: 'contains' }
  expect(await it.preview(rule)).toMatchObject({
    ...{ http: 200, reported_as: 'SubscribedButtonClick', looked_at: 2, matched: 1 },
    samples: [{ channel: 'browser', event_source_url: 'https://shop.example/cart', text: 'Pay 00 now' }],
  })
  expect(await it.preview({ ...rule, url: '/elsewhere' })).toMatchObject({ matched: 0, samples: [] })
})

test('what rules can be made of: addresses without their query, and texts of buttons', async () => {
  expect(await it.seen('PageView')).toMatchObject({
    ...{ http: 200, looked_at: 3, is_all: true, texts: [] },
    urls: [
      { url: 'https://shop.example/thanks', events: 2 },
      { url: 'https://shop.example/cart', events: 1 },
    ],
  })
  expect((await it.seen('SubscribedButtonClick')).texts).toEqual([
    { text: 'Pay 00 now', events: 1 },
    { text: 'Send', events: 1 },
  ])
  expect(await it.seen('Lead')).toMatchObject({ http: 200, looked_at: 0, urls: [], texts: [] })
})

const PREVIEW = '/datasets/{id}/event-rules/preview'
const refused: [title: string, body: object, at: string][] = [
  ['no rule', {}, 'rule'],
  ['a rule that is none', { rule: 1 }, 'rule'],
  ['a click without a text', { rule: { event_name: 'Lead', on: 'click' } }, 'rule'],
  ['a page with a text', { rule: { event_name: 'Lead', on: 'page', url: '/', text: 'x' } }, 'rule'],
  ['another field', { rule: { event_name: 'Lead', on: 'page', url: '/', uri: 1 } }, 'rule'],
]
const wrong = refused.map(
  ([title, body, at]): Wrong => [title, 'post', PREVIEW, body, 'parameter_invalid', [at]],
)
test.each(wrong)('refused: %s', async (...given) => void (await (await askingUnchanged()).refuses(given)))
