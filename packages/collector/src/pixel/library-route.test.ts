import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { DatasetSettings } from '@countersign/storage'
import { expect, test } from 'vitest'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'
import { DEFAULTS } from './pixel-settings.js'

const collector = (edge: FakeEdge = fakeEdge()) => ({ edge, app: buildCollector(edge, { log: false }) })
const withDefaults = `library(${JSON.stringify(DEFAULTS)})`

function change({ configuration, dataset }: FakeEdge, settings: Partial<DatasetSettings>): void {
  configuration.changeDataset(dataset.id, { settings: { ...dataset.settings, ...settings } })
}

test('the plain address gives the defaults, for any page and for five minutes', async () => {
  const { app } = collector()
  const answer = await app.inject('/en_US/fbevents.js')
  expect([answer.statusCode, answer.body]).toEqual([200, withDefaults])
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    vary: 'Accept-Encoding',
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  })
})

test('with an id, that dataset’s settings are inside, and a changed one is served at once', async () => {
  const { app, edge } = collector()
  const ask = async () => (await app.inject(`/de_DE/fbevents.js?id=${edge.dataset.id}`)).body
  const before = await ask()
  expect(before).toBe(`library(${JSON.stringify({ id: edge.dataset.id, ...DEFAULTS })})`)
  change(edge, { pixel_once: false })
  expect(await ask()).toBe(before.replace('"once":true', '"once":false'))
  change(edge, { pixel_once: true, block_bots: true })
  expect(await ask()).toBe(before)
})

test('a file is made once for its settings, whatever else changes', async () => {
  let made = 0
  const edge = fakeEdge()
  const { library } = edge.pixel
  edge.pixel.library = (settings) => {
    made += 1
    return library(settings)
  }
  const { app } = collector(edge)
  const url = `/en_US/fbevents.js?id=${edge.dataset.id}`
  const [first, second] = [await app.inject(url), await app.inject(url)]
  expect([made, second.headers.etag]).toEqual([1, first.headers.etag])
  edge.configuration.createDataset({ name: 'Another' })
  expect((await app.inject(url)).headers.etag).toBe(first.headers.etag)
})

const wrong: [title: string, query: (edge: FakeEdge) => string][] = [
  ['an unknown id', () => '?id=123'],
  ['an empty id', () => '?id='],
  ['no id at all', () => "?id=%3C/script%3E'"],
  [
    'an archived dataset',
    ({ configuration, dataset, now_ms }) => {
      configuration.changeDataset(dataset.id, { archived_at_ms: now_ms() })
      return `?id=${dataset.id}`
    },
  ],
]
for (const [title, query] of wrong)
  test(`${title}: the defaults and a comment, so that the page does not break`, async () => {
    const { app, edge } = collector()
    const answer = await app.inject(`/en_US/fbevents.js${query(edge)}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(
      `/* This id is of no dataset that takes events: these are the defaults. */\n${withDefaults}`,
    )
  })

test('several ids: the last one', async () => {
  const { app, edge } = collector()
  expect((await app.inject(`/en_US/fbevents.js?id=1&id=${edge.dataset.id}`)).body).toContain(edge.dataset.id)
})

test("the second file, with the rules of the dataset that its address names, or nobody's", async () => {
  const { app, edge } = collector()
  const { id, settings } = edge.dataset
  const rule = { event_name: 'Lead', on: 'page' as const, url: '/thanks' }
  edge.configuration.changeDataset(id, { settings: { ...settings, pixel_event_rules: [rule] } })
  const body = async (query: string) => (await app.inject(`/en_US/automatic.js${query}`)).body
  expect(await body(`?id=${id}`)).toBe(`automatic(${JSON.stringify({ id, rules: [rule] })})`)
  expect([await body(''), await body('?id=1')]).toEqual([
    'automatic({"rules":[]})',
    'automatic({"rules":[]})',
  ])
})

for (const path of ['/english/fbevents.js', '/en_US/other.js', '/fbevents.js', '/en_US/fbevents.js/x'])
  test(`${path} is no file`, async () => expect((await collector().app.inject(path)).statusCode).toBe(404))

type Accepting = [accept: string | undefined, encoding: string | undefined, open: (raw: Buffer) => Buffer]
const asIs = (raw: Buffer) => raw
const accepting: Accepting[] = [
  [undefined, undefined, asIs],
  ['identity', undefined, asIs],
  ['zstd', undefined, asIs],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['br;q=0, gzip', 'gzip', gunzipSync],
  ['*', 'br', brotliDecompressSync],
]
for (const [accept, encoding, open] of accepting)
  test(`Accept-Encoding ${accept}: ${encoding ?? 'as it is'}, with a tag of its own`, async () => {
    const { app } = collector()
    const headers = accept === undefined ? {} : { 'accept-encoding': accept }
    const answer = await app.inject({ url: '/en_US/fbevents.js', headers })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(open(answer.rawPayload).toString()).toBe(withDefaults)
    const etag = String(answer.headers.etag)
    expect(etag.endsWith(encoding === undefined ? '"' : `-${encoding}"`)).toBe(true)
    const again = {
      url: '/en_US/fbevents.js',
      headers: { ...headers, 'if-none-match': `"other", W/${etag}` },
    }
    const held = await app.inject(again)
    expect([held.statusCode, held.body, held.headers.etag]).toEqual([304, '', etag])
    expect(held.headers['content-encoding']).toBeUndefined()
  })

test('If-None-Match of other bytes, or none: all of it', async () => {
  const { app } = collector()
  const status = async (value: string) =>
    (await app.inject({ url: '/en_US/fbevents.js', headers: { 'if-none-match': value } })).statusCode
  expect([await status('"other"'), await status(''), await status('*')]).toEqual([200, 200, 304])
})

test('HEAD says how long it is, and no more', async () => {
  const { app } = collector()
  const answer = await app.inject({ method: 'HEAD', url: '/en_US/fbevents.js' })
  expect([answer.statusCode, answer.body, answer.headers['content-length']]).toEqual([
    200,
    '',
    String(withDefaults.length),
  ])
})
