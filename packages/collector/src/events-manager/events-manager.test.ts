import { expect, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'
import type { EventsManagerFiles } from './files.js'

const FILES: EventsManagerFiles = {
  index: '<meta nonce="__NONCE__"><script nonce="__NONCE__"></script>',
  assets: new Map([
    ['index-abc.js', ['br', 'gzip', 'identity']],
    ['font.woff2', ['identity']],
  ]),
  read: async (name, encoding) => Buffer.from(`${name} as ${encoding}`),
}
const served = () => {
  const edge = fakeEdge({ events_manager: FILES })
  return { edge, app: buildCollector(edge, { log: false }) }
}

const PAGES = [
  '/',
  '/sign-in',
  '/welcome',
  '/new',
  '/account',
  '/people',
  '/audit',
  '/d/1/overview',
  '/d/1/events/A%20b',
]
for (const url of PAGES)
  test(`${url} is the page, under its policy`, async () => {
    const { body, headers, statusCode } = await served().app.inject(url)
    const nonce = /nonce="([A-Za-z0-9+/]{22}==)"/.exec(body)?.[1]
    expect(statusCode).toBe(200)
    expect(body).toBe(`<meta nonce="${nonce}"><script nonce="${nonce}"></script>`)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(String(headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'self'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
  })

test('each answer has a nonce of its own', async () => {
  const { app } = served()
  const bodies = await Promise.all([app.inject('/'), app.inject('/')])
  expect(bodies[0]?.body).not.toBe(bodies[1]?.body)
})

const LOADED: [name: string, accept: string | undefined, encoding: string | undefined][] = [
  ['index-abc.js', 'gzip, br', 'br'],
  ['index-abc.js', 'gzip', 'gzip'],
  ['index-abc.js', undefined, undefined],
  ['font.woff2', 'gzip, br', undefined],
]
for (const [name, accept, encoding] of LOADED)
  test(`/assets/${name} for whoever takes ${accept}`, async () => {
    const answer = await served().app.inject({
      url: `/assets/${name}`,
      headers: accept === undefined ? {} : { 'accept-encoding': accept },
    })
    expect(answer.body).toBe(`${name} as ${encoding === undefined ? 'identity' : encoding}`)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['content-type']).toMatch(
      name.endsWith('.js') ? /^text\/javascript/ : /^font\/woff2$/,
    )
  })

/** Addresses of others, and of nobody: never the page. */
const NOT_OURS: [url: string, status: number][] = [
  ['/tr?id=1&ev=A', 200],
  ['/v24.0/1', 401],
  ['/123/events', 401],
  ['/api/datasets', 401],
  ['/api/nothing', 401],
  ['/en_US/fbevents.js', 200],
  ['/fbevents.js', 404],
  ['/healthz', 200],
  ['/d', 404],
  ['/people/1', 404],
  ['/assets/index.html', 404],
  ['/assets/..%2f..%2fpackage.json', 404],
  ['/assets/index-abc.js.br', 404],
]
for (const [url, status] of NOT_OURS)
  test(`${url} is answered as without Events Manager`, async () => {
    const [with_it, without] = await Promise.all([
      served().app.inject(url),
      buildCollector(fakeEdge(), { log: false }).inject(url),
    ])
    expect([url, with_it.statusCode]).toEqual([url, without.statusCode])
    expect(with_it.headers['content-security-policy']).toBeUndefined()
    if (status !== 401) expect(with_it.statusCode).toBe(status)
  })

test('a change is never answered with the page', async () => {
  const answer = await served().app.inject({ method: 'POST', url: '/sign-in', payload: {} })
  expect(answer.statusCode).toBe(404)
})

test('without its files nothing stands at /', async () => {
  expect((await buildCollector(fakeEdge(), { log: false }).inject('/')).statusCode).toBe(404)
})
