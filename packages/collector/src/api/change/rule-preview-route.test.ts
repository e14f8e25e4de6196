import { expect, test } from 'vitest'
import { ApiClient } from '../../../testing/api-answers.js'
import { askingUnchanged, type Wrong } from '../../../testing/asking.js'
import { countingEdge } from '../../../testing/counting-edge.js'
import { buildCollector } from '../../collector.js'

test('a rule is tried on what was counted, and changes nothing', async () => {
  const { edge, dataset, access_token, now } = countingEdge()
  const app = buildCollector(edge, { log: false })
  const admin = edge.configuration.createToken(null, 'admin').access_token
  for (const value of [5, 50, 500]) {
    const event_time = Math.floor(now.ms / 1000)
    const user_data = { em: ['ab'.repeat(32)] }
    const custom_data = { value, currency: 'USD' }
    const event = {
      event_name: 'Purchase',
      event_time,
      event_id: `e${value}`,
      action_source: 'website',
      user_data,
    }
    const payload = { data: [{ ...event, custom_data, event_source_url: `https://shop.example/${value}` }] }
    const url = `/v24.0/${dataset.id}/events?access_token=${access_token}`
    expect((await app.inject({ method: 'POST', url, payload })).statusCode).toBe(200)
  }
  const api = await ApiClient.of(app)
  const url = `/datasets/${dataset.id}/custom-conversions/preview`
  const rule = { event_name: 'Purchase', params: [{ name: 'value', operator: 'gte', value: 50 }] }
  expect(await api.post(url, admin, { rule })).toMatchObject({
    ...{ http: 200, looked_at: 3, is_all: true, matched: 2 },
    samples: [{ custom_data: { value: 500 } }, { event_source_url: 'https://shop.example/50' }],
  })
  const none = await api.post(url, admin, { rule: { event_name: 'Lead' } })
  expect(none).toMatchObject({ http: 200, looked_at: 0, is_all: true, matched: 0, samples: [] })
  now.ms += 8 * 24 * 3_600_000
  expect(await api.post(url, admin, { rule })).toMatchObject({ looked_at: 0, matched: 0 })
})

const PREVIEW = '/datasets/{id}/custom-conversions/preview'
const wrong: Wrong[] = [
  ['no rule', 'post', PREVIEW, {}, 'parameter_invalid', ['rule']],
  ['a rule without event_name', 'post', PREVIEW, { rule: {} }, 'parameter_invalid', ['rule']],
  [
    'an operator',
    'post',
    PREVIEW,
    { rule: { event_name: 'A', url: { operator: 'is', value: 'x' } } },
    'parameter_invalid',
    ['rule'],
  ],
  ['another field', 'post', PREVIEW, { rule: { event_name: 'A', uri: 1 } }, 'parameter_invalid', ['rule']],
]
test.each(wrong)('refused: %s', async (...given) => void (await (await askingUnchanged()).refuses(given)))
