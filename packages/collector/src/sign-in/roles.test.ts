import { AUDIT_CODES } from '@countersign/storage/configuration'
import type { RouteOptions } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'
import { isAllowed, isChange, type May, mayOf } from './permissions.js'

const ROLES = ['administrator', 'developer', 'analyst'] as const
const rights: [may: May, who: string][] = [
  ['read', 'administrator developer analyst'],
  ['self', 'administrator developer analyst'],
  ['test', 'administrator developer'],
  ['tokens', 'administrator developer'],
  ['change', 'administrator'],
]
for (const [may, who] of rights)
  test(`isAllowed: ${may} is for ${who}`, () =>
    expect(ROLES.filter((role) => isAllowed(role, may)).join(' ')).toBe(who))

const defaults: [method: string, may: May][] = [
  ['GET', 'read'],
  ['HEAD', 'read'],
  ['POST', 'change'],
  ['PUT', 'change'],
  ['PATCH', 'change'],
  ['DELETE', 'change'],
  ['PROPFIND', 'change'],
]
for (const [method, may] of defaults)
  test(`mayOf: ${method} that does not say is ${may}`, () => expect(mayOf(method, undefined)).toBe(may))

const routes: { method: string; url: string; config: RouteOptions['config'] }[] = []
const edge = fakeEdge()
const app = buildCollector(edge, { log: false })
const { people } = edge.configuration
beforeAll(async () => {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!url.startsWith('/api/')) return
    for (const one of [method].flat()) routes.push({ method: one, url, config })
  })
  await app.ready()
})

test('every route that changes something says under which code, or that it writes for itself', () => {
  expect(routes.length).toBeGreaterThan(25)
  const silent = routes.filter(({ method, config }) => isChange(method) && config?.audit === undefined)
  expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})

test('each code that a route writes is in the catalogue, for which pages have words', () => {
  const written = routes.flatMap(({ config }) => (typeof config?.audit === 'string' ? [config.audit] : []))
  expect(written.length).toBeGreaterThan(15)
  expect(written.filter((code) => !AUDIT_CODES.includes(code))).toEqual([])
})

test('what is open to anybody, or for oneself, is on this list', () => {
  const named = (fits: (config: RouteOptions['config']) => boolean) =>
    routes
      .filter(({ method, config }) => method !== 'HEAD' && fits(config))
      .map(({ method, url }) => `${method} ${url}`)
      .sort()
  expect(named((config) => config?.open === true)).toEqual([
    'GET /api/openapi.json',
    'POST /api/links/look',
    'POST /api/links/use',
    'POST /api/session',
  ])
  expect(named((config) => config?.may === 'self')).toEqual([
    'DELETE /api/session',
    'DELETE /api/session/totp',
    'GET /api/session',
    'POST /api/session/password',
    'POST /api/session/totp',
    'PUT /api/session/totp',
  ])
})

/** Asks every route as somebody, of a dataset that is theirs. */
async function answers(headers: () => { [name: string]: string }) {
  const found: {
    method: string
    url: string
    config: RouteOptions['config']
    http: number
    code?: string
  }[] = []
  for (const { method, url, config } of routes) {
    // A stream that may be read has no end.
    if (url.endsWith('/stream') || method === 'HEAD') continue
    const asked = url.replace(':dataset_id', edge.dataset.id).replace(/:\w+/g, '000000000000')
    const answer = await app.inject({
      method: method as 'GET',
      url: asked,
      headers: { host: 'a.example', origin: 'http://a.example', ...headers() },
      ...(isChange(method) && { payload: {} }),
    })
    const code =
      answer.body === '' ? undefined : (JSON.parse(answer.body) as { error?: { code: string } }).error?.code
    found.push({ method, url, config, http: answer.statusCode, ...(code !== undefined && { code }) })
  }
  return found
}

for (const role of ROLES)
  test(`every route, asked by ${role}: refused where the role may not, and only there`, async () => {
    const made = people.create({ email: `${role}@shop.example`, role, datasets: 'all' })
    if (typeof made === 'string') throw new Error(made)
    // One that signed out by the last request signs in again.
    const asked = await answers(() => ({ cookie: `countersign_session=${people.sessions.begin(made.id)}` }))
    for (const { method, url, config, code } of asked) {
      const is_let = config?.open === true || isAllowed(role, mayOf(method, config?.may))
      expect([method, url, code === 'permission_missing']).toEqual([method, url, !is_let])
      expect([method, url, code]).not.toEqual([method, url, 'session_missing'])
    }
  })

test('every route, asked by nobody: 401, but for those that are open', async () => {
  for (const { method, url, config, http } of await answers(() => ({})))
    expect([method, url, http === 401]).toEqual([method, url, config?.open !== true])
})

test("every route, asked by a dataset's token: it changes nothing", async () => {
  const asked = await answers(() => ({ authorization: `Bearer ${edge.access_token}` }))
  for (const { method, url, config, code } of asked)
    if (config?.open !== true && config?.may !== 'self' && isChange(method))
      expect([method, url, code]).toEqual([method, url, 'permission_missing'])
    else if (config?.may === 'self') expect([method, url, http401(code)]).toEqual([method, url, true])
})
const http401 = (code: string | undefined) => code === 'session_missing' || code === 'parameter_invalid'

// What a read asks for in its query is looked at before its dataset is.
test('a developer of one dataset changes nothing of another, and does not learn that it is there', async () => {
  const made = people.create({ email: 'one@shop.example', role: 'developer', datasets: [] })
  if (typeof made === 'string') throw new Error(made)
  const asked = await answers(() => ({ cookie: `countersign_session=${people.sessions.begin(made.id)}` }))
  for (const { method, url, code } of asked.filter(({ url }) => url.includes(':dataset_id')))
    expect([
      method,
      url,
      ['object_unknown', 'permission_missing', 'parameter_invalid'].includes(code ?? ''),
    ]).toEqual([method, url, true])
})
