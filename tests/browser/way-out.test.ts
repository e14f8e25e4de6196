import type { Route } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { EM } from '../process/client.js'
import { aWorld, newShop, openBrowser } from './world.js'

const world = aWorld()
const OFFLINE = /ERR_INTERNET_DISCONNECTED/

test('offline, then online: what was called in between is counted, once', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor({ expected: OFFLINE })
  const page = await visitor.open('/product.html')
  await shop.counted({ PageView: 1, ViewContent: 1 }, page)
  await visitor.context.setOffline(true)
  await page.evaluate("fbq('track', 'AddToCart'); fbq('track', 'Lead', {}, { eventID: 'lead-1' })")
  await page.waitForFunction("JSON.stringify(localStorage).includes('Lead')")
  await visitor.context.setOffline(false)
  await shop.counted({ PageView: 1, ViewContent: 1, AddToCart: 1, Lead: 1 })
})

test('offline to the end of the page: the next page sends what the last one could not', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor({ expected: OFFLINE })
  const page = await visitor.open('/plain.html')
  await shop.counted({ PageView: 1 }, page)
  await visitor.context.setOffline(true)
  await page.evaluate("fbq('track', 'Lead')")
  await page.waitForFunction("JSON.stringify(localStorage).includes('Lead')")
  await page.close()
  await visitor.context.setOffline(false)
  const next = await visitor.open('/plain.html')
  await shop.counted({ PageView: 2, Lead: 1 }, next)
})

test('a send that was taken, but whose answer was lost, is sent again and is one sighting', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor({ expected: /ERR_FAILED/ })
  const page = await visitor.open('/plain.html')
  await shop.counted({ PageView: 1 }, page)
  const loseAnswer = async (route: Route) => {
    // Playwright asks from outside of the browser, where shops' names mean nothing.
    await route.fetch({ url: route.request().url().replace('t.shop.example', '127.0.0.1') })
    await route.abort()
  }
  await visitor.context.route(isLead, loseAnswer, { times: 1 })
  const sent: string[] = []
  visitor.context.on('request', (request) => {
    if (isLead(new URL(request.url()))) sent.push(request.url())
  })
  await page.evaluate("fbq('track', 'Lead')")
  await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(2)
  await shop.counted({ PageView: 1, Lead: 1 }, page)
  const [lead] = (await shop.events()).filter(({ event_name }) => event_name === 'Lead')
  expect(lead?.sightings).toHaveLength(1)
  expect((await shop.stats()).by_event.Lead?.received.browser).toBe(1)
})

const isLead = ({ pathname, search }: URL): boolean => pathname === '/tr/' && search.includes('ev=Lead')

test('a page that is closed right after the call', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  const page = await visitor.open('/plain.html')
  await page.waitForFunction('fbq.callMethod')
  await page.evaluate("fbq('track', 'Lead'); location.href = 'about:blank'")
  await shop.counted({ PageView: 1, Lead: 1 })
})

test('an event that is too long for an address', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/plain.html')
  await page.evaluate("fbq('track', 'Search', { search_string: 'é'.repeat(3000) })")
  await shop.counted({ PageView: 1, Search: 1 }, page)
  const [search] = (await shop.events()).filter(({ event_name }) => event_name === 'Search')
  expect(search?.custom_data.search_string).toBe('é'.repeat(3_000))
})

test('consent that is revoked holds everything, and granted, each call counts once', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  const sent: string[] = []
  visitor.context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/tr')) sent.push(request.url())
  })
  const page = await visitor.open('/consent.html')
  await page.waitForFunction('fbq.callMethod')
  await page.evaluate("fbq('track', 'Lead')")
  expect([sent, await visitor.context.cookies(shop.page('/'))]).toEqual([[], []])
  await page.click('#yes')
  await shop.counted({ PageView: 1, ViewContent: 1, Lead: 1 }, page)
  await page.evaluate("fbq('consent', 'revoke'); fbq('track', 'Contact')")
  const before = sent.length
  await page.evaluate("fbq('consent', 'grant')")
  await shop.counted({ PageView: 1, ViewContent: 1, Lead: 1, Contact: 1 }, page)
  expect(sent.length).toBe(before + 2)
})

test('routes of a single page are PageViews, back included, and the same address is none', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/single-page.html')
  await page.waitForFunction('fbq.callMethod')
  await page.click('#mugs')
  await page.click('#plates')
  await page.click('#plates')
  await page.goBack()
  await page.goBack()
  // Home, mugs, plates, plates (the same), and back: the first step leads from plates to plates.
  await shop.counted({ PageView: 4 }, page)
})

test('a page that comes back from the back/forward cache is a PageView more', async () => {
  const shop = await newShop(world())
  const browser = await openBrowser(true)
  onTestFinished(() => browser.close())
  const page = await (await shop.visitor({ browser })).open('/plain.html')
  await page.waitForFunction('fbq.callMethod')
  await page.evaluate(
    "addEventListener('pageshow', ({ persisted }) => fbq('trackCustom', 'Persisted ' + persisted))",
  )
  await shop.counted({ PageView: 1 }, page)
  await page.goto(shop.page('/sent.html'))
  await shop.counted({ PageView: 2 }, page)
  await page.evaluate('setTimeout(() => history.back())')
  await shop.counted({ PageView: 3, 'Persisted true': 1 })
})

test('the same page under https’s rules: a secure context, where hashing is the browser’s', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/plain.html', 'localhost')
  expect(await page.evaluate('isSecureContext')).toBe(true)
  await page.evaluate(`fbq('init', '${shop.dataset_id}', { em: 'jo@shop.example' }); fbq('track', 'Lead')`)
  await shop.counted({ PageView: 1, Lead: 1 }, page)
  const [lead] = (await shop.events()).filter(({ event_name }) => event_name === 'Lead')
  expect(lead?.user_data.em).toEqual([EM])
})
