import { isPcm } from '@countersign/storage'
import { beforeEach, expect, test } from 'vitest'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const REPORT = {
  source_engagement_type: 'click',
  source_site: 'social.example',
  source_id: 119,
  attributed_on_site: 'shop.example',
  trigger_data: 5,
  version: 1,
}
const URL = '/.well-known/private-click-measurement/report-attribution/'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
beforeEach(() => {
  edge = fakeEdge({ trusted_proxies: ['127.0.0.1'] })
  app = buildCollector(edge, { log: false })
})
const measure = (aem = true, beacons_per_minute_per_address = 6_000) => {
  const domains = [{ domain: 'shop.example', slots: [{ event_name: 'Purchase' }] }]
  const aem_events = [{ effective_ms: 0, window_days: 7 as const, domains }]
  const { id, settings } = edge.dataset
  edge.configuration.changeDataset(id, {
    settings: { ...settings, aem, aem_events, beacons_per_minute_per_address },
  })
}
const post = (payload: object | string, headers: { [name: string]: string } = {}, url = URL) =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } })
const reports = () => edge.journal.lines.filter(isPcm)

test('a report is journalled for the dataset that measures its domain, tokens left behind', async () => {
  measure()
  const more = { attributed_on_site: 'https://www.shop.example', source_secret_token: 'abc' }
  expect((await post({ ...REPORT, ...more })).statusCode).toBe(204)
  expect((await post(REPORT, {}, URL.slice(0, -1))).statusCode).toBe(204)
  const { source_site, source_id, attributed_on_site, trigger_data } = REPORT
  const pcm = { source_site, source_id, attributed_on_site, trigger_data }
  expect(reports()).toEqual([
    { dataset_id: edge.dataset.id, pcm },
    { dataset_id: edge.dataset.id, pcm },
  ])
})

test('where nobody measures the domain nothing is journalled', async () => {
  expect((await post(REPORT)).statusCode).toBe(204)
  measure(false)
  expect((await post(REPORT)).statusCode).toBe(204)
  measure()
  expect((await post({ ...REPORT, attributed_on_site: 'co.uk' })).statusCode).toBe(204)
  expect(edge.journal.lines).toEqual([])
})

test('what is no report is told what is wrong with it, and where', async () => {
  measure()
  const answer = await post({ ...REPORT, source_id: 256, attributed_on_site: 'jo@shop.example' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toEqual({
    error: 'report_not_valid',
    problems: [
      { at: 'source_id', message: 'must be a whole number from 0 to 255' },
      { at: 'attributed_on_site', message: 'must be a site, such as shop.example' },
    ],
  })
  expect((await post('{')).statusCode).toBe(400)
  expect((await post('[]')).json()).toMatchObject({
    problems: [{ message: 'The body must be a JSON object.' }],
  })
  expect((await post({ ...REPORT, x: 'y'.repeat(20_000) })).statusCode).toBe(413)
  expect(edge.journal.lines).toEqual([])
})

test('a report that could not be written is not acknowledged', async () => {
  measure()
  edge.journal.unavailable = true
  const answer = await post(REPORT)
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toBeDefined()
  edge.journal.full = true
  expect((await post(REPORT)).statusCode).toBe(503)
})

test('an address that sends too much is not counted any more', async () => {
  measure(true, 3)
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  for (let n = 0; n < 5; n += 1) expect((await post(REPORT, headers)).statusCode).toBe(204)
  expect(reports()).toHaveLength(3)
})
