import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { verify } from '../process/books.js'
import { EM } from '../process/client.js'
import { aWorld, newShop, type Visitor } from './world.js'

const world = aWorld()

/** From the product to the thank-you page, by its buttons. */
async function buyMug(visitor: Visitor) {
  const page = await visitor.open('/product.html')
  await page.click('#add')
  await page.click('#cart')
  await page.waitForURL(/cart/)
  await page.click('#checkout')
  await page.waitForURL(/checkout/)
  await page.click('#buy')
  await page.waitForURL(/thanks/)
  return page
}
const JOURNEY = { PageView: 4, ViewContent: 1, AddToCart: 1, InitiateCheckout: 1, Purchase: 1 }

test('from the product to the thank-you page: each event counts once, the Purchase by both channels', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  const page = await buyMug(visitor)
  await shop.counted(JOURNEY, page)
  const [purchase] = (await shop.events()).filter(({ event_name }) => event_name === 'Purchase')
  expect(purchase).toMatchObject({
    channels: ['browser', 'server'],
    custom_data: { value: 19.5, currency: 'EUR', contents: [{ id: 'SKU-1', quantity: 1 }] },
  })
  expect(purchase?.event_id).toMatch(/^order-\d+$/)
  const fbp = (await visitor.context.cookies(shop.page('/'))).find(({ name }) => name === '_fbp')?.value
  expect(fbp).toMatch(/^fb\.1\.\d{13}\.\d+$/)
  expect(purchase?.user_data.fbp).toBe(fbp)
  const { by_event, rejected, blocked } = await shop.stats()
  expect(by_event.Purchase).toMatchObject({
    received: { browser: 1, server: 1 },
    both: 1,
    value: { EUR: 19.5 },
  })
  expect([rejected, blocked]).toEqual([0, 0])
  expect(await verify(world().commands)).toMatchObject({ balanced: true, imbalances: [] })
})

test('a lead form whose click leaves the page in the same tick: the Lead counts', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/lead.html')
  await page.fill('[name=email]', 'jo@shop.example')
  await page.click('#send')
  await page.waitForURL(/sent/)
  await shop.counted({ PageView: 2, Lead: 1 }, page)
})

test('a click id in the landing page’s address is kept for the Purchase', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  await visitor.open('/plain.html?fbclid=IwAR0-Click_1')
  const page = await buyMug(visitor)
  await shop.counted({ ...JOURNEY, PageView: 5 }, page)
  for (const { event_name, user_data } of await shop.events())
    expect([event_name, user_data.fbc]).toEqual([
      event_name,
      expect.stringMatching(/^fb\.1\.\d{13}\.IwAR0-Click_1$/),
    ])
})

test('pages from a cache: each visitor is somebody else', async () => {
  const shop = await newShop(world())
  const [first, second] = [await shop.visitor(), await shop.visitor()]
  await first.open('/cached/product.html')
  const page = await second.open('/cached/product.html')
  await page.goto(shop.page('/cached/product.html?again'))
  await shop.counted({ PageView: 3, ViewContent: 3 }, page)
  const visitors = new Set((await shop.events()).map(({ user_data }) => user_data.fbp))
  expect(visitors.size).toBe(2)
})

test('under a strict policy with one host and a nonce: nothing is refused, all is counted', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/strict/product.html')
  await page.evaluate("fbq('track', 'Search', { search_string: 'x'.repeat(4000) })")
  await page.click('#add')
  await shop.counted({ PageView: 1, ViewContent: 1, AddToCart: 1, Search: 1 }, page)
})

test('under the same policy the second file comes, too, and what it sends', async () => {
  const shop = await newShop(world(), { pixel_automatic_events: 'button_click' })
  const page = await (await shop.visitor()).open('/strict/lead.html')
  await secondFile(page)
  await page.click('#send')
  await shop.counted({ PageView: 2, Lead: 1, SubscribedButtonClick: 1 })
})

/** It says nothing to a page when it is there; its file's end is the next best. */
async function secondFile(page: Page): Promise<void> {
  await page.waitForFunction(
    "performance.getEntriesByType('resource').some(({ name }) => name.includes('/automatic.js?id='))",
  )
}

test('in an iframe', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/frame.html')
  const frame = page.frame({ url: /product/ })
  await frame?.click('#add')
  await shop.counted({ PageView: 1, ViewContent: 1, AddToCart: 1 })
  for (const { event_source_url } of await shop.events())
    expect(event_source_url).toBe(shop.page('/product.html'))
})

test('where no script runs, the image counts the page', async () => {
  const shop = await newShop(world())
  await (await shop.visitor({ javaScriptEnabled: false })).open('/plain.html')
  await shop.counted({ PageView: 1 })
})

test('by plain http, where the browser lends no cryptography, identity is hashed all the same', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/plain.html')
  expect(await page.evaluate('[isSecureContext, crypto.subtle]')).toEqual([false, undefined])
  const bodies: string[] = []
  page.on('request', (request) => void bodies.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.evaluate(`fbq('init', '${shop.dataset_id}', { em: ' Jo@Shop.Example ' }); fbq('track', 'Lead')`)
  await shop.counted({ PageView: 1, Lead: 1 }, page)
  const [lead] = (await shop.events()).filter(({ event_name }) => event_name === 'Lead')
  expect(lead?.user_data.em).toEqual([EM])
  expect(bodies.join('\n')).not.toMatch(/jo(%40|@)shop/i)
})

for (const [title, automatic] of [
  ['', ''],
  [' with the second file', 'button_click,microdata,engagement'],
] as const)
  test(`the library${title} leaves no name but fbq, _fbq and its own, and keeps things under its prefix`, async () => {
    const shop = await newShop(world(), { pixel_automatic_events: automatic })
    const page = await (await shop.visitor()).open('/thanks.html?order=1&value=2')
    await page.waitForFunction('fbq.callMethod')
    if (automatic !== '') await secondFile(page)
    const { names, keys } = await strays(page)
    const allowed = ['fbq', '_fbq', '__countersign']
    expect(names.filter((name) => !allowed.includes(name))).toEqual([])
    expect(keys.filter((key) => !key.startsWith('_cs_'))).toEqual([])
  })

/** Names of the page's window that an empty page's has not, and what is kept for the site. */
const strays = (page: Page) =>
  page.evaluate(() => {
    const empty = document.body.appendChild(document.createElement('iframe'))
    const usual = new Set(Object.getOwnPropertyNames(empty.contentWindow ?? {}))
    return {
      names: Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\d+$/.test(name)),
      keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    }
  })

test('a page that is opened with a test code marks this visitor’s events, and nobody else’s', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  const page = await visitor.open('/plain.html?cs_test=TEST123')
  await page.click('#product')
  await page.waitForURL(/product/)
  await shop.counted({ PageView: 2, ViewContent: 1 }, page)
  const cookies = await visitor.context.cookies(shop.page('/'))
  expect(cookies.find(({ name }) => name === '_cs_test')).toMatchObject({ value: 'TEST123', expires: -1 })
})
