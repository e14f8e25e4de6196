import { expect, test } from 'vitest'
import { destination } from '../../scene.fixture.js'
import type { Sending } from '../platform.js'
import { appsecretProof, composeRequest } from './compose-request.js'

const sending = (options: Partial<Sending> = {}): Sending => ({
  destination: destination(1),
  secrets: { access_token: 'EAAB', app_secret: null },
  meta_url: null,
  partner_agent: 'countersign-0.1.0',
  ...options,
})
const bodyOf = (what: Sending, events: string[]) => {
  const request = composeRequest(what, events)
  return 'forbidden' in request ? request : JSON.parse(Buffer.from(request.body).toString())
}

test('the body is what the Conversions API takes', () => {
  expect(bodyOf(sending(), ['{"event_name":"Lead"}', '{"event_name":"Käufe"}'])).toEqual({
    data: [{ event_name: 'Lead' }, { event_name: 'Käufe' }],
    partner_agent: 'countersign-0.1.0',
  })
  expect(bodyOf(sending({ partner_agent: null }), ['{}'])).toEqual({ data: [{}] })
  const test_code = sending({ destination: destination(1, { test_event_code: 'TEST12' }) })
  expect(bodyOf(test_code, ['{}'])).toMatchObject({ test_event_code: 'TEST12' })
})

test('the token is in a header, the proof of the app secret in the body, and neither secret anywhere else', () => {
  const what = sending({ secrets: { access_token: 'EAABtoken', app_secret: 'shh-secret' } })
  const request = composeRequest(what, ['{}'])
  if ('forbidden' in request) throw new Error(request.forbidden)
  expect(request.headers.authorization).toBe('Bearer EAABtoken')
  const rest = request.url + Buffer.from(request.body).toString()
  expect(rest).not.toContain('EAABtoken')
  expect(rest).not.toContain('shh-secret')
  expect(rest).toContain(appsecretProof('EAABtoken', 'shh-secret'))
})

// HMAC-SHA256, RFC 4231, test case 2.
test('appsecret_proof', () => {
  expect(appsecretProof('what do ya want for nothing?', 'Jefe')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})
