import { expect, test } from 'vitest'
import { lookAtDomain } from './check-domain.js'
import type { Page } from './look.js'

const TOKEN = 'Zm9vYmFyYmF6cXV4MTIzNDU2'
const TAG = `<head><meta name="countersign-domain-verification" content="${TOKEN}"></head>`
const HOME = 'https://shop.example/'
const FILE = 'https://shop.example/.well-known/countersign-domain-verification.txt'

const page = (body: string, status = 200, location: string | null = null): Page => ({
  kind: 'page',
  status,
  location,
  body,
})
const refusing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

/** What is at which address; elsewhere is nothing. Keeps what was asked for. */
function looking(pages: { [url: string]: Page }, resolveTxt = async (): Promise<string[][]> => []) {
  const asked: string[] = []
  const look = lookAtDomain({
    resolveTxt,
    async fetchPage(url) {
      asked.push(url)
      return pages[url] ?? page('', 404)
    },
  })
  return { asked, check: () => look('shop.example', TOKEN) }
}

test('each method by itself', async () => {
  const dns = looking({}, async () => [[`countersign-domain-verification=${TOKEN}`]])
  expect(await dns.check()).toEqual({
    dns: { found: 'token' },
    meta: { found: 'unreachable', why: 'it answers with 404' },
    file: { found: 'unreachable', why: 'it answers with 404' },
  })
  expect((await looking({ [HOME]: page(TAG) }).check()).meta).toEqual({ found: 'token' })
  expect((await looking({ [FILE]: page(`${TOKEN}\n`) }).check()).file).toEqual({ found: 'token' })
})

const redirects: [title: string, location: string | null, want: string, asked: number][] = [
  ['to www', 'https://www.shop.example/de/', 'token', 3],
  ['to www without TLS', 'http://www.shop.example/de/', 'unreachable', 2],
  ['to www on another port', 'https://www.shop.example:8443/de/', 'unreachable', 2],
  ['to another of its hosts', 'https://blog.shop.example/de/', 'unreachable', 2],
  ['to a stranger', 'https://www.evil.example/de/', 'unreachable', 2],
  ['to a stranger who looks alike', 'https://www.shop.example.evil.example/de/', 'unreachable', 2],
  ['to a stranger behind a name', 'https://www.shop.example@evil.example/de/', 'unreachable', 2],
  ["to this machine's own", 'https://127.0.0.1/de/', 'unreachable', 2],
  ['to nowhere', null, 'unreachable', 2],
  ['to what is no address', 'https://', 'unreachable', 2],
]
for (const [title, location, want, asked] of redirects)
  test(`a home page that redirects ${title}`, async () => {
    const there = location === null ? {} : { [location]: page(TAG) }
    const shop = looking({ [HOME]: page('', 301, location), ...there })
    expect((await shop.check()).meta?.found).toBe(want)
    expect(shop.asked).toHaveLength(asked)
  })

test('a second redirect is not followed, and the file redirects nowhere', async () => {
  const www = 'https://www.shop.example/'
  const shop = looking({
    [HOME]: page('', 301, www),
    [www]: page('', 301, `${www}de/`),
    [`${www}de/`]: page(TAG),
    [FILE]: page('', 301, FILE.replace('//', '//www.')),
    [FILE.replace('//', '//www.')]: page(TOKEN),
  })
  const why = 'it redirects (301) to where it may not'
  expect(await shop.check()).toMatchObject({
    meta: { found: 'unreachable', why },
    file: { found: 'unreachable', why },
  })
  expect(shop.asked.sort()).toEqual([HOME, FILE, www].sort())
})

const codes: [code: string, want: object][] = [
  ['ENODATA', { found: 'absent' }],
  ['ENOTFOUND', { found: 'unreachable', why: 'there is no such name' }],
  ['ETIMEOUT', { found: 'unreachable', why: 'the name servers do not answer (ETIMEOUT)' }],
  ['ECANCELLED', { found: 'unreachable', why: 'the name servers do not answer (ECANCELLED)' }],
]
for (const [code, want] of codes)
  test(`DNS: ${code}`, async () => expect((await looking({}, refusing(code)).check()).dns).toEqual(want))

test('what cannot be fetched says why', async () => {
  const failed: Page = { kind: 'failed', why: 'it has no public address' }
  expect(await looking({ [HOME]: failed, [FILE]: failed }).check()).toMatchObject({
    meta: { found: 'unreachable', why: 'it has no public address' },
    file: { found: 'unreachable', why: 'it has no public address' },
  })
})
