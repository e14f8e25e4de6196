import { expect, test } from 'vitest'
import { newClient } from './client.js'

const ORIGIN = 'https://t.shop.example'
const answering = (answer: () => Response | Promise<Response>) => {
  const asked: Request[] = []
  const client = newClient(async (request) => {
    asked.push(request)
    return answer()
  }, ORIGIN)
  return { asked, ...client }
}

test('ask sends what it is given, and gives what came', async () => {
  const { ask, asked } = answering(() => Response.json({ ok: 1 }))
  expect(await ask('POST', '/api/x', { query: { a: 1, b: undefined }, body: { c: 2 } })).toEqual({ ok: 1 })
  expect([asked[0]?.method, asked[0]?.url]).toEqual(['POST', `${ORIGIN}/api/x?a=1`])
  expect(await asked[0]?.json()).toEqual({ c: 2 })
})

test('an answer without a body is null', async () => {
  const { ask } = answering(() => new Response(null, { status: 204 }))
  expect(await ask('DELETE', '/api/session')).toBeNull()
})

test('a refusal is thrown in the server’s words, by either way', async () => {
  const error = { code: 'sign_in_locked', message: 'Too many.', at: 'email', fix: 'Wait.' }
  const headers = { 'retry-after': '90' }
  const { ask, api } = answering(() => Response.json({ error }, { status: 429, headers }))
  const failure = { status: 429, retry_after_s: 90, ...error }
  await expect(ask('POST', '/api/session')).rejects.toMatchObject(failure)
  await expect(api.GET('/api/datasets')).rejects.toMatchObject(failure)
})

test('all that is wrong with a body comes along, each with its place', async () => {
  const problems = [{ at: 'settings.time_zone', message: 'Give a zone.' }, { message: 'Too much.' }]
  const error = { code: 'parameter_invalid', message: 'Not valid.', problems }
  const { ask } = answering(() => Response.json({ error }, { status: 400 }))
  await expect(ask('PATCH', '/api/x')).rejects.toMatchObject({
    problems: [problems[0], { at: null, message: 'Too much.' }],
  })
})

test('a proxy’s page is a failure without words of its own', async () => {
  const { ask } = answering(() => new Response('<html>Bad gateway', { status: 502 }))
  await expect(ask('GET', '/api/x')).rejects.toMatchObject({ status: 502, code: 'internal', at: null })
})

test('a server that is not reached is said to be', async () => {
  const { ask } = answering(() => Promise.reject(new TypeError('fetch failed')))
  await expect(ask('GET', '/api/x')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})
