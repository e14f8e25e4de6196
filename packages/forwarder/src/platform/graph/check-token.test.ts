import type { Answer } from '@countersign/core'
import type { Destination } from '@countersign/storage'
import { expect, test } from 'vitest'
import type { OutgoingRequest } from '../../fetcher.js'
import { destination } from '../../scene.fixture.js'
import { checkToken } from './check-token.js'

const SECRETS = { access_token: 'EAAB|secret token', app_secret: null }
const TARGET = '1832195656904796'
const VALID = JSON.stringify({ id: TARGET })

/** Asks of a destination's token; what goes out is kept. */
async function asking(of: Partial<Destination>, meta_url: string | null = null, body = VALID) {
  const sent: OutgoingRequest[] = []
  const answer: Answer = { kind: 'http', status: 200, body, retry_after_s: null, usage_percent: null }
  const fetcher = async (request: OutgoingRequest) => {
    sent.push(request)
    return answer
  }
  const said = await checkToken(
    { destination: destination(1, { target_id: TARGET, ...of }), secrets: SECRETS, meta_url },
    fetcher,
  )
  return { said, sent }
}

const META: Partial<Destination> = { kind: 'meta', url: null }
const DATASET = `${TARGET}?fields=id`
const places: [title: string, of: Partial<Destination>, meta_url: string | null, url: string | null][] = [
  ["Meta's", META, null, `https://graph.facebook.com/v24.0/${DATASET}`],
  ["the operator's", META, 'http://127.0.0.1:8788', `http://127.0.0.1:8788/v24.0/${DATASET}`],
  [
    'a server under a path',
    { kind: 'conversions_api', url: 'https://capi.example/a', api_version: 'v23.0' },
    null,
    `https://capi.example/a/v23.0/${DATASET}`,
  ],
  [
    'a gateway takes events only',
    { kind: 'conversions_api', url: 'https://capi.example/x/events' },
    null,
    null,
  ],
  [
    'plain http to a host that nobody allows',
    { kind: 'conversions_api', url: 'http://10.0.0.7' },
    null,
    null,
  ],
  ['a host that is not Meta, of kind meta', { ...META, url: 'https://evil.example' }, null, null],
]
for (const [title, of, meta_url, url] of places)
  test(`checkToken asks where events go: ${title}`, async () => {
    const { said, sent } = await asking(of, meta_url)
    expect(sent.map((request) => request.url)).toEqual(url === null ? [] : [url])
    expect(said.state).toBe(url === null ? 'unknown' : 'valid')
    for (const request of sent)
      expect([request.method, request.headers.authorization]).toEqual([
        'GET',
        `Bearer ${SECRETS.access_token}`,
      ])
  })

test('what it answers does not repeat the token', async () => {
  const error = { code: 190, message: `Cannot parse ${SECRETS.access_token}` }
  const { said } = await asking({}, null, JSON.stringify({ error }))
  expect([said.state, JSON.stringify(said).includes('secret token')]).toEqual(['invalid', false])
})
