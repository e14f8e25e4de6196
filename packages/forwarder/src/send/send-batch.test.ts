import { expect, test } from 'vitest'
import { destination } from '../scene.fixture.js'
import { sendBatch } from './send-batch.js'

test('a destination that repeats our secrets is not repeated', async () => {
  const secrets = { access_token: 'short-token-17', app_secret: 'shh-secret' }
  const message = 'Token short-token-17 is not valid, nor is shh-secret'
  const body = JSON.stringify({ error: { message, type: 'OAuthException', code: 190 } })
  const sending = { destination: destination(1), secrets, meta_url: null, partner_agent: null }
  const { answer, decision } = await sendBatch(sending, ['{}'], async () => ({
    kind: 'http',
    status: 401,
    body,
    retry_after_s: null,
    usage_percent: null,
  }))
  expect(decision).toMatchObject({ do: 'stop' })
  expect(JSON.stringify([answer, decision])).not.toMatch(/short-token-17|shh-secret/)
})
