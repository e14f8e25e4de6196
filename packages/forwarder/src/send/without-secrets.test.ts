import { decide } from '@countersign/core'
import { expect, test } from 'vitest'
import { withoutSecrets } from './without-secrets.js'

test('a destination that repeats our secrets is not repeated', () => {
  const secrets = { access_token: 'short-token-17', app_secret: 'shh-secret' }
  const message = 'Token short-token-17 is not valid, nor is shh-secret'
  const body = JSON.stringify({ error: { message, type: 'OAuthException', code: 190 } })
  const heard = { kind: 'http', status: 401, body, retry_after_s: null, usage_percent: null } as const
  const answer = withoutSecrets(heard, secrets)
  const decision = decide(answer, 1)
  expect(decision).toMatchObject({ do: 'stop' })
  expect(JSON.stringify([answer, decision])).not.toMatch(/short-token-17|shh-secret/)
})
